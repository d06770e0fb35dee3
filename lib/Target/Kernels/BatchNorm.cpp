// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of a batch norm that folds into no neighbour: a scale and an offset a
// channel.

#include "Models.h"
#include <cmath>
#include <limits>

using namespace mlir;

namespace ecg {

namespace {

/// y = x * scale + offset, a channel.
struct Affine {
  std::vector<double> scale, offset;
};

FailureOr<Affine> readAffine(BatchNormOp op) {
  auto scale = ConstantData<float>::get(op.getScale());
  auto shift = ConstantData<float>::get(op.getShift());
  auto mean = ConstantData<float>::get(op.getMean());
  auto variance = ConstantData<float>::get(op.getVariance());
  if (!scale || !shift || !mean || !variance)
    return op.emitOpError("needs parameters that are constants");
  double epsilon = op.getEpsilon().convertToDouble();
  Affine affine;
  for (size_t c = 0; c < scale->values().size(); ++c) {
    double factor =
        scale->values()[c] / std::sqrt(variance->values()[c] + epsilon);
    affine.scale.push_back(factor);
    affine.offset.push_back(shift->values()[c] - mean->values()[c] * factor);
  }
  return affine;
}

template <typename Params>
void setShape(BatchNormOp op, KernelLowering &lowering, Params &p) {
  ArrayRef<int64_t> shape = shapeOf(op);
  p.channels = lowering.size(shape[1]);
  p.inner = lowering.size(ShapedType::getNumElements(shape.drop_front(2)));
}

LogicalResult lowerFloat(BatchNormOp op, KernelLowering &lowering,
                         const Affine &affine) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  rt::ScaleShiftF32Op::Params p = {0, 0, -infinity, infinity};
  setShape(op, lowering, p);
  std::vector<float> scale(affine.scale.begin(), affine.scale.end());
  std::vector<float> offset(affine.offset.begin(), affine.offset.end());
  Location loc = op.getLoc();
  return lowering.callEachSample<rt::ScaleShiftF32Op>(
      op, shapeOf(op)[0], p,
      {lowering.bufferOf(op.getInput()),
       lowering.makeTable<float>(loc, "scale", scale),
       lowering.makeTable<float>(loc, "offset", offset),
       lowering.resultBuffer(op)});
}

/// @scale_shift_s8
LogicalResult lowerQuantized(BatchNormOp op, KernelLowering &lowering,
                             Affine affine, const QuantizedRange &input,
                             const QuantizedRange &output) {
  for (double &scale : affine.scale)
    scale *= input.params.scale / output.params.scale;
  for (double &offset : affine.offset)
    offset /= output.params.scale;
  auto tables = makeScaleShiftTables(affine.scale, affine.offset);
  if (!tables)
    return op.emitOpError("cannot requantize: a scale over the scale of the "
                          "result is not in (-2^29, 2^29)");
  rt::ScaleShiftS8Op::Params p = {};
  setShape(op, lowering, p);
  p.shift = tables->shift;
  p.in_zp = input.params.zeroPoint;
  p.out_zp = output.params.zeroPoint;
  p.act_min = output.min;
  p.act_max = output.max;
  Location loc = op.getLoc();
  auto buffers = {lowering.bufferOf(op.getInput()),
                  lowering.makeTable<int32_t>(loc, "mult", tables->mult),
                  lowering.makeTable<int32_t>(loc, "offset", tables->offset),
                  lowering.resultBuffer(op)};
  if (input.bits == 8)
    return lowering.callEachSample<rt::ScaleShiftS8Op>(op, shapeOf(op)[0], p,
                                                       buffers);
  return lowering.callEachSample<rt::ScaleShiftS16Op>(op, shapeOf(op)[0], p,
                                                      buffers);
}

struct BatchNormModel
    : KernelOpInterface::ExternalModel<BatchNormModel, BatchNormOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto norm = cast<BatchNormOp>(op);
    auto formats = lowering.formatsOf(op, {norm.getInput(), norm.getResult()});
    auto affine = readAffine(norm);
    if (failed(formats) || failed(affine))
      return failure();
    auto &[input, output] = *formats;
    if (input.isFloat())
      return lowerFloat(norm, lowering, *affine);
    return lowerQuantized(norm, lowering, *affine, *input.quantized,
                          *output.quantized);
  }
};

} // namespace

void attachBatchNormKernels(MLIRContext &context) {
  BatchNormOp::attachInterface<BatchNormModel>(context);
}

} // namespace ecg
