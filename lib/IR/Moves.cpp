// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The layers of EcgMoveOps.td: shapes, verifiers and quantization rules. Their
// folders are in Folders.cpp.

#include "LayerRules.h"

using namespace mlir;

namespace ecg {

//===----------------------------------------------------------------------===//
// slice
//===----------------------------------------------------------------------===//

ECG_INFER(SliceOp) {
  Adaptor op(operands, attributes, properties, regions);
  ArrayRef<int64_t> in = shapeOf(op.getInput()), sizes = op.getSizes();
  if (op.getStarts().size() != in.size() || sizes.size() != in.size() ||
      (op.getSteps() && op.getSteps()->size() != in.size()))
    return emitOptionalError(loc, "starts, sizes and steps must have ",
                             in.size(), " entries");
  for (size_t d = 0; d < in.size(); ++d) {
    int64_t step = op.getSteps() ? (*op.getSteps())[d] : 1;
    int64_t first = op.getStarts()[d], last = first + (sizes[d] - 1) * step;
    if (sizes[d] < 1 || sizes[d] > in[d] || std::abs(step) > in[d] ||
        std::min(first, last) < 0 || std::max(first, last) >= in[d])
      return emitOptionalError(loc, "slice of ", sizes[d], " elements from ",
                               first, " by ", step, " is not within dimension ",
                               d, " of ", formatShape(in));
  }
  return yieldResult(sizes, op.getInput(), results);
}

LogicalResult SliceOp::verify() {
  return verifySameElements(*this, getInput(), getResult());
}

QuantRule SliceOp::getQuantRule() { return QuantRule::SameAsInput; }

//===----------------------------------------------------------------------===//
// expand
//===----------------------------------------------------------------------===//

LogicalResult ExpandOp::verify() {
  ArrayRef<int64_t> in = shapeOf(getInput()), out = shapeOf(getResult());
  auto shape = broadcastShapes(in, out);
  if (!shape || ArrayRef(*shape) != out)
    return emitOpError() << "cannot expand " << formatShape(in) << " to "
                         << formatShape(out);
  return verifySameElements(*this, getInput(), getResult());
}

QuantRule ExpandOp::getQuantRule() { return QuantRule::SameAsInput; }

//===----------------------------------------------------------------------===//
// gather
//===----------------------------------------------------------------------===//

template <typename Op> static LogicalResult verifyGather(Op op) {
  Type index = elementOf(op.getIndices());
  if (!index.isInteger(32) && !index.isInteger(64))
    return op.emitOpError()
           << "needs indices of type i32 or i64, got " << index;
  return verifySameElements(op, op.getInput(), op.getResult());
}

ECG_INFER(GatherOp) {
  Adaptor op(operands, attributes, properties, regions);
  ArrayRef<int64_t> in = shapeOf(op.getInput());
  int64_t axis = op.getAxis();
  if (failed(requireAxis(loc, axis, in)))
    return failure();
  SmallVector<int64_t> shape(in.take_front(axis));
  llvm::append_range(shape, shapeOf(op.getIndices()));
  llvm::append_range(shape, in.drop_front(axis + 1));
  return yieldResult(shape, op.getInput(), results);
}

ECG_INFER(GatherNdOp) {
  Adaptor op(operands, attributes, properties, regions);
  ArrayRef<int64_t> in = shapeOf(op.getInput());
  ArrayRef<int64_t> indices = shapeOf(op.getIndices());
  size_t batch = op.getBatchDims();
  if (indices.size() <= batch || in.size() <= batch ||
      in.take_front(batch) != indices.take_front(batch))
    return emitOptionalError(loc, "input ", formatShape(in), " and indices ",
                             formatShape(indices), " do not share ", batch,
                             " dimensions");
  size_t depth = indices.back();
  if (depth < 1 || batch + depth > in.size())
    return emitOptionalError(loc, "indices ", formatShape(indices),
                             " do not name ", depth, " dimensions of ",
                             formatShape(in), " after ", batch);
  SmallVector<int64_t> shape(indices.drop_back());
  llvm::append_range(shape, in.drop_front(batch + depth));
  return yieldResult(shape, op.getInput(), results);
}

ECG_INFER(GatherElementsOp) {
  Adaptor op(operands, attributes, properties, regions);
  ArrayRef<int64_t> in = shapeOf(op.getInput());
  SmallVector<int64_t> expected(shapeOf(op.getIndices()));
  int64_t axis = op.getAxis();
  if (failed(requireAxis(loc, axis, in)))
    return failure();
  if (expected.size() == in.size())
    expected[axis] = in[axis];
  if (ArrayRef(expected) != in)
    return emitOptionalError(
        loc, "indices ", formatShape(shapeOf(op.getIndices())), " differ from ",
        formatShape(in), " not only on axis ", axis);
  return yieldResult(shapeOf(op.getIndices()), op.getInput(), results);
}

LogicalResult GatherOp::verify() { return verifyGather(*this); }
LogicalResult GatherNdOp::verify() { return verifyGather(*this); }
LogicalResult GatherElementsOp::verify() { return verifyGather(*this); }

QuantRule GatherOp::getQuantRule() { return QuantRule::SameAsInput; }
QuantRule GatherNdOp::getQuantRule() { return QuantRule::SameAsInput; }
QuantRule GatherElementsOp::getQuantRule() { return QuantRule::SameAsInput; }

unsigned GatherOp::getNumActivations() { return 1; }
unsigned GatherNdOp::getNumActivations() { return 1; }
unsigned GatherElementsOp::getNumActivations() { return 1; }

} // namespace ecg
