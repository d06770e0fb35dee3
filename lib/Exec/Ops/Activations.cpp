// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that map each element by itself.

#include "Ops.h"
#include <cmath>

using namespace mlir;
using namespace ecg;

namespace {

template <typename T> T sigmoid(T x) { return 1 / (1 + std::exp(-x)); }

/// What each layer does to one element, and how fast its result y grows there.
template <typename T> T map(ReluOp, T x) { return std::max(x, T(0)); }
template <typename T> T slope(ReluOp, T, T y) { return y > 0 ? 1 : 0; }

template <typename T> T map(SigmoidOp, T x) { return sigmoid(x); }
template <typename T> T slope(SigmoidOp, T, T y) { return y * (1 - y); }

template <typename T> T map(TanhOp, T x) { return std::tanh(x); }
template <typename T> T slope(TanhOp, T, T y) { return 1 - y * y; }

template <typename T> T map(SwishOp, T x) { return x * sigmoid(x); }
template <typename T> T slope(SwishOp, T x, T y) {
  return y + sigmoid(x) * (1 - y);
}

template <typename T> T map(HardSwishOp, T x) {
  return x * std::min(std::max(x / 6 + T(0.5), T(0)), T(1));
}
template <typename T> T slope(HardSwishOp, T x, T) {
  return x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + T(0.5);
}

template <typename T> T map(LeakyReluOp layer, T x) {
  return x < 0 ? T(layer.getAlpha().convertToFloat()) * x : x;
}
template <typename T> T slope(LeakyReluOp layer, T x, T) {
  return x < 0 ? T(layer.getAlpha().convertToFloat()) : T(1);
}

template <typename T> T map(ClipOp layer, T x) {
  ClampAttr clamp = layer.getClamp();
  return std::min(std::max(x, T(clamp.getMin())), T(clamp.getMax()));
}
template <typename T> T slope(ClipOp layer, T x, T) {
  ClampAttr clamp = layer.getClamp();
  return x > clamp.getMin() && x < clamp.getMax() ? 1 : 0;
}

template <typename Op> struct ActivationMath : LayerMath<Op> {
  template <typename T>
  static void forward(Op layer, const ForwardCall<T> &call) {
    const T *x = call.inputs[0].data;
    std::transform(x, x + call.samples * call.inputs[0].size(),
                   call.outputs[0].data,
                   [layer](T x) { return map(layer, x); });
  }

  template <typename T>
  static void backward(Op layer, const BackwardCall<T> &call) {
    const T *x = call.inputs[0].data, *y = call.outputs[0].data;
    const T *dy = call.outputGrads[0].data;
    T *dx = call.inputGrads[0].data;
    int64_t count = call.samples * call.inputs[0].size();
    for (int64_t i = 0; i < count; ++i)
      dx[i] += dy[i] * slope(layer, x[i], y[i]);
  }
};

template <typename Op> void attach(MLIRContext &context) {
  attachMath<ActivationMath<Op>, Op>(context);
}

} // namespace

void ecg::attachActivations(MLIRContext &context) {
  attach<ReluOp>(context);
  attach<SigmoidOp>(context);
  attach<TanhOp>(context);
  attach<SwishOp>(context);
  attach<HardSwishOp>(context);
  attach<LeakyReluOp>(context);
  attach<ClipOp>(context);
}
