// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of the transposed convolution. @conv_transpose

#include "ConvNd.h"
#include "Weighted.h"

using namespace mlir;

namespace ecg {

namespace {

LogicalResult lowerQuantized(ConvTransposeOp layer, KernelLowering &lowering,
                             const QuantizedIo &io) {
  Location loc = layer.getLoc();
  auto data = readQuantizedWeights(layer, layer.getWeight(), layer.getBias(),
                                   io.input, io.output);
  if (failed(data))
    return failure();
  auto params = convNdParams<ecg_conv_transpose_s8_params_t>(layer, lowering);
  setIo(params, io, layer.getClamp());
  Value x = lowering.bufferOf(layer.getInput());
  Value weight = lowering.makeTable<int8_t>(loc, "weight", data->weights);
  Value bias = lowering.makeTable<int32_t>(loc, "bias", data->bias);
  Value mult = lowering.makeTable<int32_t>(loc, "mult", data->mult());
  Value shift = lowering.makeTable<int8_t>(loc, "shift", data->shift());
  return lowering.callQuantized<rt::ConvTransposeS8Op, rt::ConvTransposeS16Op>(
      layer, io.input, params,
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
    return lowerQuantized(layer, lowering,
                          {*input.quantized, *output.quantized});
  }
};

} // namespace

void attachConvTransposeKernels(MLIRContext &context) {
  ConvTransposeOp::attachInterface<ConvTransposeModel>(context);
}

} // namespace ecg
