// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of softmax. The int8 kernel has a fixed output scale; another one
// costs a look-up an element.

#include "Models.h"

using namespace mlir;

namespace ecg {

namespace {

/// The lines a softmax goes along.
template <typename Layer>
rt::SoftmaxF32Op::Params paramsOf(Layer layer, KernelLowering &lowering) {
  int64_t axis = static_cast<int64_t>(layer.getAxis());
  AxisSplit split = splitAtAxis(shapeOf(layer), axis);
  return {lowering.size(split.outer), lowering.size(shapeOf(layer)[axis]),
          lowering.size(split.inner)};
}

struct SoftmaxModel
    : KernelOpInterface::ExternalModel<SoftmaxModel, SoftmaxOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto softmax = cast<SoftmaxOp>(op);
    auto formats =
        lowering.formatsOf(op, {softmax.getInput(), softmax.getResult()});
    if (failed(formats))
      return failure();
    auto &[input, output] = *formats;
    rt::SoftmaxF32Op::Params p = paramsOf(softmax, lowering);
    Value from = lowering.bufferOf(softmax.getInput());
    Value to = lowering.resultBuffer(softmax);
    if (input.isFloat())
      return lowering.call<rt::SoftmaxF32Op>(op, p, {from, to});

    // @softmax_s8
    auto exponentials = makeExpTable(input.quantized->params.scale);
    Value table =
        lowering.makeTable<uint32_t>(op->getLoc(), "table", exponentials);
    if (failed(lowering.call<rt::SoftmaxS8Op>(op, p, {from, table, to})))
      return failure();
    QuantizedRange kernelRange;
    kernelRange.params = {1.0 / 256, -128};
    if (output == ElementFormat{kernelRange})
      return success();
    return lowering.rescaleInto(op, to, kernelRange, *output.quantized, to);
  }
};

struct LogSoftmaxModel
    : KernelOpInterface::ExternalModel<LogSoftmaxModel, LogSoftmaxOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto layer = cast<LogSoftmaxOp>(op);
    auto formats =
        lowering.formatsOf(op, {layer.getInput(), layer.getResult()});
    if (failed(formats))
      return failure();
    if (!formats->front().isFloat())
      return layer.emitOpError("has no kernel on int8");
    return lowering.call<rt::LogSoftmaxF32Op>(
        op, paramsOf(layer, lowering),
        {lowering.bufferOf(layer.getInput()), lowering.resultBuffer(layer)});
  }
};

} // namespace

void attachSoftmaxKernels(MLIRContext &context) {
  SoftmaxOp::attachInterface<SoftmaxModel>(context);
  LogSoftmaxOp::attachInterface<LogSoftmaxModel>(context);
}

} // namespace ecg
