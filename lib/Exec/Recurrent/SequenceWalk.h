// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which steps one direction of a recurrent layer takes, and where they lie in
// the tensors of a call. A row is a sequence: those of the first sample come
// first, then those of the next.

#ifndef ECG_LIB_EXEC_RECURRENT_SEQUENCEWALK_H
#define ECG_LIB_EXEC_RECURRENT_SEQUENCEWALK_H

#include "ecg/IR/LayerCall.h"
#include <vector>

namespace ecg {

struct SequenceWalk {
  int64_t samples, steps, batch, directions, direction;
  bool reverse;
  std::vector<int64_t> lengths; ///< a row; empty: all steps

  int64_t rows() const { return samples * batch; }

  /// The rows that are over before this step.
  bool isEnded(int64_t row, int64_t step) const {
    return !lengths.empty() && step >= lengths[row];
  }

  /// Steps behind the end of a sequence stay where they are.
  int64_t timeOf(int64_t row, int64_t step) const {
    if (!reverse || isEnded(row, step))
      return step;
    return (lengths.empty() ? steps : lengths[row]) - 1 - step;
  }

  /// Where the step of a row starts in the input, T x N x I a sample.
  template <typename T>
  T *inputAt(BatchView<T> input, int64_t row, int64_t step) const {
    return input.of(row / batch) +
           (timeOf(row, step) * batch + row % batch) * input.shape.back();
  }

  /// The same in the hidden states, T x D x N x H.
  template <typename T>
  T *outputAt(BatchView<T> y, int64_t row, int64_t step) const {
    int64_t plane = timeOf(row, step) * directions + direction;
    return y.of(row / batch) + (plane * batch + row % batch) * y.shape.back();
  }

  /// Where a row starts in a state, D x N x H.
  template <typename T> T *stateAt(BatchView<T> state, int64_t row) const {
    return state.of(row / batch) +
           (direction * batch + row % batch) * state.shape.back();
  }
};

} // namespace ecg

#endif // ECG_LIB_EXEC_RECURRENT_SEQUENCEWALK_H
