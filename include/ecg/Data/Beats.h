// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Arithmetic on single heartbeats: class of an annotation, window around it, RR
// intervals and the features made of them. Plain arrays; files are the
// business of openDataset with task=beats. Rules: docs/numerics.md, @beat_...
#ifndef ECG_DATA_BEATS_H
#define ECG_DATA_BEATS_H

#include "ecg/Data/BeatOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include <array>
#include <cstdint>
#include <optional>

namespace ecg {

/// Which class a beat annotation is in.
class BeatClasses {
public:
  /// Class of beats that are left out: they are no samples, but neighbours.
  static constexpr int kLeftOut = -1;

  /// "aami", the five classes of ANSI/AAMI EC57 as de Chazal et al. (2004)
  /// group them, or classes and their WFDB symbols: "N:NLRej+V:VE+-:AaJSF/fQ".
  /// Class "-" leaves beats out. Symbols that are no beats, or are there twice,
  /// are errors.
  static llvm::Expected<BeatClasses> parse(llvm::StringRef text);

  /// Names in the order of the classes.
  llvm::ArrayRef<std::string> names() const { return classNames; }
  /// Class of annotation code `code`, kLeftOut, or nothing where the map does
  /// not mention it.
  std::optional<int> find(unsigned code) const { return classOf[code]; }

private:
  llvm::Error add(llvm::StringRef name, llvm::StringRef symbols);

  std::vector<std::string> classNames;
  std::array<std::optional<int>, 64> classOf; ///< by annotation code
};

/// Intervals of a beat to its neighbours in seconds (@beat_rr).
struct RrIntervals {
  float pre;   ///< since the beat before
  float post;  ///< to the next beat
  float local; ///< mean of the last up to 10 pre, this one included
  float run;   ///< mean of all pre of the record so far, this one included
};

/// Intervals of beats at the ascending samples `beats`, `rate` a second. There
/// must be two or more.
std::vector<RrIntervals> measureRr(llvm::ArrayRef<int64_t> beats, double rate);

/// The four features of one beat (@beat_rr).
std::array<float, 4> rrFeatures(const RrIntervals &intervals, RrKind kind);

/// One line for reports: formulas and units of the features.
std::string describeRr(RrKind kind);

/// Samples of a window of `length` that lie before the annotated one.
int64_t samplesBefore(double before, int64_t length);

/// Copies samples begin, begin + 1, ... as (count - zero) / gain. Outside of
/// the record its first or last sample is repeated; lost samples become NaN.
void cutBeat(llvm::ArrayRef<int16_t> counts, int64_t begin, double zero,
             double gain, llvm::MutableArrayRef<double> out);

/// Population standard deviation, in double.
double deviation(llvm::ArrayRef<double> values);

/// For each beat the median of the deviations of the last up to 64 windows,
/// this one included (@beat_rec). Windows with lost samples, whose deviation
/// is NaN, are passed over; NaN where there is no other.
std::vector<float> runningScale(llvm::ArrayRef<double> deviations);

/// (x - median) / (scale + epsilon), clipped (@beat_rec), in float.
void normalizeBeat(llvm::MutableArrayRef<float> millivolts, float scale,
                   const Normalization &norm);

} // namespace ecg

#endif // ECG_DATA_BEATS_H
