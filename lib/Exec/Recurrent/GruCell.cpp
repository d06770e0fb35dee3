// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A step of ecg.gru and its gradient (docs/numerics.md @gru_f32). Gates in the
// order update, reset, hidden; with linear_before_reset a fourth for what the
// hidden gate takes from the state.

#include "Cell.h"

namespace ecg {

namespace {

enum Gate { Update, Reset, Hidden, FromState };

template <typename T> class GruCell : public Cell<T> {
public:
  using Cell<T>::columns;
  using Cell<T>::projections;

  GruCell(GruOp layer, int64_t direction)
      : Cell<T>(frameColumnsOf(layer)),
        functions(functionsOf(layer, direction)),
        linearBeforeReset(layer.getLinearBeforeReset()) {
    int64_t hiddenRow = 2 * columns.hidden;
    projections.emplace_back(columns, spanOf(columns.input, columns.h()),
                             spanOf(columns.gate(Update), columns.gate(Reset)),
                             0);
    projections.emplace_back(columns,
                             linearBeforeReset
                                 ? spanOf(columns.input, columns.one)
                                 : spanOf(columns.reset, columns.one),
                             columns.gate(Hidden), hiddenRow);
    if (linearBeforeReset)
      projections.emplace_back(columns, spanOf(columns.one, columns.h()),
                               columns.gate(FromState), hiddenRow);
  }

  void step(Matrix<T> now, Matrix<T> next) const override {
    projections[0].forward(now);
    this->apply(functions[0], now, gatesOfState());
    if (linearBeforeReset)
      sumHiddenLinearly(now);
    else
      sumHidden(now);
    this->apply(functions[1], now, columns.gate(Hidden));
    zipRows(
        [](int64_t size, T *__restrict next, const T *h, const T *z,
           const T *n) {
          for (int64_t j = 0; j < size; ++j)
            next[j] = (1 - z[j]) * n[j] + z[j] * h[j];
        },
        columnsOf(next, columns.h()), columnsOf(now, columns.h()),
        gate(now, Update), gate(now, Hidden));
  }

  void stepBack(ConstMatrix<T> now, ConstMatrix<T>,
                StepGrads<T> grads) override {
    Matrix<T> dHidden = this->gateGrads(grads.sums, Hidden);
    zipRows(
        [](int64_t size, T *__restrict dUpdate, T *__restrict dHidden,
           T *__restrict dBefore, const T *dh, const T *h, const T *z,
           const T *n) {
          for (int64_t j = 0; j < size; ++j) {
            dUpdate[j] = dh[j] * (h[j] - n[j]);
            dHidden[j] = dh[j] * (1 - z[j]);
            dBefore[j] += dh[j] * z[j];
          }
        },
        this->gateGrads(grads.sums, Update), dHidden,
        columnsOf(grads.before, columns.h()),
        columnsOf(grads.after, columns.h()), columnsOf(now, columns.h()),
        gate(now, Update), gate(now, Hidden));
    this->backprop(functions[1], now, columns.gate(Hidden), dHidden);
    if (linearBeforeReset)
      stepBackLinearly(now, grads);
    else
      stepBackThroughReset(now, grads);
    this->backprop(functions[0], now, gatesOfState(),
                   columnsOf<T>(grads.sums, {0, 2 * columns.hidden}));
    projections[0].backward(grads.sums, grads.before);
  }

private:
  /// n = W x + bw + R (r * h) + br
  void sumHidden(Matrix<T> now) const {
    zipRows(
        [](int64_t size, T *__restrict weakened, const T *h, const T *r) {
          for (int64_t j = 0; j < size; ++j)
            weakened[j] = r[j] * h[j];
        },
        columnsOf(now, columns.reset), columnsOf(now, columns.h()),
        gate(now, Reset));
    projections[1].forward(now);
  }

  void stepBackThroughReset(ConstMatrix<T> now, StepGrads<T> grads) const {
    projections[1].backward(grads.sums, grads.before);
    zipRows(
        [](int64_t size, T *__restrict dReset, T *__restrict dBefore,
           const T *dWeakened, const T *h, const T *r) {
          for (int64_t j = 0; j < size; ++j) {
            dReset[j] = dWeakened[j] * h[j];
            dBefore[j] += dWeakened[j] * r[j];
          }
        },
        this->gateGrads(grads.sums, Reset),
        columnsOf(grads.before, columns.h()),
        columnsOf(grads.before, columns.reset), columnsOf(now, columns.h()),
        gate(now, Reset));
  }

  /// n = W x + bw + r * (R h + br)
  void sumHiddenLinearly(Matrix<T> now) const {
    projections[1].forward(now);
    projections[2].forward(now);
    zipRows(
        [](int64_t size, T *__restrict n, const T *r, const T *fromState) {
          for (int64_t j = 0; j < size; ++j)
            n[j] += r[j] * fromState[j];
        },
        gate(now, Hidden), gate(now, Reset), gate(now, FromState));
  }

  void stepBackLinearly(ConstMatrix<T> now, StepGrads<T> grads) const {
    zipRows(
        [](int64_t size, T *__restrict dReset, T *__restrict dFromState,
           const T *dHidden, const T *r, const T *fromState) {
          for (int64_t j = 0; j < size; ++j) {
            dReset[j] = dHidden[j] * fromState[j];
            dFromState[j] = dHidden[j] * r[j];
          }
        },
        this->gateGrads(grads.sums, Reset),
        this->gateGrads(grads.sums, FromState),
        this->gateGrads(grads.sums, Hidden), gate(now, Reset),
        gate(now, FromState));
    projections[1].backward(grads.sums, grads.before);
    projections[2].backward(grads.sums, grads.before);
  }

  /// Update and reset: one product, one function.
  ColumnRange gatesOfState() const {
    return {columns.gates.first, 2 * columns.hidden};
  }
  ConstMatrix<T> gate(ConstMatrix<T> frame, Gate gate) const {
    return columnsOf(frame, columns.gate(gate));
  }
  Matrix<T> gate(Matrix<T> frame, Gate gate) const {
    return columnsOf(frame, columns.gate(gate));
  }

  llvm::SmallVector<GateFunction, 3> functions;
  bool linearBeforeReset;
};

} // namespace

FrameColumns frameColumnsOf(GruOp layer) {
  bool isLinear = layer.getLinearBeforeReset();
  return {layer.getInput().getType().getDimSize(2),
          layer.getHidden(),
          {/*reset=*/!isLinear, /*states=*/1, /*gates=*/isLinear ? 4 : 3,
           /*extra=*/0, needsSlopes(layer)}};
}

template <typename T>
std::unique_ptr<Cell<T>> makeCell(GruOp layer, int64_t direction) {
  return std::make_unique<GruCell<T>>(layer, direction);
}
template std::unique_ptr<Cell<float>> makeCell(GruOp, int64_t);
template std::unique_ptr<Cell<double>> makeCell(GruOp, int64_t);

} // namespace ecg
