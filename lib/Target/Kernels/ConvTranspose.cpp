// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of the transposed convolution. @conv_transpose

#include "ConvNd.h"
#include "Weighted.h"

using namespace mlir;

namespace ecg {

namespace {

LogicalResult lowerInt8(ConvTransposeOp layer, KernelLowering &lowering,
                        const QuantizedRange &input,
                        const QuantizedRange &output) {
  Location loc = layer.getLoc();
  auto data = readQuantizedWeights(layer, layer.getWeight(), layer.getBias(),
                                   input, output);
  if (failed(data))
    return failure();
  QuantizedRange limits = limited(output, layer.getClamp());
  auto params = convNdParams<ecg_conv_transpose_s8_params_t>(layer, lowering);
  params.in_zp = input.params.zeroPoint;
  params.out_zp = output.params.zeroPoint;
  params.act_min = limits.min;
  params.act_max = limits.max;
  Value x = lowering.bufferOf(layer.getInput());
  Value weight = lowering.makeTable<int8_t>(loc, "weight", data->weights);
  Value bias = lowering.makeTable<int32_t>(loc, "bias", data->bias);
  Value mult = lowering.makeTable<int32_t>(loc, "mult", data->mult());
  Value shift = lowering.makeTable<int8_t>(loc, "shift", data->shift());
  return lowering.call<rt::ConvTransposeS8Op>(
      layer, params,
      {x, weight, bias, mult, shift, lowering.resultBuffer(layer.getResult())});
}

struct ConvTransposeModel
    : KernelOpInterface::ExternalModel<ConvTransposeModel, ConvTransposeOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto layer = cast<ConvTransposeOp>(op);
    auto formats =
        lowering.formatsOf(op, {layer.getInput(), layer.getResult()});
    if (failed(formats))
      return failure();
    auto &[input, output] = *formats;
    if (input.isFloat())
      return callFloatConvNd<rt::ConvTransposeF32Op>(layer, lowering);
    return lowerInt8(layer, lowering, *input.quantized, *output.quantized);
  }
};

} // namespace

void attachConvTransposeKernels(MLIRContext &context) {
  ConvTransposeOp::attachInterface<ConvTransposeModel>(context);
}

} // namespace ecg
