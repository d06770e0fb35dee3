// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The oscillator of McSharry et al. 2003, Eq. (1):
//   x' = alpha x - omega y         alpha = 1 - sqrt(x^2 + y^2)
//   y' = alpha y + omega x         omega = 2 pi / T
//   z' = -sum_i a_i d_i exp(-d_i^2 / (2 b_i^2)) - (z - z0(t))
// with d_i the angle from event i, integrated by Runge-Kutta of order 4.
#include "Heart.h"
#include "ecg/Data/PortableMath.h"
#include <algorithm>
#include <array>
#include <cmath>

using namespace llvm;

namespace ecg {

using portable::kPi;

/// Table I of the paper, P Q R S T.
static const Wave kTableI[] = {
    {-kPi / 3, 1.2, 0.25, 0.5}, {-kPi / 12, -5.0, 0.1, 1}, {0, 30.0, 0.1, 1},
    {kPi / 12, -7.5, 0.1, 1},   {kPi / 2, 0.75, 0.4, 0.5},
};

/// Integral over a Gaussian event's rise: the height it adds to z.
static double heightOf(const Wave &wave) {
  return wave.size * wave.width * wave.width / (2 * kPi);
}

Person::Person(uint64_t seed, uint32_t number) {
  Random random({seed, number, /*stream=*/0});
  for (const Wave &typical : kTableI) {
    Wave wave = typical;
    wave.angle *= random.uniform(0.93, 1.07);
    wave.size *= random.uniform(0.75, 1.25);
    wave.width *= random.uniform(0.9, 1.1);
    waves.push_back(wave);
  }
  // P and T differ most from person to person.
  waves.front().size *= random.uniform(0.35, 1.1);
  waves.back().size *= random.uniform(0.4, 1.2);
  millivolts = random.uniform(0.7, 1.5);
  sinusRate = random.uniform(60, 100);
  respiration = random.uniform(0.2, 0.3);
}

namespace {

/// One event as it is in its cycle: angles of cycle k are 2 pi k + (-pi, pi].
struct Event {
  double angle, size, width;
};

class Oscillator {
public:
  Oscillator(const Score &score, const Person &person) : score(score) {
    for (auto [k, cycle] : enumerate(score.cycles)) {
      double turn = 2 * kPi * k;
      for (const Wave &wave : cycle.waves) {
        // T^-1 or T^-1/2; sqrt rounds the same everywhere.
        double scale =
            1 / (wave.stretch == 1 ? cycle.seconds : std::sqrt(cycle.seconds));
        events.push_back({turn + wave.angle * scale,
                          wave.size / (scale * scale), wave.width * scale});
      }
    }
    sort(events,
         [](const Event &a, const Event &b) { return a.angle < b.angle; });
    // z is in the paper's units; its wander A = 0.15 mV in ours.
    perUnit = person.millivolts / heightOf(kTableI[2]);
    wander = 0.15 / perUnit;
    respiration = person.respiration;
  }

  double millivolts() const { return state[2] * perUnit; }

  void step(double h) {
    openEvents();
    std::array<double, 3> k1 = slope(state, time);
    std::array<double, 3> k2 = slope(advance(k1, h / 2), time + h / 2);
    std::array<double, 3> k3 = slope(advance(k2, h / 2), time + h / 2);
    std::array<double, 3> k4 = slope(advance(k3, h), time + h);
    for (int i = 0; i < 3; ++i)
      state[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    time += h;
    double angle = portable::atan2(state[1], state[0]);
    if (angle < lastAngle - kPi && cycle + 1 < score.cycles.size())
      ++cycle;
    lastAngle = angle;
  }

private:
  /// Events more than this many widths away are below 1e-8 of their height.
  static constexpr double kReach = 6;

  std::array<double, 3> advance(const std::array<double, 3> &slope,
                                double h) const {
    return {state[0] + h * slope[0], state[1] + h * slope[1],
            state[2] + h * slope[2]};
  }

  /// Events near enough to be felt during the step to come. They are sorted,
  /// and none is wider than half a turn.
  void openEvents() {
    double phase = 2 * kPi * cycle + lastAngle;
    while (firstEvent < events.size() &&
           events[firstEvent].angle < phase - 2 * kPi)
      ++firstEvent;
    endEvent = firstEvent;
    while (endEvent < events.size() && events[endEvent].angle < phase + 2 * kPi)
      ++endEvent;
  }

  std::array<double, 3> slope(const std::array<double, 3> &at, double t) const {
    double alpha = 1 - std::sqrt(at[0] * at[0] + at[1] * at[1]);
    double seconds = score.cycles[cycle].seconds;
    double omega = 2 * kPi / seconds;
    double angle = portable::atan2(at[1], at[0]);
    // A stage may already be past the end of the turn.
    double phase = 2 * kPi * cycle + angle;
    if (angle < lastAngle - kPi)
      phase += 2 * kPi;
    double z0 = wander * portable::sin(2 * kPi * respiration * t);
    double dz = z0 - at[2];
    for (size_t i = firstEvent; i < endEvent; ++i) {
      const Event &event = events[i];
      double delta = phase - event.angle;
      if (std::fabs(delta) > kReach * event.width)
        continue;
      double ratio = delta / event.width;
      // Divided by the present T an event rises and falls by the same height
      // even when it reaches into a faster cycle.
      dz -= event.size / seconds * delta * portable::exp(-ratio * ratio / 2);
    }
    return {alpha * at[0] - omega * at[1], alpha * at[1] + omega * at[0], dz};
  }

  const Score &score;
  std::vector<Event> events;
  size_t firstEvent = 0, endEvent = 0, cycle = 0;
  double perUnit, wander, respiration;
  std::array<double, 3> state = {-1, 0, 0}; ///< the beginning of a cycle
  double time = 0, lastAngle = -kPi;
};

} // namespace

static double atrialMillivolts(const AtrialWave &wave, double t) {
  if (wave.millivolts == 0)
    return 0;
  constexpr double kModulationHz = 0.35;
  constexpr int kHarmonics = 3;
  double slow = 2 * kPi * kModulationHz * t + wave.phase;
  double theta = 2 * kPi * wave.hertz * t +
                 wave.deviationHz / kModulationHz * portable::sin(slow);
  double sum = 0;
  for (int n = 1; n <= kHarmonics; ++n)
    sum += portable::sin(n * theta) / n;
  double swell = wave.deviationHz > 0 ? 1 + 0.4 * portable::sin(0.6 * slow) : 1;
  return wave.millivolts * swell * sum;
}

void playScore(const Score &score, const Person &person, double samplingRate,
               MutableArrayRef<float> out) {
  // Small steps against the 10 ms width of Q, R and S.
  int substeps = static_cast<int>(std::ceil(250 / samplingRate));
  double h = 1 / (samplingRate * substeps);
  Oscillator heart(score, person);
  int64_t leadIn = std::llround(kLeadInSeconds * samplingRate) * substeps;
  for (int64_t i = 0; i < leadIn; ++i)
    heart.step(h);
  for (auto [i, x] : enumerate(out)) {
    x = static_cast<float>(heart.millivolts() +
                           atrialMillivolts(score.atria, i / samplingRate));
    for (int k = 0; k < substeps; ++k)
      heart.step(h);
  }
}

} // namespace ecg
