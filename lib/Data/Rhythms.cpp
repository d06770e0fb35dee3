// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The named rhythms: which cycles follow each other, and which waves they have.
// One row and one function a rhythm; the class numbers are the row numbers.
#include "Heart.h"
#include "ecg/Data/PortableMath.h"
#include <algorithm>
#include <cmath>

using namespace llvm;

namespace ecg {

using portable::kPi;

//===----------------------------------------------------------------------===//
// Intervals
//===----------------------------------------------------------------------===//

/// Lines of both peaks of S(f), 1 mHz apart, random in phase; powers add up to
/// the variance asked for, the low peak having half of the high one.
Tachogram::Tachogram(double meanSeconds, double deviation, double respirationHz,
                     Random &random)
    : mean(meanSeconds) {
  constexpr double kMayerHz = 0.1, kWidthHz = 0.01, kStepHz = 0.001;
  double total = 0;
  for (auto [peak, power] : {std::pair(kMayerHz, 0.5), {respirationHz, 1.0}})
    for (int i = -30; i <= 30; ++i) {
      double away = i * kStepHz / kWidthHz;
      double density = power * portable::exp(-away * away / 2);
      lines.push_back(
          {peak + i * kStepHz, std::sqrt(density), random.uniform(0, 2 * kPi)});
      total += density;
    }
  for (Line &line : lines)
    line.amplitude *= deviation * std::sqrt(2 / total);
}

double Tachogram::at(double seconds) const {
  double interval = mean;
  for (const Line &line : lines)
    interval += line.amplitude *
                portable::cos(2 * kPi * line.hertz * seconds + line.phase);
  return std::clamp(interval, 0.25, 3.0);
}

//===----------------------------------------------------------------------===//
// Cycles
//===----------------------------------------------------------------------===//

namespace {

struct Composer {
  const Person &person;
  double seconds; ///< all of it, lead-in and a cycle at the end included
  Random &random;

  /// Braces around the two draws of a caller: unlike the arguments of a call
  /// they are evaluated in order by every compiler.
  struct Pace {
    double beatsPerMinute, deviation; ///< deviation of the interval in seconds
  };

  /// Cycles of full PQRST at a sinus rate, from one random fraction of a beat
  /// earlier on, so that no sample begins at a fixed point of its first beat.
  Score sinus(Pace pace) {
    double mean = 60 / pace.beatsPerMinute;
    Tachogram tachogram(mean, pace.deviation, person.respiration, random);
    Score score;
    score.cycles.push_back({mean * random.uniform(0.5, 1), {}});
    for (double t = score.cycles[0].seconds; t < seconds;) {
      score.cycles.push_back({tachogram.at(t), person.waves});
      t += score.cycles.back().seconds;
    }
    return score;
  }

  Score normal() {
    return sinus({person.sinusRate, random.uniform(0.02, 0.05)});
  }
  Score bradycardia() {
    return sinus({random.uniform(38, 59), random.uniform(0.02, 0.05)});
  }
  Score tachycardia() {
    return sinus({random.uniform(101, 150), random.uniform(0.005, 0.015)});
  }

  /// P is the first of the waves.
  static void dropP(Cycle &cycle) { cycle.waves.erase(cycle.waves.begin()); }

  /// Irregular intervals, fibrillatory waves in place of P.
  Score afib() {
    double mean = 60 / random.uniform(65, 130);
    double irregularity = random.uniform(0.2, 0.45);
    Score score;
    for (double t = 0; t < seconds; t += score.cycles.back().seconds) {
      double factor = std::clamp(1 + irregularity * random.normal(), 0.45, 2.0);
      score.cycles.push_back(
          {std::clamp(mean * factor, 0.32, 1.8), person.waves});
      dropP(score.cycles.back());
    }
    score.atria = {random.uniform(0.02, 0.08), random.uniform(5, 8),
                   random.uniform(0.2, 0.5), random.uniform(0, 2 * kPi)};
    return score;
  }

  /// A regular sawtooth at about 300 a minute, every 2nd to 4th conducted.
  Score flutter() {
    double hertz = random.uniform(4.3, 5.3);
    double conducted = 2 + random.below(3);
    Score score = sinus({60 * hertz / conducted, 0.004});
    for (Cycle &cycle : score.cycles)
      if (!cycle.waves.empty())
        dropP(cycle);
    score.atria = {random.uniform(0.07, 0.2), hertz, 0,
                   random.uniform(0, 2 * kPi)};
    return score;
  }

