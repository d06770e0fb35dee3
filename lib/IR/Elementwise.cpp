// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shapes, verifiers and folders of the layers in EcgElementwiseOps.td.

#include "LayerRules.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

static LogicalResult refuseBroadcast(std::optional<Location> loc,
                                     ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
  return emitOptionalError(loc, "shapes ", formatShape(a), " and ",
                           formatShape(b), " do not broadcast");
}

ECG_INFER(CompareOp) {
  ArrayRef<int64_t> a = shapeOf(operands[0]), b = shapeOf(operands[1]);
  auto shape = broadcastShapes(a, b);
  if (!shape)
    return refuseBroadcast(loc, a, b);
  results.push_back(RankedTensorType::get(
      *shape, IntegerType::get(operands[0].getContext(), 1)));
  return success();
}

ECG_INFER(SelectOp) {
  ArrayRef<int64_t> a = shapeOf(operands[1]), b = shapeOf(operands[2]);
  auto both = broadcastShapes(a, b);
  if (!both)
    return refuseBroadcast(loc, a, b);
  auto shape = broadcastShapes(shapeOf(operands[0]), *both);
  if (!shape)
    return refuseBroadcast(loc, shapeOf(operands[0]), *both);
  return yieldResult(*shape, operands[1], results);
}

LogicalResult CompareOp::verify() {
  if (failed(verifySameElements(*this, getLhs(), getRhs())))
    return failure();
  return verifyFunction(*this, getFunction(), getLhs());
}

LogicalResult SelectOp::verify() {
  if (failed(verifySameElements(*this, getLhs(), getRhs())))
    return failure();
  return verifySameElements(*this, getLhs(), getResult());
}

OpFoldResult CastOp::fold(FoldAdaptor) {
  return getInput().getType() == getType() ? getInput() : Value();
}

} // namespace ecg
