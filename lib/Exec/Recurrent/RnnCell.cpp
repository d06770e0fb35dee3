// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A step of ecg.rnn and its gradient (docs/numerics.md @rnn_f32): its one gate
// is the new state.

#include "Cell.h"

namespace ecg {

namespace {

template <typename T> class RnnCell : public Cell<T> {
public:
  using Cell<T>::columns;

  RnnCell(RnnOp layer, int64_t direction)
      : Cell<T>(frameColumnsOf(layer)),
        function(functionsOf(layer, direction)[0]) {
    this->projections.emplace_back(columns, spanOf(columns.input, columns.h()),
                                   columns.gates, 0);
  }

  void step(Matrix<T> now, Matrix<T> next) const override {
    this->projections[0].forward(now);
    this->apply(function, now, columns.gates);
    zipRows(copy, columnsOf(next, columns.h()), columnsOf(now, columns.gates));
  }

  void stepBack(ConstMatrix<T> now, ConstMatrix<T>,
                StepGrads<T> grads) override {
    zipRows(copy, grads.sums, columnsOf(grads.after, columns.h()));
    this->backprop(function, now, columns.gates, grads.sums);
    this->projections[0].backward(grads.sums, grads.before);
  }

private:
  static void copy(int64_t n, T *to, const T *from) {
    std::copy_n(from, n, to);
  }

  GateFunction function;
};

} // namespace

FrameColumns frameColumnsOf(RnnOp layer) {
  return {layer.getInput().getType().getDimSize(2),
          layer.getHidden(),
          {/*reset=*/0, /*states=*/1, /*gates=*/1, /*extra=*/0,
           needsSlopes(layer)}};
}

template <typename T>
std::unique_ptr<Cell<T>> makeCell(RnnOp layer, int64_t direction) {
  return std::make_unique<RnnCell<T>>(layer, direction);
}
template std::unique_ptr<Cell<float>> makeCell(RnnOp, int64_t);
template std::unique_ptr<Cell<double>> makeCell(RnnOp, int64_t);

} // namespace ecg
