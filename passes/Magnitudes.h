// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How large channels of activations get; an observer of Observe.h.

#ifndef ECG_PASSES_MAGNITUDES_H
#define ECG_PASSES_MAGNITUDES_H

#include "mlir/IR/Value.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <vector>

namespace ecg {

/// The largest magnitude of each index of dimension 1, over all samples.
struct Magnitudes {
  llvm::DenseMap<mlir::Value, std::vector<float>> values;

  void see(mlir::Value value, llvm::ArrayRef<float> numbers,
           llvm::ArrayRef<int64_t> shape) {
    if (shape.size() < 2)
      return;
    std::vector<float> &largest = values[value];
    largest.resize(shape[1]);
    size_t inner = numbers.size() / shape[0] / shape[1];
    for (auto [i, number] : llvm::enumerate(numbers)) {
      float &entry = largest[i / inner % shape[1]];
      entry = std::max(entry, std::fabs(number));
    }
  }
  void merge(const Magnitudes &other) {
    for (const auto &[value, from] : other.values) {
      std::vector<float> &to = values[value];
      to.resize(from.size());
      for (auto [largest, number] : llvm::zip_equal(to, from))
        largest = std::max(largest, number);
    }
  }
};

} // namespace ecg

#endif // ECG_PASSES_MAGNITUDES_H
