// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of add and mul with broadcasting; differences of integers are sums.

#include "Families.h"
#include "Models.h"
#include "ecg/IR/Strides.h"

using namespace mlir;

namespace ecg {

namespace {

/// dims, a_strides and b_strides of a broadcast.
template <typename Params, typename Layer>
LogicalResult setWalk(Layer layer, KernelLowering &lowering, Params &p) {
  ArrayRef<int64_t> shape = shapeOf(layer);
  StridedWalk walk{Dims(shape),
                   {broadcastStrides(shapeOf(layer.getLhs()), shape),
                    broadcastStrides(shapeOf(layer.getRhs()), shape)}};
  walk.collapse();
  if (!walk.extendTo(4))
    return layer.emitOpError(
        "has no kernel: the operands broadcast in a pattern of more than four "
        "dimensions");
  for (size_t i = 0; i < 4; ++i) {
    p.dims[i] = lowering.size(walk.dims[i]);
    p.a_strides[i] = lowering.size(walk.strides[0][i]);
    p.b_strides[i] = lowering.size(walk.strides[1][i]);
  }
  return success();
}

/// The operands as the integer kernels see them.
struct Operands {
  QuantizedRange a, b, y;
};

/// @add_s8, @add_s16: a sum or, with sign -1, a difference.
LogicalResult setScales(Operation *layer, const Operands &io, double sign,
                        rt::AddS8Op::Params &p) {
  double a = io.a.params.scale / io.y.params.scale;
  double b = sign * io.b.params.scale / io.y.params.scale;
  const unsigned bits = io.y.bits == 8 ? 22 : 29;
  std::optional<AddMultipliers> multipliers = makeAddMultipliers(a, b, bits);
  if (!multipliers)
    return layer->emitOpError()
           << "cannot requantize: the ratios " << a << " and " << b
           << " of operand and result scale are not below 2^" << bits - 1;
  p.a_mult = multipliers->a;
  p.b_mult = multipliers->b;
  p.shift = multipliers->shift;
  return success();
}

LogicalResult setScales(AddOp layer, const Operands &io,
                        rt::AddS8Op::Params &p) {
  return setScales(layer, io, 1, p);
}
LogicalResult setScales(BinaryOp layer, const Operands &io,
                        rt::AddS8Op::Params &p) {
  return setScales(layer, io, -1, p);
}

/// @mul_s8
LogicalResult setScales(MulOp layer, const Operands &io,
                        rt::MulS8Op::Params &p) {
  double ratio = io.a.params.scale * io.b.params.scale / io.y.params.scale;
  std::optional<Multiplier> multiplier = makeMultiplier(ratio);
  if (!multiplier)
    return layer.emitOpError()
           << "cannot requantize: the ratio " << ratio
           << " of product and result scale is not in [0, 2^30)";
  p.mult = multiplier->mult;
  p.shift = multiplier->shift;
  return success();
}

template <typename S8Op, typename Layer>
LogicalResult setQuantizedParams(Layer layer, const Operands &io,
                                 std::optional<ClampAttr> clamp,
                                 typename S8Op::Params &p) {
  QuantizedRange limits = limited(io.y, clamp);
  p.a_zp = io.a.params.zeroPoint;
  p.b_zp = io.b.params.zeroPoint;
  p.out_zp = io.y.params.zeroPoint;
  p.act_min = limits.min;
  p.act_max = limits.max;
  return setScales(layer, io, p);
}

template <typename OpTy, typename Layer>
LogicalResult finish(Layer layer, KernelLowering &lowering,
                     typename OpTy::Params &p) {
  if (failed(setWalk(layer, lowering, p)))
    return failure();
  return lowering.call<OpTy>(layer, p,
                             {lowering.bufferOf(layer.getLhs()),
                              lowering.bufferOf(layer.getRhs()),
                              lowering.resultBuffer(layer)});
}

template <typename S8Op, typename S16Op, typename Layer>
LogicalResult lowerQuantized(Layer layer, KernelLowering &lowering,
                             const Operands &io,
                             std::optional<ClampAttr> clamp) {
  typename S8Op::Params p = {};
  if (failed(setQuantizedParams<S8Op>(layer, io, clamp, p)))
    return failure();
  return io.y.bits == 8 ? finish<S8Op>(layer, lowering, p)
                        : finish<S16Op>(layer, lowering, p);
}

template <typename Layer, typename FloatOp, typename S8Op, typename S16Op>
struct BinaryModel
    : KernelOpInterface::ExternalModel<BinaryModel<Layer, FloatOp, S8Op, S16Op>,
                                       Layer> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto layer = cast<Layer>(op);
    auto format = lowering.anyFormatOf(op, layer.getResult());
    if (succeeded(format) && format->plain)
      return lowerBinary(op, op->getName().stripDialect(), lowering);
    auto formats = lowering.formatsOf(
        op, {layer.getLhs(), layer.getRhs(), layer.getResult()});
    if (failed(formats))
      return failure();
    auto &[a, b, y] = *formats;
    if (y.isFloat()) {
      typename FloatOp::Params p = {};
      FloatLimits limits = floatLimits(layer.getClamp());
      p.act_min = limits.min;
      p.act_max = limits.max;
      return finish<FloatOp>(layer, lowering, p);
    }
    return lowerQuantized<S8Op, S16Op>(
        layer, lowering, {*a.quantized, *b.quantized, *y.quantized},
        layer.getClamp());
  }
};

} // namespace

LogicalResult lowerDifference(BinaryOp layer, KernelLowering &lowering) {
  auto formats = lowering.formatsOf(
      layer, {layer.getLhs(), layer.getRhs(), layer.getResult()});
  if (failed(formats))
    return failure();
  auto &[a, b, y] = *formats;
  return lowerQuantized<rt::AddS8Op, rt::AddS16Op>(
      layer, lowering, {*a.quantized, *b.quantized, *y.quantized},
      std::nullopt);
}

void attachBinaryKernels(MLIRContext &context) {
  AddOp::attachInterface<
      BinaryModel<AddOp, rt::AddF32Op, rt::AddS8Op, rt::AddS16Op>>(context);
  MulOp::attachInterface<
      BinaryModel<MulOp, rt::MulF32Op, rt::MulS8Op, rt::MulS16Op>>(context);
}

} // namespace ecg
