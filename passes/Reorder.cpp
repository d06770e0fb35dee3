// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Following a value back to where another order of its dimensions is free.

#include "Reorder.h"
#include "ecg/IR/Constants.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;

namespace ecg {

namespace {

RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// The shape of `value` with as many dimensions as it broadcasts to.
SmallVector<int64_t> shapeOfRank(Value value, size_t rank) {
  SmallVector<int64_t> shape(tensorType(value).getShape());
  shape.insert(shape.begin(), rank - shape.size(), 1);
  return shape;
}

/// The order of a result in the order `order` of its operands.
Order orderBeforeReshape(ReshapeOp op, ArrayRef<int64_t> order) {
  std::optional<Order> inner = movePastReshape(
      op.getType().getShape(), tensorType(op.getInput()).getShape(), order);
  return inner.value_or(Order());
}

/// The transpose of `value` that stays anyway, for another reader than the one
/// that asks; null when there is none.
TransposeOp findTransposed(Value value, ArrayRef<int64_t> order) {
  if (value.hasOneUse())
    return {};
  for (Operation *user : value.getUsers())
    if (auto transpose = dyn_cast<TransposeOp>(user))
      if (transpose.getPermutation() == order && isHeld(transpose))
        return transpose;
  return {};
}

/// Whether a reader of `transpose` can work on its input instead.
bool takesInput(Operation *reader, TransposeOp transpose) {
  ArrayRef<int64_t> permutation = transpose.getPermutation();
  if (auto reshape = dyn_cast<ReshapeOp>(reader))
    return isFlatten(reshape) ||
           movePastReshape(transpose.getType().getShape(),
                           reshape.getType().getShape(),
                           invertPermutationVector(permutation));
  if (isa<LinearOp>(reader))
    return isToChannelsLast(permutation) || isLastInPlace(permutation);
  return isa<LayoutOpInterface, ReduceOp, TransposeOp, MatmulOp>(reader);
}

bool canReorderLayer(Operation *op, ArrayRef<int64_t> order) {
  if (auto reshape = dyn_cast<ReshapeOp>(op)) {
    Order inner = orderBeforeReshape(reshape, order);
    return !inner.empty() && canReorder(reshape.getInput(), inner);
  }
  if (auto linear = dyn_cast<LinearOp>(op))
    return isToChannelsLast(invertPermutationVector(order)) &&
           canReorder(linear.getInput(), order);
  auto layer = dyn_cast<LayoutOpInterface>(op);
  return layer && isReorderable(layer, order) &&
         llvm::all_of(
             op->getOperands().take_front(layer.getNumReordered()),
             [&](Value operand) { return canReorder(operand, order); });
}

Value reorderConstant(RewriterBase &rewriter, Value value,
                      ArrayRef<int64_t> order) {
  auto data = ConstantData<float>::get(value);
  SmallVector<int64_t> shape = shapeOfRank(value, order.size());
  std::vector<float> moved;
  for (size_t from : transposedOrder(shape, order))
    moved.push_back(data->values()[from]);
  auto type = tensorType(value).clone(applyPermutation(shape, order));
  return rewriter.create<ConstantOp>(value.getLoc(),
                                     makeElements<float>(type, moved));
}

/// A product writes its result in any order.
Value reorderProduct(RewriterBase &rewriter, MatmulOp op, Type type,
                     ArrayRef<int64_t> order) {
  return rewriter.create<MatmulOp>(
      op.getLoc(), type, op.getLhs(), op.getRhs(), op.getLhsPermutationAttr(),
      op.getRhsPermutationAttr(),
      permutationAttr(op, applyPermutation(op.getResultOrder(), order)),
      op.getAlphaAttr());
}

Value reorderLayer(RewriterBase &rewriter, Operation *op,
                   ArrayRef<int64_t> order) {
  if (auto reshape = dyn_cast<ReshapeOp>(op)) {
    Value inner = reorder(rewriter, reshape.getInput(),
                          orderBeforeReshape(reshape, order));
    auto type = reshape.getType().clone(
        applyPermutation(reshape.getType().getShape(), order));
    return rewriter.create<ReshapeOp>(op->getLoc(), type, inner);
  }
  if (auto linear = dyn_cast<LinearOp>(op))
    return createPointwise(rewriter, linear,
                           reorder(rewriter, linear.getInput(), order));
  auto layer = cast<LayoutOpInterface>(op);
  SmallVector<Value> inner;
  for (Value operand : op->getOperands().take_front(layer.getNumReordered()))
    inner.push_back(reorder(rewriter, operand, order));
  return cloneReordered(rewriter, layer, inner, order)->getResult(0);
}

} // namespace

DenseI64ArrayAttr permutationAttr(MatmulOp op, ArrayRef<int64_t> order) {
  return isIdentityPermutation(order)
             ? DenseI64ArrayAttr()
             : DenseI64ArrayAttr::get(op.getContext(), order);
}

bool isToChannelsLast(ArrayRef<int64_t> permutation) {
  size_t rank = permutation.size();
  if ((rank != 3 && rank != 4) || permutation[0] != 0 ||
      permutation.back() != 1)
    return false;
  return llvm::is_sorted(permutation.drop_back());
}

bool isLastInPlace(ArrayRef<int64_t> permutation) {
  return permutation.back() == static_cast<int64_t>(permutation.size()) - 1;
}

bool isFlatten(ReshapeOp op) {
  return op.getType().getRank() == 2 && op.getType().getDimSize(0) == 1 &&
         llvm::all_of(op->getUsers(),
                      [](Operation *user) { return isa<LinearOp>(user); });
}

bool isHeld(TransposeOp transpose) {
  return llvm::any_of(transpose->getUsers(), [&](Operation *reader) {
    return !takesInput(reader, transpose);
  });
}

bool isReorderable(LayoutOpInterface layer, ArrayRef<int64_t> order) {
  Operation *trial = layer->clone();
  bool possible = cast<LayoutOpInterface>(trial).reorderDims(
      invertPermutationVector(order));
  trial->erase();
  return possible;
}

Operation *cloneReordered(RewriterBase &rewriter, LayoutOpInterface layer,
                          ArrayRef<Value> activations,
                          ArrayRef<int64_t> order) {
  Operation *copy = rewriter.clone(*layer);
  cast<LayoutOpInterface>(copy).reorderDims(invertPermutationVector(order));
  for (auto [i, value] : llvm::enumerate(activations))
    copy->setOperand(i, value);
  Value result = copy->getResult(0);
  result.setType(tensorType(result).clone(
      applyPermutation(tensorType(result).getShape(), order)));
  return copy;
}

bool canReorder(Value value, ArrayRef<int64_t> order) {
  int64_t rank = tensorType(value).getRank();
  if (ConstantData<float>::get(value) ||
      movesOnlyUnits(shapeOfRank(value, order.size()), order))
    return true;
  if (rank != static_cast<int64_t>(order.size()))
    return false;
  Operation *op = value.getDefiningOp();
  if (auto transpose = dyn_cast_or_null<TransposeOp>(op))
    return isIdentityPermutation(
        applyPermutation(transpose.getPermutation(), order));
  if (findTransposed(value, order))
    return true;
  if (!op || !op->hasOneUse())
    return false;
  return isa<MatmulOp>(op) || canReorderLayer(op, order);
}

Value reorder(RewriterBase &rewriter, Value value, ArrayRef<int64_t> order) {
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointAfterValue(value);
  if (ConstantData<float>::get(value))
    return reorderConstant(rewriter, value, order);
  SmallVector<int64_t> shape = shapeOfRank(value, order.size());
  auto type = tensorType(value).clone(applyPermutation(shape, order));
  if (movesOnlyUnits(shape, order))
    return rewriter.create<ReshapeOp>(value.getLoc(), type, value);
  Operation *op = value.getDefiningOp();
  if (auto transpose = dyn_cast_or_null<TransposeOp>(op))
    return transpose.getInput();
  // The same one, which its other reader holds: a copy of it would sink back.
  if (TransposeOp known = findTransposed(value, order)) {
    rewriter.moveOpBefore(known, rewriter.getInsertionBlock(),
                          rewriter.getInsertionPoint());
    return known;
  }
  if (auto matmul = dyn_cast<MatmulOp>(op))
    return reorderProduct(rewriter, matmul, type, order);
  return reorderLayer(rewriter, op, order);
}

Value reshapeWeight(RewriterBase &rewriter, Value weight,
                    ArrayRef<int64_t> shape) {
  auto type = tensorType(weight).clone(shape);
  if (auto dequantize = weight.getDefiningOp<DequantizeOp>())
    return rewriter.create<DequantizeOp>(
        weight.getLoc(), type,
        reshapeWeight(rewriter, dequantize.getInput(), shape));
  return rewriter.createOrFold<ReshapeOp>(weight.getLoc(), type, weight);
}

Value createPointwise(RewriterBase &rewriter, LinearOp linear, Value input) {
  SmallVector<int64_t> kernel(tensorType(linear.getWeight()).getShape());
  SmallVector<int64_t> shape(tensorType(input).getShape());
  shape[1] = kernel[0];
  auto type = tensorType(linear).clone(shape);
  kernel.resize(shape.size(), 1);
  Value weight = reshapeWeight(rewriter, linear.getWeight(), kernel);
  OperationState state(linear.getLoc(), kernel.size() == 3
                                            ? Conv1dOp::getOperationName()
                                            : Conv2dOp::getOperationName());
  state.addOperands({input, weight});
  if (linear.getBias())
    state.addOperands(linear.getBias());
  if (linear.getClampAttr())
    state.addAttribute("clamp", linear.getClampAttr());
  state.addTypes(type);
  return rewriter.create(state)->getResult(0);
}

} // namespace ecg
