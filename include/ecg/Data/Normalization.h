// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How a recorded signal becomes the numbers a model sees. One value type, used
// by the readers to do it and by the emitters to say it. Not for quantization.
#ifndef ECG_DATA_NORMALIZATION_H
#define ECG_DATA_NORMALIZATION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace ecg {

/// A normalisation by name, with its constants. Statistics are always those of
/// the one sample and one lead at hand, which is all a device can compute;
/// nothing is taken from the training set.
struct Normalization {
  enum class Kind {
    None,       ///< `none`: the values as stored (ADC counts in most files)
    ZScore,     ///< `zscore`: (x - mean) / (std + epsilon), population std
    MinMax,     ///< `minmax`: (x - min) / (max - min + epsilon)
    Millivolts, ///< `mv`: physical units, (counts - zero) / gain
    Record,     ///< `rec`: beats, (x - median) / (s + epsilon), s of the last
                ///< windows of the record (Beats.h)
  };

  Kind kind = Kind::ZScore;
  float epsilon = 1e-6f;
  /// Results are clipped to +-limit; 0: never.
  float limit = 0;

  /// Of beats: `rec`, and `zscore` with the same constants.
  static Normalization perRecord() { return {Kind::Record, 1e-3f, 8}; }
  static Normalization perBeat() { return {Kind::ZScore, 1e-3f, 8}; }

  /// The normalisation called `name` (`zscore`, `none`, `mv`, `minmax`).
  static llvm::Expected<Normalization> parse(llvm::StringRef name);

  /// The name `parse` takes.
  llvm::StringRef name() const;

  /// One line for reports and emitted code, formula and scope included, e.g.
  /// "zscore, per sample and lead: (x - mean) / (std + 1e-06), population std".
  std::string describe() const;

  /// Normalises the samples of one lead in place. Sums run in double, in
  /// order; the result is rounded to float once. Millivolts is the business of
  /// the reader, which knows gain and baseline: nothing happens here.
  void apply(llvm::MutableArrayRef<float> lead) const;
};

} // namespace ecg

#endif // ECG_DATA_NORMALIZATION_H
