// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of the conversions between float and integers.

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
    if (failed(lowering.callQuantized<rt::QuantizeF32Op, rt::QuantizeF32S16Op>(
            op, range, conversion(lowering, quantize, range), {from, to})))
      return failure();
    // The kernel fills all of its integers; a narrower type is a matter of one
    // more call.
    ElementFormat whole{range};
    whole.quantized->min = static_cast<int32_t>(llvm::minIntN(range.bits));
    whole.quantized->max = static_cast<int32_t>(llvm::maxIntN(range.bits));
    if (whole == *output)
      return success();
    return lowering.rescaleInto(op, to, *whole.quantized, range, to);
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
    return lowering.callQuantized<rt::DequantizeS8Op, rt::DequantizeS16Op>(
        op, *input->quantized,
        conversion(lowering, dequantize, *input->quantized),
        {from, lowering.resultBuffer(dequantize.getResult())});
  }
};

} // namespace

void attachQuantizeKernels(MLIRContext &context) {
  QuantizeOp::attachInterface<QuantizeModel>(context);
  DequantizeOp::attachInterface<DequantizeModel>(context);
}

} // namespace ecg
