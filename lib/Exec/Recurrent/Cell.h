// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One direction of a recurrent layer, step by step: what LSTM, GRU and RNN fill
// in for the loop of Recurrence.h. A file a cell.

#ifndef ECG_LIB_EXEC_RECURRENT_CELL_H
#define ECG_LIB_EXEC_RECURRENT_CELL_H

#include "GateFunction.h"
#include "Projection.h"
#include "ecg/IR/LayerCall.h"
#include "llvm/ADT/SmallVector.h"

namespace ecg {

/// Operands of the recurrent layers as their definitions list them.
namespace recurrent {
enum Operand : unsigned {
  Input,
  Weight,
  Recurrence,
  Bias,
  Lengths,
  InitialH,
  InitialC,
  Peepholes
};
} // namespace recurrent

/// What a step gives back to the one before it.
template <typename T> struct StepGrads {
  Matrix<T> after;  ///< of the frame after the step; may be changed
  Matrix<T> sums;   ///< to be set: of the gates' sums
  Matrix<T> before; ///< zeros to be added to: of the frame before the step
};

template <typename T> class Cell {
public:
  virtual ~Cell() = default;

  /// Computes the gates of `now` from its operands, and the state of `next`.
  virtual void step(Matrix<T> now, Matrix<T> next) const = 0;

  virtual void stepBack(ConstMatrix<T> now, ConstMatrix<T> next,
                        StepGrads<T> grads) = 0;

  /// Parameters outside of the projections, of this direction; may be null.
  virtual void setPeepholes(const T *) {}
  virtual void storePeepholeGrads(T *) const {}

  const FrameColumns columns;
  llvm::SmallVector<Projection<T>, 3> projections;

protected:
  explicit Cell(const FrameColumns &columns) : columns(columns) {}

  void apply(const GateFunction &function, Matrix<T> frame,
             ColumnRange at) const {
    function.apply(columnsOf(frame, at),
                   columnsOf(frame, columns.slopesOf(at)));
  }
  /// Takes gradients of values of `at` to those of what they were made of.
  void backprop(const GateFunction &function, ConstMatrix<T> frame,
                ColumnRange at, Matrix<T> grads) const {
    function.backprop(columnsOf(frame, at),
                      columnsOf(frame, columns.slopesOf(at)), grads);
  }
  /// The columns of StepGrads::sums that belong to a gate.
  Matrix<T> gateGrads(Matrix<T> sums, int64_t gate) const {
    return columnsOf<T>(sums, {gate * columns.hidden, columns.hidden});
  }
};

/// Rows of several matrices together: fn(row of each, columns).
template <typename Fn, typename First, typename... Others>
void zipRows(Fn fn, First first, Others... others) {
  for (int64_t row = 0; row < first.rows; ++row)
    fn(first.cols, first.data + row * first.stride,
       others.data + row * others.stride...);
}

template <typename T>
std::unique_ptr<Cell<T>> makeCell(LstmOp layer, int64_t direction);
template <typename T>
std::unique_ptr<Cell<T>> makeCell(GruOp layer, int64_t direction);
template <typename T>
std::unique_ptr<Cell<T>> makeCell(RnnOp layer, int64_t direction);

/// The columns of a layer's frames, which all directions share.
FrameColumns frameColumnsOf(LstmOp layer);
FrameColumns frameColumnsOf(GruOp layer);
FrameColumns frameColumnsOf(RnnOp layer);

/// One direction's activations, ready to be used.
template <typename Layer>
llvm::SmallVector<GateFunction, 3> functionsOf(Layer layer, int64_t direction) {
  std::optional<double> clip;
  if (layer.getClip())
    clip = layer.getClip()->convertToFloat();
  llvm::SmallVector<GateFunction, 3> functions;
  for (RecurrentActivation function : getRecurrentActivations(layer, direction))
    functions.push_back({function, clip});
  return functions;
}

/// Whether frames have to keep slopes (GateFunction::isPlain).
template <typename Layer> bool needsSlopes(Layer layer) {
  for (int64_t d = 0; d < layer.getDirections(); ++d)
    for (const GateFunction &function : functionsOf(layer, d))
      if (!function.isPlain())
        return true;
  return false;
}

} // namespace ecg

#endif // ECG_LIB_EXEC_RECURRENT_CELL_H