  /// Turns a cycle into a premature ventricular beat: no P, wide QRS, T the
  /// other way, early by `advance` of the cycle. The sinus node is not reset,
  /// so the compensatory pause comes by itself.
  static void makeVentricular(Cycle &cycle, double advance) {
    Wave r = cycle.waves[2], t = cycle.waves[4];
    double early = -2 * kPi * advance * cycle.seconds;
    r.width *= 2.6;
    r.size *= 0.2;
    Wave s = {r.angle + 0.45, -r.size * 0.35, r.width, 1};
    t = {kPi / 2 * 1.1, -t.size * 1.6, t.width * 1.1, 1};
    cycle.waves = {r, s, t};
    for (Wave &wave : cycle.waves)
      wave.angle += early;
  }

  /// One to three isolated premature beats, at least one well inside.
  Score pvc() {
    Score score = sinus({person.sinusRate, random.uniform(0.01, 0.03)});
    double advance = random.uniform(0.22, 0.42);
    unsigned last = 0, cycles = score.cycles.size();
    unsigned inside = insideCycle(score);
    makeVentricular(score.cycles[inside], advance);
    for (unsigned k = 2; k < cycles; ++k) {
      bool apart = k > last + 3 && (k + 3 < inside || k > inside + 3);
      if (!apart || random.below(4))
        continue;
      makeVentricular(score.cycles[k], advance);
      last = k;
    }
    return score;
  }

  /// A random cycle in the middle 70 % of what will be seen.
  unsigned insideCycle(const Score &score) {
    double span = seconds - kLeadInSeconds, t = 0;
    double at = kLeadInSeconds + span * random.uniform(0.15, 0.85);
    unsigned k = 0;
    while (k + 1 < score.cycles.size() && t + score.cycles[k].seconds < at)
      t += score.cycles[k++].seconds;
    return std::max(k, 1u); // the first cycle has no waves
  }

  /// Every second beat is ventricular.
  Score bigeminy() {
    Score score = sinus({person.sinusRate, random.uniform(0.01, 0.03)});
    double advance = random.uniform(0.22, 0.42);
    for (unsigned k = 1 + random.below(2); k < score.cycles.size(); k += 2)
      makeVentricular(score.cycles[k], advance);
    return score;
  }

  /// Second-degree block, Mobitz type II: every 3rd or 4th P stays alone.
  Score avblock() {
    Score score = sinus({random.uniform(70, 98), random.uniform(0.01, 0.03)});
    unsigned period = 3 + random.below(2);
    for (unsigned k = 1 + random.below(period); k < score.cycles.size();
         k += period)
      score.cycles[k].waves.truncate(1);
    return score;
  }
};

struct RhythmRow {
  RhythmInfo info;
  Score (Composer::*compose)();
};

} // namespace

static const RhythmRow rows[] = {
    {{"normal", "sinus rhythm, 60 to 100 a minute"}, &Composer::normal},
    {{"bradycardia", "sinus rhythm, 38 to 59 a minute"},
     &Composer::bradycardia},
    {{"tachycardia", "sinus rhythm, 101 to 150 a minute"},
     &Composer::tachycardia},
    {{"afib", "atrial fibrillation: irregular, no P, f-waves of 5 to 8 Hz"},
     &Composer::afib},
    {{"flutter", "atrial flutter: sawtooth, 2:1 to 4:1 conduction"},
     &Composer::flutter},
    {{"pvc", "sinus rhythm with isolated premature ventricular beats"},
     &Composer::pvc},
    {{"bigeminy", "every second beat a premature ventricular one"},
     &Composer::bigeminy},
    {{"avblock", "second-degree AV block, Mobitz type II, 3:2 or 4:3"},
     &Composer::avblock},
};

ArrayRef<RhythmInfo> listRhythms() {
  static const std::vector<RhythmInfo> infos = [] {
    std::vector<RhythmInfo> list;
    for (const RhythmRow &row : rows)
      list.push_back(row.info);
    return list;
  }();
  return infos;
}

Score composeRhythm(unsigned rhythm, const Person &person, double seconds,
                    Random &random) {
  Composer composer{person, kLeadInSeconds + seconds + 1, random};
  return (composer.*rows[rhythm].compose)();
}

} // namespace ecg
