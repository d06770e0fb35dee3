// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of the layers that name a function (ecg.unary, ecg.binary,
// ecg.compare), and of ecg.select and ecg.cast.

#include "Families.h"
#include "Models.h"
#include "ecg/IR/Strides.h"
#include "ecg/IR/UnaryFunctions.h"

using namespace mlir;

namespace ecg {

namespace {

/// The operands of `layer` broadcast to its result, in six dimensions.
FailureOr<StridedWalk> broadcastWalk(Operation *layer) {
  ArrayRef<int64_t> shape = shapeOf(layer->getResult(0));
  StridedWalk walk{Dims(shape), {}};
  for (Value operand : layer->getOperands())
    walk.strides.push_back(broadcastStrides(shapeOf(operand), shape));
  walk.collapse();
  if (walk.extendTo(6))
    return walk;
  return layer->emitOpError("has no kernel: the operands broadcast in a "
                            "pattern of more than six dimensions");
}

void setSizes(KernelLowering &lowering, ArrayRef<int64_t> from,
              int32_t (&to)[6]) {
  for (size_t i = 0; i < 6; ++i)
    to[i] = lowering.size(from[i]);
}

/// Calls the kernel of `function` on the buffers `a` and `b` of the operands.
template <typename OpTy>
LogicalResult callBroadcast(Operation *layer, StringRef function,
                            KernelLowering &lowering, Value a, Value b) {
  FailureOr<StridedWalk> walk = broadcastWalk(layer);
  if (failed(walk))
    return failure();
  typename OpTy::Params p = {};
  setSizes(lowering, walk->dims, p.dims);
  setSizes(lowering, walk->strides[0], p.a_strides);
  setSizes(lowering, walk->strides[1], p.b_strides);
  return lowering.callFamily<OpTy>(
      layer, function, p, {a, b, lowering.resultBuffer(layer->getResult(0))});
}

template <typename OpTy>
LogicalResult callBroadcast(Operation *layer, StringRef function,
                            KernelLowering &lowering) {
  return callBroadcast<OpTy>(layer, function, lowering,
                             lowering.bufferOf(layer->getOperand(0)),
                             lowering.bufferOf(layer->getOperand(1)));
}

} // namespace

LogicalResult lowerBinary(Operation *layer, StringRef function,
                          KernelLowering &lowering) {
  return callBroadcast<rt::BinaryOp>(layer, function, lowering);
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
    return lowering.callFunction(
        op, from, *input->quantized, *output->quantized,
        [&](double x) { return function(x, alpha, beta); }, to);
  }
};

struct BinaryModel : KernelOpInterface::ExternalModel<BinaryModel, BinaryOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto layer = cast<BinaryOp>(op);
    auto format = lowering.anyFormatOf(op, layer.getResult());
    if (failed(format))
      return failure();
    if (!format->quantized)
      return lowerBinary(op, layer.getFunction(), lowering);
    if (layer.getFunction() == "sub")
      return lowerDifference(layer, lowering);
    return lowerChoice(layer, *format, lowering);
  }

private:
  /// @binary_s8: min and max select where operands and result have one scale.
  static LogicalResult lowerChoice(BinaryOp layer, const ElementFormat &result,
                                   KernelLowering &lowering) {
    SmallVector<Value, 2> operands;
    for (Value operand : layer->getOperands()) {
      auto format = lowering.formatOf(layer, operand);
      if (failed(format) || !format->quantized)
        return failure();
      auto rescaled =
          lowering.rescale(layer, lowering.bufferOf(operand), *format, result);
      if (failed(rescaled))
        return failure();
      operands.push_back(*rescaled);
    }
    return callBroadcast<rt::BinaryOp>(layer, layer.getFunction(), lowering,
                                       operands[0], operands[1]);
  }
};

struct CompareModel
    : KernelOpInterface::ExternalModel<CompareModel, CompareOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    return callBroadcast<rt::CompareOp>(op, cast<CompareOp>(op).getFunction(),
                                        lowering);
  }
};

struct SelectModel : KernelOpInterface::ExternalModel<SelectModel, SelectOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto layer = cast<SelectOp>(op);
    FailureOr<StridedWalk> walk = broadcastWalk(op);
    if (failed(walk))
      return failure();
    rt::SelectOp::Params p = {};
    setSizes(lowering, walk->dims, p.dims);
    setSizes(lowering, walk->strides[0], p.c_strides);
    setSizes(lowering, walk->strides[1], p.a_strides);
    setSizes(lowering, walk->strides[2], p.b_strides);
    return lowering.call<rt::SelectOp>(
        op, p,
        {lowering.bufferOf(layer.getCondition()),
         lowering.bufferOf(layer.getLhs()), lowering.bufferOf(layer.getRhs()),
         lowering.resultBuffer(layer.getResult())});
  }
};

struct CastModel : KernelOpInterface::ExternalModel<CastModel, CastOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto layer = cast<CastOp>(op);
    return lowering.call<rt::CastOp>(
        op, {lowering.size(sizeOf(layer))},
        {lowering.bufferOf(layer.getInput()),
         lowering.resultBuffer(layer.getResult())});
  }
};

} // namespace

void attachFamilyKernels(MLIRContext &context) {
  UnaryOp::attachInterface<UnaryModel>(context);
  BinaryOp::attachInterface<BinaryModel>(context);
  CompareOp::attachInterface<CompareModel>(context);
  SelectOp::attachInterface<SelectModel>(context);
  CastOp::attachInterface<CastModel>(context);
}

} // namespace ecg
