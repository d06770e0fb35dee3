// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The matrix product of a step: what the sums of gates take from a frame.
// Input, bias and state are one product, W x + b + R h.

#ifndef ECG_LIB_EXEC_RECURRENT_PROJECTION_H
#define ECG_LIB_EXEC_RECURRENT_PROJECTION_H

#include "Frame.h"
#include <vector>

namespace ecg {

/// The parameters of one direction or their gradients: W, R and the biases of
/// both, with `rows` rows; null where there is none.
template <typename T> struct GateWeights {
  T *weight, *recurrence, *bias;
  int64_t rows;
};

template <typename T> class Projection {
public:
  /// The sums in columns `sums` of a frame, by rows of the weights from
  /// `weightRow` on, of columns `operands`: a run of reset, input, one and h.
  /// Each bias comes with what it belongs to.
  Projection(const FrameColumns &columns, ColumnRange operands,
             ColumnRange sums, int64_t weightRow)
      : columns(columns), operands(operands), sums(sums), weightRow(weightRow) {
  }

  void setWeights(GateWeights<const T> from);
  /// Call one of them before forward() or backward().
  void prepareForward();
  void prepareBackward(bool wantsInputGrad);

  void forward(Matrix<T> frame) const;

  /// Adds to the gradient of a frame what that of its sums brings. Columns of
  /// gradients of sums count from those of the first gate.
  void backward(ConstMatrix<T> sumGrads, Matrix<T> frameGrads) const;

  /// Collects the gradient of the weights over the rows of any number of steps.
  void addWeightGrads(ConstMatrix<T> sumGrads, ConstMatrix<T> frames);
  /// Adds what was collected.
  void storeWeightGrads(GateWeights<T> to) const;

private:
  bool readsInput() const { return operands.contains(columns.input); }
  /// The state among the operands: h, its weakened form, or nothing.
  ColumnRange stateOperand() const;
  ColumnRange gradColumns() const {
    return {sums.first - columns.gates.first, sums.count};
  }
  /// Where in a row of `weights` a column of the frame is.
  int64_t at(ColumnRange column) const { return column.first - operands.first; }

  FrameColumns columns;
  ColumnRange operands, sums;
  int64_t weightRow;
  ColumnRange wanted; ///< operands whose gradient backward() computes
  std::vector<T> weights, weightGrads; ///< sums x operands
  std::vector<T> packed;
};

extern template class Projection<float>;
extern template class Projection<double>;

} // namespace ecg

#endif // ECG_LIB_EXEC_RECURRENT_PROJECTION_H
