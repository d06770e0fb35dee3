// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Activations that are layers of their own.

#include "../Matrix.h"
#include "Elementwise.h"
#include "Ops.h"

using namespace mlir;
using namespace ecg;

namespace {

struct Relu {
  template <typename T> static T value(T x, Scalars<T>) {
    return std::max(x, T(0));
  }
  template <typename T> static T slope(T, T y, Scalars<T>) {
    return y > 0 ? 1 : 0;
  }
};

struct Sigmoid {
  template <typename T> static T value(T x, Scalars<T>) { return sigmoid(x); }
  template <typename T> static T slope(T, T y, Scalars<T>) {
    return y * (1 - y);
  }
};

struct Tanh {
  template <typename T> static T value(T x, Scalars<T>) { return std::tanh(x); }
  template <typename T> static T slope(T, T y, Scalars<T>) { return 1 - y * y; }
};

struct Swish {
  template <typename T> static T value(T x, Scalars<T>) {
    return x * sigmoid(x);
  }
  template <typename T> static T slope(T x, T y, Scalars<T>) {
    return y + sigmoid(x) * (1 - y);
  }
};

struct HardSwish {
  template <typename T> static T value(T x, Scalars<T>) {
    return x * std::min(std::max(x / 6 + T(0.5), T(0)), T(1));
  }
  template <typename T> static T slope(T x, T, Scalars<T>) {
    return x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + T(0.5);
  }
};

struct LeakyRelu {
  template <typename T> static T value(T x, Scalars<T> p) {
    return x < 0 ? p.alpha * x : x;
  }
  template <typename T> static T slope(T x, T, Scalars<T> p) {
    return x < 0 ? p.alpha : T(1);
  }
};

/// To [alpha, beta].
struct Clip {
  template <typename T> static T value(T x, Scalars<T> p) {
    return std::min(std::max(x, p.alpha), p.beta);
  }
  template <typename T> static T slope(T x, T, Scalars<T> p) {
    return x > p.alpha && x < p.beta ? 1 : 0;
  }
};

template <typename T> Scalars<T> scalarsOf(Operation *) { return {}; }
template <typename T> Scalars<T> scalarsOf(LeakyReluOp layer) {
  return {layer.getAlpha().convertToFloat()};
}
template <typename T> Scalars<T> scalarsOf(ClipOp layer) {
  return {layer.getClamp().getMin(), layer.getClamp().getMax()};
}

template <typename F, typename Op> struct ActivationMath : LayerMath<Op> {
  template <typename T>
  static void forward(Op layer, const ForwardCall<T> &call) {
    mapElements<F>(call, scalarsOf<T>(layer));
  }
  template <typename T>
  static void backward(Op layer, const BackwardCall<T> &call) {
    mapGradients<F>(call, scalarsOf<T>(layer));
  }
};

/// All samples of a view as one row.
template <typename T> Matrix<T> rowOf(BatchView<T> view, int64_t samples) {
  int64_t count = samples * view.size();
  return {view.data, 1, count, count};
}
template <typename T>
ConstMatrix<T> rowOf(BatchView<const T> view, int64_t samples) {
  int64_t count = samples * view.size();
  return {view.data, 1, count, count};
}

/// The two that every build of the arithmetic has in wide vectors.
struct SigmoidMath : ActivationMath<Sigmoid, SigmoidOp> {
  template <typename T>
  static void forward(SigmoidOp, const ForwardCall<T> &call) {
    matrixKernels<T>().sigmoid(rowOf(call.inputs[0], call.samples),
                               rowOf(call.outputs[0], call.samples));
  }
};
struct TanhMath : ActivationMath<Tanh, TanhOp> {
  template <typename T>
  static void forward(TanhOp, const ForwardCall<T> &call) {
    matrixKernels<T>().tanh(rowOf(call.inputs[0], call.samples),
                            rowOf(call.outputs[0], call.samples));
  }
};

template <typename F, typename Op> void attach(MLIRContext &context) {
  attachMath<ActivationMath<F, Op>, Op>(context);
}

} // namespace

void ecg::attachActivations(MLIRContext &context) {
  attach<Relu, ReluOp>(context);
  attachMath<SigmoidMath, SigmoidOp>(context);
  attachMath<TanhMath, TanhOp>(context);
  attach<Swish, SwishOp>(context);
  attach<HardSwish, HardSwishOp>(context);
  attach<LeakyRelu, LeakyReluOp>(context);
  attach<Clip, ClipOp>(context);
}
