// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The layers of EcgReductionOps.td: shapes, verifiers and quantization rules.

#include "LayerRules.h"

using namespace mlir;

namespace ecg {

/// `shape` without dimension `axis`, or with size 1 there.
static SmallVector<int64_t> reduceAxes(ArrayRef<int64_t> shape,
                                       ArrayRef<int64_t> axes, bool keepDims) {
  SmallVector<int64_t> result;
  for (auto [d, size] : llvm::enumerate(shape)) {
    bool isReduced = llvm::is_contained(axes, static_cast<int64_t>(d));
    if (!isReduced || keepDims)
      result.push_back(isReduced ? 1 : size);
  }
  return result;
}

//===----------------------------------------------------------------------===//
// reduce
//===----------------------------------------------------------------------===//

ECG_INFER(ReduceOp) {
  Adaptor op(operands, attributes, properties, regions);
  ArrayRef<int64_t> in = shapeOf(op.getInput());
  if (op.getAxes().empty())
    return emitOptionalError(loc, "needs at least one axis");
  int64_t before = -1;
  for (int64_t axis : op.getAxes()) {
    if (failed(requireAxis(loc, axis, in)))
      return failure();
    if (axis <= before)
      return emitOptionalError(loc, "axes must rise, got ", axis, " after ",
                               before);
    before = axis;
  }
  return yieldResult(reduceAxes(in, op.getAxes(), op.getKeepDims()),
                     op.getInput(), results);
}

LogicalResult ReduceOp::verify() {
  if (isa<quant::QuantizedType>(elementOf(getInput())) &&
      getQuantRule() == QuantRule::StaysFloat)
    return emitOpError() << "'" << getFunction() << "' has no int8 form";
  if (failed(verifySameElements(*this, getInput(), getResult())))
    return failure();
  return verifyFunction(*this, ("reduce_" + getFunction()).str(), getInput());
}

QuantRule ReduceOp::getQuantRule() {
  return llvm::StringSwitch<QuantRule>(getFunction())
      .Cases("max", "min", QuantRule::SameAsInput)
      .Cases("mean", "sum", QuantRule::Calibrated)
      .Default(QuantRule::StaysFloat);
}

//===----------------------------------------------------------------------===//
// arg
//===----------------------------------------------------------------------===//

ECG_INFER(ArgOp) {
  Adaptor op(operands, attributes, properties, regions);
  ArrayRef<int64_t> in = shapeOf(op.getInput());
  int64_t axis = op.getAxis();
  if (failed(requireAxis(loc, axis, in)))
    return failure();
  Type index = IntegerType::get(op.getInput().getContext(), 64);
  results.push_back(
      RankedTensorType::get(reduceAxes(in, axis, op.getKeepDims()), index));
  return success();
}

LogicalResult ArgOp::verify() {
  return verifyFunction(*this, ("arg" + getFunction()).str(), getInput());
}

//===----------------------------------------------------------------------===//
// top_k
//===----------------------------------------------------------------------===//

ECG_INFER(TopKOp) {
  Adaptor op(operands, attributes, properties, regions);
  SmallVector<int64_t> shape(shapeOf(op.getInput()));
  int64_t axis = op.getAxis(), k = op.getK();
  if (failed(requireAxis(loc, axis, shape)))
    return failure();
  if (k < 1 || k > shape[axis])
    return emitOptionalError(loc, "k is ", k, ", expected 1 to ", shape[axis]);
  shape[axis] = k;
  if (failed(yieldResult(shape, op.getInput(), results)))
    return failure();
  results.push_back(RankedTensorType::get(
      shape, IntegerType::get(op.getInput().getContext(), 64)));
  return success();
}

LogicalResult TopKOp::verify() {
  if (failed(verifySameElements(*this, getInput(), getValues())))
    return failure();
  return verifyFunction(*this, "top_k_largest", getInput());
}

//===----------------------------------------------------------------------===//
// cum_sum
//===----------------------------------------------------------------------===//

ECG_INFER(CumSumOp) {
  Adaptor op(operands, attributes, properties, regions);
  ArrayRef<int64_t> in = shapeOf(op.getInput());
  if (failed(requireAxis(loc, op.getAxis(), in)))
    return failure();
  return yieldResult(in, op.getInput(), results);
}

LogicalResult CumSumOp::verify() {
  if (failed(verifySameElements(*this, getInput(), getResult())))
    return failure();
  return verifyFunction(*this, "cum_sum", getInput());
}

} // namespace ecg
