// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of layer normalization.

#include "Models.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

/// The elements the statistics are over, and those before and behind them.
template <typename Params>
void setShape(LayerNormOp op, KernelLowering &lowering, Params &p) {
  ArrayRef<int64_t> shape = shapeOf(op.getInput()), axes = op.getAxes();
  auto count = [&](ArrayRef<int64_t> dims) {
    return lowering.size(ShapedType::getNumElements(dims));
  };
  p.outer = count(shape.take_front(axes.front()));
  p.n = count(shape.slice(axes.front(), axes.size()));
  p.inner = count(shape.drop_front(axes.back() + 1));
}

/// @layer_norm_s8: n^2 * epsilon / s_x^2 as mult * 2^shift.
LogicalResult setEpsilon(LayerNormOp op, const QuantizedRange &input,
                         rt::LayerNormS8Op::Params &p) {
  double steps = double(p.n) / input.params.scale;
  double spread = op.getEpsilon().convertToDouble() * steps * steps;
  int exponent = 0;
  std::frexp(spread, &exponent);
  if (!(spread >= 0) || exponent > 60)
    return op.emitOpError() << "cannot be computed in integers: epsilon is "
                            << spread << " steps of the variance";
  p.epsilon_shift = std::max(0, exponent - 30);
  p.epsilon_mult = static_cast<int32_t>(
      std::nearbyint(std::ldexp(spread, -p.epsilon_shift)));
  return success();
}

struct LayerNormModel
    : KernelOpInterface::ExternalModel<LayerNormModel, LayerNormOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto norm = cast<LayerNormOp>(op);
    auto formats = lowering.formatsOf(op, {norm.getInput(), norm.getResult()});
    if (failed(formats))
      return failure();
    auto &[input, output] = *formats;
    if (!input.isFloat())
      return lowerS8(norm, lowering, *input.quantized, *output.quantized);
    rt::LayerNormF32Op::Params p = {};
    setShape(norm, lowering, p);
    p.epsilon = norm.getEpsilon().convertToFloat();
    return lowering.call<rt::LayerNormF32Op>(
        op, p,
        {lowering.bufferOf(norm.getInput()), lowering.bufferOf(norm.getScale()),
         lowering.bufferOf(norm.getShift()), lowering.resultBuffer(norm)});
  }

  static LogicalResult lowerS8(LayerNormOp op, KernelLowering &lowering,
                               const QuantizedRange &input,
                               const QuantizedRange &output) {
    auto scale = ConstantData<float>::get(op.getScale());
    auto shift = ConstantData<float>::get(op.getShift());
    if (!scale || !shift)
      return op.emitOpError("needs parameters that are constants");
    std::vector<double> ratios(scale->values().begin(), scale->values().end());
    std::vector<double> offsets(shift->values().begin(), shift->values().end());
    for (double &ratio : ratios)
      ratio /= output.params.scale;
    for (double &offset : offsets)
      offset /= output.params.scale;
    auto tables = makeScaleShiftTables(ratios, offsets);
    if (!tables)
      return op.emitOpError("cannot requantize: a scale over the scale of the "
                            "result is not in (-2^29, 2^29)");
    rt::LayerNormS8Op::Params p = {};
    setShape(op, lowering, p);
    if (failed(setEpsilon(op, input, p)))
      return failure();
    p.shift = tables->shift;
    p.out_zp = output.params.zeroPoint;
    p.act_min = output.min;
    p.act_max = output.max;
    return lowering.call<rt::LayerNormS8Op>(
        op, p,
        {lowering.bufferOf(op.getInput()),
         lowering.makeTable<int32_t>(op.getLoc(), "mult", tables->mult),
         lowering.makeTable<int32_t>(op.getLoc(), "offset", tables->offset),
         lowering.resultBuffer(op)});
  }
};

} // namespace

void attachLayerNormKernels(MLIRContext &context) {
  LayerNormOp::attachInterface<LayerNormModel>(context);
}

} // namespace ecg
