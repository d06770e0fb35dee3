// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a layer sees when the host runs it forward or backward over several
// samples at once. The words of ExecOpInterface.

#ifndef ECG_IR_LAYERCALL_H
#define ECG_IR_LAYERCALL_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>

namespace ecg {

/// What an operand is to a layer that learns.
enum class OperandRole {
  Activation, ///< every sample has its own
  Weight,     ///< one for all samples, learned where it is a constant
  Fixed,      ///< one for all samples, not learned by gradients
};

/// One dense row-major tensor in as many copies as there are samples. Not
/// owned.
template <typename T> struct BatchView {
  /// Null where nothing is wanted or kept.
  T *data = nullptr;
  /// Of one sample.
  llvm::ArrayRef<int64_t> shape;
  /// Elements from one sample to the next; 0: all samples share one tensor, as
  /// they do weights.
  int64_t step = 0;

  explicit operator bool() const { return data != nullptr; }
  T *of(int64_t sample) const { return data + sample * step; }
  bool isShared() const { return step == 0; }
  /// Elements of one sample.
  int64_t size() const {
    int64_t count = 1;
    for (int64_t dim : shape)
      count *= dim;
    return count;
  }
};

/// Operands and results in IR order. Operands that are not real numbers (the
/// indices of a gather) have elements of their own type behind `data`.
template <typename T> struct ForwardCall {
  int64_t samples;
  llvm::ArrayRef<BatchView<const T>> inputs;
  llvm::ArrayRef<BatchView<T>> outputs;
  /// getSavedSize() values a sample that backward gets to see; null where
  /// there will be no backward.
  BatchView<T> saved = {};
  /// Layers that behave differently while they learn (batch_norm) do so.
  bool training = false;
};

/// The same call seen from behind. Gradients are those of one number, the loss
/// summed over the samples, by each element.
template <typename T> struct BackwardCall {
  int64_t samples;
  llvm::ArrayRef<BatchView<const T>> inputs, outputs, outputGrads;
  /// Added to, never overwritten: a value may have several users, and shared
  /// tensors sum over the samples. Null where nobody asks.
  llvm::ArrayRef<BatchView<T>> inputGrads;
  BatchView<const T> saved = {};
  bool training = false;
};

} // namespace ecg

#endif // ECG_IR_LAYERCALL_H
