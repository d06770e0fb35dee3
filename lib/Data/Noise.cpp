// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What electrodes, muscles and the mains add to an ECG.
#include "Heart.h"
#include "ecg/Data/PortableMath.h"
#include <cmath>

using namespace llvm;

namespace ecg {

using portable::kPi;

/// Three slow sines of random frequency share the power.
static void addWander(double rms, double rate, Random &random,
                      MutableArrayRef<float> out) {
  constexpr int kSines = 3;
  double amplitude = rms * std::sqrt(2.0 / kSines);
  for (int sine = 0; sine < kSines; ++sine) {
    double omega = 2 * kPi * random.uniform(0.05, 0.5) / rate;
    double phase = random.uniform(0, 2 * kPi);
    for (auto [i, x] : enumerate(out))
      x += static_cast<float>(amplitude * portable::sin(omega * i + phase));
  }
}

/// White noise, differenced against its low frequencies, swelling and fading
/// every few seconds.
static void addMuscle(double rms, double rate, Random &random,
                      MutableArrayRef<float> out) {
  double omega = 2 * kPi * random.uniform(0.1, 0.4) / rate;
  double phase = random.uniform(0, 2 * kPi);
  double before = random.normal();
  // 1 + sin has a mean square of 3/2, a difference one of 2.
  double scale = rms / std::sqrt(3.0);
  for (auto [i, x] : enumerate(out)) {
    double now = random.normal();
    x += static_cast<float>(scale * (1 + portable::sin(omega * i + phase)) *
                            (now - before));
    before = now;
  }
}

void addNoise(const SyntheticOptions &options, Random &random,
              MutableArrayRef<float> out) {
  double rate = options.samplingRate;
  // Recordings differ in quality; the levels are what they have on average.
  addWander(options.wander * random.uniform(0, 2), rate, random, out);
  addMuscle(options.muscle * random.uniform(0, 2), rate, random, out);
  double omega = 2 * kPi * options.mainsHz / rate;
  double phase = random.uniform(0, 2 * kPi);
  // Hum at or above half the rate would be aliased into the signal.
  double hum = options.mainsHz < rate / 2 ? options.mains * std::sqrt(2.0) : 0;
  for (auto [i, x] : enumerate(out))
    x += static_cast<float>(options.white * random.normal() +
                            hum * portable::sin(omega * i + phase));
}

} // namespace ecg
