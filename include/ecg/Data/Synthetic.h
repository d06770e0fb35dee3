// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ECG out of thin air: the dynamical model of McSharry, Clifford, Tarassenko
// and Smith (IEEE Trans. Biomed. Eng. 50(3):289-294, 2003) with named rhythms
// and noise. For tests, examples and a model on a fresh clone; no substitute
// for patients. Equations and parameters: docs/data.md.
#ifndef ECG_DATA_SYNTHETIC_H
#define ECG_DATA_SYNTHETIC_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <vector>

namespace ecg {

/// A rhythm the generator can play.
struct RhythmInfo {
  const char *name;        ///< as in `rhythms=`
  const char *description; ///< one line
};

/// All rhythms, in the order of their default class numbers.
llvm::ArrayRef<RhythmInfo> listRhythms();

/// What follows "synthetic:".
struct SyntheticOptions {
  uint32_t samples = 800;
  int64_t length = 1024;
  double samplingRate = 128; ///< Hz
  uint64_t seed = 0;
  /// Root mean squares in millivolts, over many samples: of wander and muscle
  /// noise a sample has between nothing and twice that.
  double wander = 0.1;  ///< baseline wander, 0.05 to 0.5 Hz
  double muscle = 0.05; ///< bursts of high-passed white noise
  double white = 0.025; ///< of the amplifier
  double mains = 0.025; ///< hum; left out at or above half the sampling rate
  double mainsHz = 50;
  /// Indices into listRhythms(); the position is the class number.
  std::vector<unsigned> rhythms;
  /// Of the twelve standard leads (I, II, III, aVR, aVL, aVF, V1 to V6), these;
  /// empty: one lead, "ECG", like II.
  std::vector<unsigned> leads;

  /// Sets all four noises to the proportions above; 0.05 gives the defaults.
  void setNoise(double level);
};

/// Parses "synthetic:key=value,..." on top of the given defaults.
llvm::Expected<SyntheticOptions>
parseSyntheticSpec(llvm::StringRef spec, SyntheticOptions defaults = {});

/// Plays rhythm `rhythm` (index into listRhythms()) of person `person`, in
/// millivolts, for as long as `out` is, lead after lead; each lead has noise of
/// its own, whichever others there are. A pure function of its arguments, the
/// same bytes on every machine: no libm, no threads, no fused arithmetic.
void synthesizeEcg(const SyntheticOptions &options, uint32_t person,
                   unsigned rhythm, llvm::MutableArrayRef<float> out);

} // namespace ecg

#endif // ECG_DATA_SYNTHETIC_H
