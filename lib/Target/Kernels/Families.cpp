// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of the layers that name a function: ecg.unary and ecg.binary.

#include "Families.h"
#include "Models.h"
#include "Strides.h"
#include "ecg/IR/UnaryFunctions.h"

using namespace mlir;

namespace ecg {

LogicalResult lowerBinary(Operation *layer, StringRef function,
                          KernelLowering &lowering) {
  Value a = layer->getOperand(0), b = layer->getOperand(1);
  Value y = layer->getResult(0);
  StridedWalk walk{Dims(shapeOf(y)),
                   {broadcastStrides(shapeOf(a), shapeOf(y)),
                    broadcastStrides(shapeOf(b), shapeOf(y))}};
  walk.collapse();
  if (!walk.extendTo(6))
    return layer->emitOpError("has no kernel: the operands broadcast in a "
                              "pattern of more than six dimensions");
  rt::BinaryOp::Params p = {};
  for (size_t i = 0; i < 6; ++i) {
    p.dims[i] = lowering.size(walk.dims[i]);
    p.a_strides[i] = lowering.size(walk.strides[0][i]);
    p.b_strides[i] = lowering.size(walk.strides[1][i]);
  }
  return lowering.callFamily<rt::BinaryOp>(
      layer, function, p,
      {lowering.bufferOf(a), lowering.bufferOf(b), lowering.resultBuffer(y)});
}

namespace {

struct UnaryModel : KernelOpInterface::ExternalModel<UnaryModel, UnaryOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto layer = cast<UnaryOp>(op);
    auto input = lowering.anyFormatOf(op, layer.getInput());
    auto output = lowering.anyFormatOf(op, layer.getResult());
    if (failed(input) || failed(output))
      return failure();
    float alpha = layer.getAlpha().convertToFloat();
    float beta = layer.getBeta().convertToFloat();
    Value from = lowering.bufferOf(layer.getInput());
    Value to = lowering.resultBuffer(layer.getResult());
    if (!input->quantized)
      return lowering.callFamily<rt::UnaryOp>(
          op, layer.getFunction(), {lowering.size(sizeOf(layer)), alpha, beta},
          {from, to});
    UnaryFunction function = findUnaryFunction(layer.getFunction());
    return lowering.callLookup(
        op, from,
        makeLookupTable(*input->quantized, *output->quantized,
                        [&](double x) { return function(x, alpha, beta); }),
        to);
  }
};

struct BinaryModel : KernelOpInterface::ExternalModel<BinaryModel, BinaryOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    return lowerBinary(op, cast<BinaryOp>(op).getFunction(), lowering);
  }
};

} // namespace

void attachFamilyKernels(MLIRContext &context) {
  UnaryOp::attachInterface<UnaryModel>(context);
  BinaryOp::attachInterface<BinaryModel>(context);
}

} // namespace ecg
