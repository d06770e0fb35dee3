// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of layers that map each element by itself: a float kernel each, and
// one table for all of them in integers (@lut_s8, @lut_s16).

#include "Models.h"
#include <cmath>
#include <limits>

using namespace mlir;

namespace ecg {

namespace {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

/// What a layer does to one element, in double.
double map(ReluOp, double x) { return std::max(x, 0.0); }
double map(SigmoidOp, double x) { return sigmoid(x); }
double map(TanhOp, double x) { return std::tanh(x); }
double map(SwishOp, double x) { return x * sigmoid(x); }
double map(HardSwishOp, double x) {
  return x * std::clamp(x / 6 + 0.5, 0.0, 1.0);
}
double map(LeakyReluOp op, double x) {
  return x < 0 ? op.getAlpha().convertToFloat() * x : x;
}
double map(ClipOp op, double x) {
  FloatLimits limits = floatLimits(op.getClamp());
  return std::clamp<double>(x, limits.min, limits.max);
}

/// The float kernel of a layer and its parameters.
template <typename Layer> struct FloatKernel;
template <typename OpTy> struct PlainKernel {
  using Op = OpTy;
  template <typename Layer>
  static typename Op::Params params(Layer, int32_t n) {
    return {n};
  }
};
template <> struct FloatKernel<SigmoidOp> : PlainKernel<rt::SigmoidF32Op> {};
template <> struct FloatKernel<TanhOp> : PlainKernel<rt::TanhF32Op> {};
template <> struct FloatKernel<SwishOp> : PlainKernel<rt::SwishF32Op> {};
template <>
struct FloatKernel<HardSwishOp> : PlainKernel<rt::HardSwishF32Op> {};
template <> struct FloatKernel<LeakyReluOp> {
  using Op = rt::LeakyReluF32Op;
  static Op::Params params(LeakyReluOp layer, int32_t n) {
    return {n, layer.getAlpha().convertToFloat()};
  }
};
template <> struct FloatKernel<ClipOp> {
  using Op = rt::ClipF32Op;
  static Op::Params params(ClipOp layer, int32_t n) {
    FloatLimits limits = floatLimits(layer.getClamp());
    return {n, limits.min, limits.max};
  }
};
template <> struct FloatKernel<ReluOp> {
  using Op = rt::ClipF32Op;
  static Op::Params params(ReluOp, int32_t n) {
    return {n, 0, std::numeric_limits<float>::infinity()};
  }
};

/// Narrows `output` to what a layer lets through, where that is all it does.
bool limits(ReluOp, QuantizedRange &output) {
  output.min = output.params.zeroPoint;
  return true;
}
bool limits(ClipOp op, QuantizedRange &output) {
  output = limited(output, op.getClamp());
  return true;
}
template <typename Layer> bool limits(Layer, QuantizedRange &) { return false; }

template <typename Layer>
struct UnaryModel : KernelOpInterface::ExternalModel<UnaryModel<Layer>, Layer> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto layer = cast<Layer>(op);
    auto formats =
        lowering.formatsOf(op, {layer.getInput(), layer.getResult()});
    if (failed(formats))
      return failure();
    auto &[input, output] = *formats;
    Value from = lowering.bufferOf(layer.getInput());
    Value to = lowering.resultBuffer(layer.getResult());
    if (!input.isFloat())
      return lowerQuantized(layer, lowering, *input.quantized,
                            *output.quantized);
    using Kernel = FloatKernel<Layer>;
    return lowering.call<typename Kernel::Op>(
        op, Kernel::params(layer, lowering.size(sizeOf(layer))), {from, to});
  }

private:
  static LogicalResult lowerQuantized(Layer layer, KernelLowering &lowering,
                                      const QuantizedRange &input,
                                      QuantizedRange output) {
    Value from = lowering.bufferOf(layer.getInput());
    Value to = lowering.resultBuffer(layer.getResult());
    // What only cuts is exact in 16 bits without a table.
    if (input.bits == 16 && limits(layer, output))
      return lowering.rescaleInto(layer, from, input, output, to);
    return lowering.callFunction(
        layer, from, input, output, [&](double x) { return map(layer, x); },
        to);
  }
};

template <typename... Layers> void attach(MLIRContext &context) {
  (Layers::template attachInterface<UnaryModel<Layers>>(context), ...);
}

} // namespace

void attachActivationKernels(MLIRContext &context) {
  attach<ReluOp, LeakyReluOp, ClipOp, SigmoidOp, TanhOp, SwishOp, HardSwishOp>(
      context);
}

} // namespace ecg
