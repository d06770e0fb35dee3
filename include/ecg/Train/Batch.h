// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What one step of training looks at.

#ifndef ECG_TRAIN_BATCH_H
#define ECG_TRAIN_BATCH_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace ecg {

/// Samples drawn together. Everything lies sample after sample.
struct Batch {
  /// Indices into the data set, and which augmentation of each this is.
  std::vector<uint32_t> samples;
  std::vector<uint64_t> variants;
  /// A model input each, as the model sees it (augmented).
  std::vector<std::vector<float>> inputs;
  /// What the output should reconstruct: the first input without disturbances
  /// (AugmentOptions::undisturbed); only where a loss asks for it.
  std::vector<float> clean;
  /// Classes, -1 unknown.
  std::vector<int32_t> labels;
  /// numClasses values of 0, 1 or -1 (unknown) a sample; multi-label data only.
  std::vector<float> targets;
  /// numClasses logits a sample; one entry a teacher.
  std::vector<std::vector<float>> teacherLogits;

  size_t size() const { return samples.size(); }
};

} // namespace ecg

#endif // ECG_TRAIN_BATCH_H
