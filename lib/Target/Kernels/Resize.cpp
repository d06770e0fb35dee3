// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of resize: one interpolation an axis, from the outermost to the
// innermost. @resize

#include "Models.h"
#include "ecg/IR/ResizeAxes.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {

/// One call: `from` has the shape `in`, `to` the same but for dimension `axis`.
struct Step {
  ResizeOp resize;
  size_t axis;
  SmallVector<int64_t> in;
  Value from, to;
  ElementFormat input, output;

  LogicalResult call(KernelLowering &lowering) {
    ResizeTable table = makeResizeTable(axisOf(resize, axis));
    Value index =
        lowering.makeTable<int32_t>(resize.getLoc(), "index", table.indices);
    if (!input.isFloat())
      return callQuantized(lowering, table, index);
    auto p = params<ecg_interp_f32_params_t>(lowering, table);
    p.fill = resize.getExtrapolation().convertToFloat();
    Value weight =
        lowering.makeTable<float>(resize.getLoc(), "weight", table.weights);
    return lowering.call<rt::InterpF32Op>(resize, p, {from, index, weight, to});
  }

private:
  template <typename Params>
  Params params(KernelLowering &lowering, const ResizeTable &table) {
    AxisSplit split = splitAtAxis(in, axis);
    Params p = {};
    p.outer = lowering.size(split.outer);
    p.n_in = lowering.size(in[axis]);
    p.n_out = lowering.size(shapeOf(resize)[axis]);
    p.inner = lowering.size(split.inner);
    p.taps = lowering.size(table.taps);
    return p;
  }

  /// @interp: the ratio of the scales is part of the weights.
  LogicalResult callQuantized(KernelLowering &lowering,
                              const ResizeTable &table, Value index) {
    const QuantizedRange &x = *input.quantized, &y = *output.quantized;
    double ratio = x.params.scale / y.params.scale;
    std::vector<double> weights(table.weights.begin(), table.weights.end());
    for (double &weight : weights)
      weight *= ratio;
    auto tables =
        makeScaleShiftTables(weights, std::vector<double>(weights.size(), 0));
    if (!tables)
      return resize.emitOpError() << "cannot requantize: the ratio " << ratio
                                  << " of input and result scale is too large";
    auto p = params<ecg_interp_s8_params_t>(lowering, table);
    p.shift = tables->shift;
    p.in_zp = x.params.zeroPoint;
    p.out_zp = y.params.zeroPoint;
    p.act_min = y.min;
    p.act_max = y.max;
    Value weight =
        lowering.makeTable<int32_t>(resize.getLoc(), "weight", tables->mult);
    return lowering.callQuantized<rt::InterpS8Op, rt::InterpS16Op>(
        resize, x, p, {from, index, weight, to});
  }
};

struct ResizeModel : KernelOpInterface::ExternalModel<ResizeModel, ResizeOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto resize = cast<ResizeOp>(op);
    auto formats =
        lowering.formatsOf(op, {resize.getInput(), resize.getResult()});
    if (failed(formats))
      return failure();
    auto &[input, output] = *formats;
    SmallVector<int64_t> shape(shapeOf(resize.getInput()));
    Value from = lowering.bufferOf(resize.getInput());
    SmallVector<size_t> axes = changedAxes(resize);
    for (size_t axis : axes) {
      Step step{resize, axis, shape, from, {}, input, input};
      shape[axis] = shapeOf(resize)[axis];
      bool isLast = axis == axes.back();
      if (isLast)
        step.output = output;
      step.to = isLast ? lowering.resultBuffer(resize)
                       : lowering.makeBuffer(op->getLoc(), shape, input);
      if (failed(step.call(lowering)))
        return failure();
      from = step.to;
    }
    return success();
  }
};

} // namespace

void attachResizeKernels(MLIRContext &context) {
  ResizeOp::attachInterface<ResizeModel>(context);
}

} // namespace ecg
