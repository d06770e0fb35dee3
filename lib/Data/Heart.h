// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The parts of the ECG generator: a person, a rhythm as a score of heart
// cycles, and the oscillator that plays a score. Private to the room.
#ifndef ECG_LIB_DATA_HEART_H
#define ECG_LIB_DATA_HEART_H

#include "ecg/Data/Random.h"
#include "ecg/Data/Synthetic.h"
#include "llvm/ADT/SmallVector.h"

namespace ecg {

using portable::Random;

/// A Gaussian event on the limit cycle, one of P, Q, R, S, T of Table I: its
/// angle theta, size a and width b in a cycle of one second. In a cycle of
/// T seconds angle and width are multiplied by T^-stretch: 1 keeps the time in
/// seconds (QRS), 0.5 lets it grow with sqrt(T) (Bazett: P and T wave).
struct Wave {
  double angle, size, width, stretch;
};
using Waves = llvm::SmallVector<Wave, 5>;

/// One revolution of the oscillator, R at angle 0 in its middle.
struct Cycle {
  double seconds;
  Waves waves;
};

/// Atrial activity that does not follow the cycles (fibrillation, flutter): a
/// sawtooth with modulated amplitude and frequency after Stridh and Sornmo,
/// IEEE TBME 48(1):105-111, 2001. Off when the amplitude is 0.
struct AtrialWave {
  double millivolts = 0, hertz = 0, deviationHz = 0, phase = 0;
};

/// What is to be played.
struct Score {
  std::vector<Cycle> cycles;
  AtrialWave atria;
};

/// What differs between people and not between their recordings.
struct Person {
  explicit Person(uint64_t seed, uint32_t number);

  Waves waves;        ///< Table I with this person's variations
  double millivolts;  ///< height of R
  double sinusRate;   ///< beats a minute
  double respiration; ///< Hz
};

/// Intervals between beats whose power spectrum has the two peaks of the
/// paper: Mayer waves at 0.1 Hz and respiration.
class Tachogram {
public:
  Tachogram(double meanSeconds, double deviation, double respirationHz,
            Random &random);
  /// Length of the cycle that begins at `seconds`.
  double at(double seconds) const;

private:
  struct Line {
    double hertz, amplitude, phase;
  };
  double mean;
  std::vector<Line> lines;
};

/// Time before the first sample in which the oscillator settles.
constexpr double kLeadInSeconds = 2;

/// Composes `seconds` (and the lead-in before them) of a rhythm.
Score composeRhythm(unsigned rhythm, const Person &person, double seconds,
                    Random &random);

/// I, II, III, aVR, aVL, aVF, V1 to V6.
std::vector<std::string> listStandardLeads();

/// The same heart seen from a lead of that list: waves of other heights, some
/// upside down. A score as it was composed is lead II.
Score seenFrom(const Score &score, unsigned lead);

/// Integrates the model over a score, sampled at `samplingRate`, in
/// millivolts.
void playScore(const Score &score, const Person &person, double samplingRate,
               llvm::MutableArrayRef<float> out);

/// Adds the noises that `options` asks for.
void addNoise(const SyntheticOptions &options, Random &random,
              llvm::MutableArrayRef<float> out);

} // namespace ecg

#endif // ECG_LIB_DATA_HEART_H
