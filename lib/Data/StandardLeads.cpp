// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How the generated heart looks from the twelve standard leads. Six of them are
// sums of two others (Einthoven, Goldberger), as they are on every recorder.
#include "Heart.h"
#include "ecg/Data/PortableMath.h"
#include <array>

using namespace llvm;

namespace ecg {

namespace {

/// Heights of P, Q, R, S and T as multiples of those of lead II, which is the
/// lead of Table I.
using Gains = std::array<double, 5>;

struct Electrode {
  const char *name;
  Gains gains;
};

/// As a normal adult's recording shows them: R grows and S shrinks from V1 to
/// V6, T is negative in V1.
constexpr Gains kLeadI = {0.6, 0.7, 0.6, 0.5, 0.7}, kLeadII = {1, 1, 1, 1, 1};
constexpr std::array<Electrode, 6> kChest = {{
    {"V1", {0.5, 0, 0.2, 2.5, -0.3}},
    {"V2", {0.6, 0, 0.45, 3, 1.3}},
    {"V3", {0.6, 0.1, 0.8, 2, 1.6}},
    {"V4", {0.6, 0.6, 1.3, 1.3, 1.4}},
    {"V5", {0.6, 1, 1.3, 0.8, 1.1}},
    {"V6", {0.6, 1.1, 1, 0.4, 0.8}},
}};

struct LimbLead {
  const char *name;
  double ofI, ofII;
};
constexpr std::array<LimbLead, 6> kLimbs = {{
    {"I", 1, 0},
    {"II", 0, 1},
    {"III", -1, 1},
    {"aVR", -0.5, -0.5},
    {"aVL", 1, -0.5},
    {"aVF", -0.5, 1},
}};

Gains gainsOf(unsigned lead) {
  if (lead >= kLimbs.size())
    return kChest[lead - kLimbs.size()].gains;
  Gains gains;
  for (size_t i = 0; i < gains.size(); ++i)
    gains[i] = kLimbs[lead].ofI * kLeadI[i] + kLimbs[lead].ofII * kLeadII[i];
  return gains;
}

/// Which of P, Q, R, S and T stands at an angle of a cycle of one second: the
/// nearest of Table I.
size_t waveAt(double angle) {
  using portable::kPi;
  constexpr double kBounds[] = {-5 * kPi / 24, -kPi / 24, kPi / 24,
                                7 * kPi / 24};
  size_t wave = 0;
  while (wave < 4 && angle > kBounds[wave])
    ++wave;
  return wave;
}

} // namespace

std::vector<std::string> listStandardLeads() {
  std::vector<std::string> names;
  for (const LimbLead &lead : kLimbs)
    names.push_back(lead.name);
  for (const Electrode &lead : kChest)
    names.push_back(lead.name);
  return names;
}

Score seenFrom(const Score &score, unsigned lead) {
  Gains gains = gainsOf(lead);
  Score seen = score;
  for (Cycle &cycle : seen.cycles)
    for (Wave &wave : cycle.waves)
      wave.size *= gains[waveAt(wave.angle)];
  seen.atria.millivolts *= gains[0];
  return seen;
}

} // namespace ecg
