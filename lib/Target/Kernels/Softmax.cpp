// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of softmax. The int8 kernel has a fixed output scale; another one
// costs a look-up an element.

#include "Models.h"

using namespace mlir;

namespace ecg {

namespace {

struct SoftmaxModel
    : KernelOpInterface::ExternalModel<SoftmaxModel, SoftmaxOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto softmax = cast<SoftmaxOp>(op);
    auto formats =
        lowering.formatsOf(op, {softmax.getInput(), softmax.getResult()});
    if (failed(formats))
      return failure();
    auto &[input, output] = *formats;
    int64_t axis = static_cast<int64_t>(softmax.getAxis());
    AxisSplit split = splitAtAxis(shapeOf(softmax), axis);
    rt::SoftmaxF32Op::Params p = {lowering.size(split.outer),
                                  lowering.size(shapeOf(softmax)[axis]),
                                  lowering.size(split.inner)};
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
    QuantizedRange kernelRange{{1.0 / 256, -128}};
    if (output == ElementFormat{kernelRange})
      return success();
    return lowering.rescaleInto(op, to, kernelRange, *output.quantized, to);
  }
};

} // namespace

void attachSoftmaxKernels(MLIRContext &context) {
  SoftmaxOp::attachInterface<SoftmaxModel>(context);
}

} // namespace ecg
