// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of the conversions between float and int8.

#include "Models.h"

using namespace mlir;

namespace ecg {

namespace {

ecg_quantize_f32_params_t conversion(KernelLowering &lowering, Value value,
                                     const QuantizedRange &range) {
  return {lowering.size(sizeOf(value)), static_cast<float>(range.params.scale),
          range.params.zeroPoint};
}

struct QuantizeModel
    : KernelOpInterface::ExternalModel<QuantizeModel, QuantizeOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto quantize = cast<QuantizeOp>(op);
    auto input = lowering.formatOf(op, quantize.getInput());
    auto output = lowering.formatOf(op, quantize.getResult());
    if (failed(input) || failed(output))
      return failure();
    const QuantizedRange &range = *output->quantized;
    Value from = lowering.bufferOf(quantize.getInput());
    Value to = lowering.resultBuffer(quantize.getResult());
    if (!input->isFloat())
      return lowering.rescaleInto(op, from, *input->quantized, range, to);
    if (failed(lowering.call<rt::QuantizeF32Op>(
            op, conversion(lowering, quantize, range), {from, to})))
      return failure();
    // The kernel fills all of int8; a narrower type is a matter of one more
    // look-up.
    if (range.min == -128 && range.max == 127)
      return success();
    QuantizedRange whole = range;
    whole.min = -128;
    whole.max = 127;
    return lowering.rescaleInto(op, to, whole, range, to);
  }
};

struct DequantizeModel
    : KernelOpInterface::ExternalModel<DequantizeModel, DequantizeOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto dequantize = cast<DequantizeOp>(op);
    auto input = lowering.formatOf(op, dequantize.getInput());
    if (failed(input))
      return failure();
    Value from = lowering.bufferOf(dequantize.getInput());
    return lowering.call<rt::DequantizeS8Op>(
        op, conversion(lowering, dequantize, *input->quantized),
        {from, lowering.resultBuffer(dequantize.getResult())});
  }
};

} // namespace

void attachQuantizeKernels(MLIRContext &context) {
  QuantizeOp::attachInterface<QuantizeModel>(context);
  DequantizeOp::attachInterface<DequantizeModel>(context);
}

} // namespace ecg
