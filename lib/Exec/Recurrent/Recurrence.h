// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One direction of a recurrent layer over all steps and all sequences of a
// call. What a step computes is the business of Cell.h.

#ifndef ECG_LIB_EXEC_RECURRENT_RECURRENCE_H
#define ECG_LIB_EXEC_RECURRENT_RECURRENCE_H

#include "Cell.h"
#include "SequenceWalk.h"

namespace ecg {

/// The frames of all directions that forward keeps: of every step, and one with
/// the last state. Those of a direction lie together, and in them those of a
/// step: the saved values of all samples are one block.
inline int64_t savedSizeOf(const FrameColumns &columns, int64_t steps,
                           int64_t batch, int64_t directions) {
  return directions * (steps + 1) * batch * columns.size();
}

/// Tensors of a call. States are h and, if there is one, c. Views may be empty.
template <typename T> struct RecurrentForward {
  BatchView<const T> input;
  llvm::ArrayRef<BatchView<const T>> initial;
  BatchView<T> y;
  llvm::ArrayRef<BatchView<T>> last;
  T *saved;
};

template <typename T> struct RecurrentBackward {
  const T *saved;
  BatchView<const T> y;
  llvm::ArrayRef<BatchView<const T>> last;
  BatchView<T> input;
  llvm::ArrayRef<BatchView<T>> initial;
  bool wantsWeights;
};

/// Runs a cell that has its weights from the first step to the last.
template <typename T>
void runForward(Cell<T> &cell, const SequenceWalk &walk,
                const RecurrentForward<T> &call);

/// Takes gradients from the last step to the first (backpropagation through
/// time, Werbos 1990). Those of the weights are left in the cell.
template <typename T>
void runBackward(Cell<T> &cell, const SequenceWalk &walk,
                 const RecurrentBackward<T> &call);

/// Columns of a frame that hold state i.
inline ColumnRange stateColumns(const FrameColumns &columns, size_t i) {
  return {columns.state.first + int64_t(i) * columns.hidden, columns.hidden};
}

/// Where the frames of a direction start in the saved block.
template <typename T>
T *framesOf(T *saved, const FrameColumns &columns, const SequenceWalk &walk) {
  return saved + walk.direction * savedSizeOf(columns, walk.steps, walk.rows(),
                                              /*directions=*/1);
}

} // namespace ecg

#endif // ECG_LIB_EXEC_RECURRENT_RECURRENCE_H
