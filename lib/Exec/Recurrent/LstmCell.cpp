// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A step of ecg.lstm and its gradient (docs/numerics.md @lstm_f32). Gates in
// the order input, output, forget, cell.

#include "Cell.h"

namespace ecg {

namespace {

enum Gate { In, Out, Forget, Candidate };

template <typename T> class LstmCell : public Cell<T> {
public:
  using Cell<T>::columns;

  LstmCell(LstmOp layer, int64_t direction)
      : Cell<T>(frameColumnsOf(layer)),
        functions(functionsOf(layer, direction)),
        inputForget(layer.getInputForget()) {
    // h(c) is not clipped.
    functions[2] = {getRecurrentActivations(layer, direction)[2], std::nullopt};
    this->projections.emplace_back(columns, spanOf(columns.input, columns.h()),
                                   columns.gates, 0);
  }

  void setPeepholes(const T *weights) override {
    if (!weights)
      return;
    peepholes.assign(weights, weights + 3 * columns.hidden);
    peepholeGrads.resize(peepholes.size());
  }
  void storePeepholeGrads(T *to) const override {
    for (size_t i = 0; to && i < peepholeGrads.size(); ++i)
      to[i] += peepholeGrads[i];
  }

  void step(Matrix<T> now, Matrix<T> next) const override {
    this->projections[0].forward(now);
    stepToCell(now, columnsOf(next, columns.c()));
    stepFromCell(now, columnsOf(next, columns.c()),
                 columnsOf(next, columns.h()));
  }

  void stepBack(ConstMatrix<T> now, ConstMatrix<T> next,
                StepGrads<T> grads) override {
    stepBackToCell(now, columnsOf(next, columns.c()), grads);
    stepBackFromCell(now, grads);
    this->projections[0].backward(grads.sums, grads.before);
  }

private:
  /// c' = f * c + i * g
  void stepToCell(Matrix<T> now, Matrix<T> newC) const {
    ConstMatrix<T> c = columnsOf(now, columns.c());
    addPeephole(In, c, now);
    this->apply(functions[0], now, columns.gate(In));
    if (inputForget) {
      zipRows(
          [](int64_t n, T *f, const T *i) {
            for (int64_t j = 0; j < n; ++j)
              f[j] = 1 - i[j];
          },
          gate(now, Forget), gate(now, In));
    } else {
      addPeephole(Forget, c, now);
      this->apply(functions[0], now, columns.gate(Forget));
    }
    this->apply(functions[1], now, columns.gate(Candidate));
    zipRows(
        [](int64_t n, T *__restrict newC, const T *c, const T *i, const T *f,
           const T *g) {
          for (int64_t j = 0; j < n; ++j)
            newC[j] = f[j] * c[j] + i[j] * g[j];
        },
        newC, c, gate(now, In), gate(now, Forget), gate(now, Candidate));
  }

  /// h = o * h(c)
  void stepFromCell(Matrix<T> now, Matrix<T> newC, Matrix<T> h) const {
    addPeephole(Out, newC, now);
    this->apply(functions[0], now, columns.gate(Out));
    Matrix<T> shown = columnsOf(now, columns.extra);
    zipRows([](int64_t n, T *to, const T *from) { std::copy_n(from, n, to); },
            shown, newC);
    this->apply(functions[2], now, columns.extra);
    zipRows(
        [](int64_t n, T *__restrict h, const T *o, const T *shown) {
          for (int64_t j = 0; j < n; ++j)
            h[j] = o[j] * shown[j];
        },
        h, gate(now, Out), shown);
  }

  /// h = o * h(c): the output gate, and what is added to the gradient of the
  /// new cell state.
  void stepBackToCell(ConstMatrix<T> now, ConstMatrix<T> newC,
                      StepGrads<T> grads) {
    Matrix<T> dOut = this->gateGrads(grads.sums, Out);
    Matrix<T> dShown = this->gateGrads(grads.sums, Forget); // not yet needed
    zipRows(
        [](int64_t n, T *__restrict dOut, T *__restrict dShown, const T *dh,
           const T *o, const T *shown) {
          for (int64_t j = 0; j < n; ++j) {
            dOut[j] = dh[j] * shown[j];
            dShown[j] = dh[j] * o[j];
          }
        },
        dOut, dShown, columnsOf(grads.after, columns.h()), gate(now, Out),
        columnsOf(now, columns.extra));
    this->backprop(functions[0], now, columns.gate(Out), dOut);
    this->backprop(functions[2], now, columns.extra, dShown);
    Matrix<T> dNewC = columnsOf(grads.after, columns.c());
    zipRows(
        [](int64_t n, T *__restrict dNewC, const T *dShown) {
          for (int64_t j = 0; j < n; ++j)
            dNewC[j] += dShown[j];
        },
        dNewC, dShown);
    addPeepholeGrad(Out, newC, dOut, dNewC);
  }

  /// c' = f * c + i * g
  void stepBackFromCell(ConstMatrix<T> now, StepGrads<T> grads) {
    Matrix<T> dIn = this->gateGrads(grads.sums, In),
              dForget = this->gateGrads(grads.sums, Forget),
              dCandidate = this->gateGrads(grads.sums, Candidate),
              dc = columnsOf(grads.before, columns.c());
    ConstMatrix<T> c = columnsOf(now, columns.c());
    zipRows(
        [](int64_t n, T *__restrict dc, T *__restrict dIn,
           T *__restrict dForget, T *__restrict dCandidate, const T *dNewC,
           const T *c, const T *i, const T *f, const T *g) {
          for (int64_t j = 0; j < n; ++j) {
            dIn[j] = dNewC[j] * g[j];
            dForget[j] = dNewC[j] * c[j];
            dCandidate[j] = dNewC[j] * i[j];
            dc[j] += dNewC[j] * f[j];
          }
        },
        dc, dIn, dForget, dCandidate, columnsOf(grads.after, columns.c()), c,
        gate(now, In), gate(now, Forget), gate(now, Candidate));
    if (inputForget) { // f = 1 - i has no sum of its own
      zipRows(
          [](int64_t n, T *dIn, T *dForget) {
            for (int64_t j = 0; j < n; ++j)
              dIn[j] -= dForget[j], dForget[j] = 0;
          },
          dIn, dForget);
    } else {
      this->backprop(functions[0], now, columns.gate(Forget), dForget);
      addPeepholeGrad(Forget, c, dForget, dc);
    }
    this->backprop(functions[0], now, columns.gate(In), dIn);
    addPeepholeGrad(In, c, dIn, dc);
    this->backprop(functions[1], now, columns.gate(Candidate), dCandidate);
  }

  ConstMatrix<T> gate(ConstMatrix<T> frame, Gate gate) const {
    return columnsOf(frame, columns.gate(gate));
  }
  Matrix<T> gate(Matrix<T> frame, Gate gate) const {
    return columnsOf(frame, columns.gate(gate));
  }

  /// Peepholes are kept as input, output, forget, as gates are.
  void addPeephole(Gate which, ConstMatrix<T> c, Matrix<T> frame) const {
    if (peepholes.empty())
      return;
    const T *p = peepholes.data() + which * columns.hidden;
    zipRows(
        [p](int64_t n, T *sum, const T *c) {
          for (int64_t j = 0; j < n; ++j)
            sum[j] += p[j] * c[j];
        },
        gate(frame, which), c);
  }

  void addPeepholeGrad(Gate which, ConstMatrix<T> c, Matrix<T> dSum,
                       Matrix<T> dc) {
    if (peepholes.empty())
      return;
    const T *p = peepholes.data() + which * columns.hidden;
    T *dp = peepholeGrads.data() + which * columns.hidden;
    zipRows(
        [p, dp](int64_t n, T *dc, const T *dSum, const T *c) {
          for (int64_t j = 0; j < n; ++j) {
            dp[j] += dSum[j] * c[j];
            dc[j] += dSum[j] * p[j];
          }
        },
        dc, dSum, c);
  }

  llvm::SmallVector<GateFunction, 3> functions;
  bool inputForget;
  std::vector<T> peepholes, peepholeGrads;
};

} // namespace

FrameColumns frameColumnsOf(LstmOp layer) {
  return {layer.getInput().getType().getDimSize(2),
          layer.getHidden(),
          {/*reset=*/0, /*states=*/2, /*gates=*/4, /*extra=*/1,
           needsSlopes(layer)}};
}

template <typename T>
std::unique_ptr<Cell<T>> makeCell(LstmOp layer, int64_t direction) {
  return std::make_unique<LstmCell<T>>(layer, direction);
}
template std::unique_ptr<Cell<float>> makeCell(LstmOp, int64_t);
template std::unique_ptr<Cell<double>> makeCell(LstmOp, int64_t);

} // namespace ecg
