// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arithmetic of two tensors and more. Differences and quotients with a constant
// become sums and products.

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace ecg {

namespace {

llvm::ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// Until opset 6 the second operand of a binary operator is broadcast only on
/// demand, and then lies at `axis` of the first: the shape that says the same
/// in numpy's way.
Shape secondShape(Node &node) {
  Shape shape(node.shape(1));
  if (node.opset() >= 7)
    return shape;
  int64_t rank = node.rank(0), own = node.rank(1);
  bool broadcast = node.integerAttribute("broadcast", 0);
  int64_t axis =
      node.normalizeAxis(node.integerAttribute("axis", rank - own), rank + 1);
  if (node.failed())
    return shape;
  if (!broadcast && node.shape(0) != node.shape(1))
    node.error() << "shapes " << formatShape(node.shape(0)) << " and "
                 << formatShape(shape)
                 << " differ, but attribute 'broadcast' is 0";
  else if (own > rank || axis + own > rank)
    node.error() << "shape " << formatShape(shape) << " at axis " << axis
                 << " does not fit into " << formatShape(node.shape(0));
  else
    shape.append(rank - own - axis, 1);
  return shape;
}

/// Second operand in `element`; `map` is applied where it is a constant.
Value secondOperand(Node &node, Type element,
                    llvm::function_ref<float(float)> map = nullptr) {
  Shape shape = secondShape(node);
  const HostTensor *constant = node.constant(1);
  if (!constant || !map || !constant->isReal())
    return node.failed() ? Value()
                         : node.reshape(node.operand(1, element), shape);
  HostTensor mapped = constant->withReals();
  mapped.shape = shape;
  for (float &real : mapped.reals)
    real = map(real);
  return node.materialize(mapped);
}

/// An operand that was only expanded to the shape of the other one: as it was
/// before, because sums and products broadcast on their own.
Value beforeExpand(Value value, Value other) {
  auto expand = value.getDefiningOp<MulOp>();
  if (!expand || !matchPattern(expand.getRhs(), m_OneFloat()))
    return value;
  Value source = expand.getLhs();
  return broadcastShapes(shapeOf(source), shapeOf(other)) ==
                 broadcastShapes(shapeOf(value), shapeOf(other))
             ? source
             : value;
}

template <typename Op> Value combine(Node &node, Value a, Value b) {
  if (node.failed())
    return {};
  Value first = beforeExpand(a, b);
  return node.create<Op>(first, beforeExpand(b, first), ClampAttr());
}

/// linear(x) + vector is the linear layer with that bias. The one without is
/// left to those who use it, and removed at the end if nobody does.
Value addAsBias(Node &node, Value product, Value summand) {
  auto linear = product.getDefiningOp<LinearOp>();
  auto constant = summand.getDefiningOp<ConstantOp>();
  if (!linear || linear.getBias() || !constant)
    return {};
  llvm::ArrayRef<int64_t> shape = shapeOf(summand);
  int64_t features = shapeOf(product).back();
  if (shape.empty() || shape.back() != features ||
      constant.getResult().getType().getNumElements() != features ||
      shape.size() > shapeOf(product).size())
    return {};
  return node.create<LinearOp>(linear.getInput(), linear.getWeight(),
                               node.reshape(summand, features), ClampAttr());
}

/// x * sigmoid(x): until opset 24 ONNX has no operator for it.
Value asSwish(Node &node, Value x, Value gate) {
  auto sigmoid = gate.getDefiningOp<SigmoidOp>();
  return sigmoid && sigmoid.getInput() == x ? node.create<SwishOp>(x) : Value();
}

Value multiply(Node &node, Value a, Value b) {
  if (node.failed())
    return {};
  for (auto [x, gate] : {std::pair(a, b), std::pair(b, a)})
    if (Value swish = asSwish(node, x, gate))
      return swish;
  return combine<MulOp>(node, a, b);
}

Value add(Node &node, Value a, Value b) {
  if (node.failed())
    return {};
  for (auto [product, summand] : {std::pair(a, b), std::pair(b, a)})
    if (Value linear = addAsBias(node, product, summand))
      return linear;
  return combine<AddOp>(node, a, b);
}

/// The node's function of its two operands, whatever it is.
LogicalResult importFunction(Node &node, llvm::StringRef function,
                             Type element) {
  Value a = node.operand(0, element), b = secondOperand(node, element);
  return node.result(node.create<BinaryOp>(function, a, b));
}

} // namespace

LogicalResult importAdd(Node &node) {
  Type element = node.computeType();
  Value a = node.operand(0, element), b = secondOperand(node, element);
  return node.result(add(node, a, b));
}

LogicalResult importMul(Node &node) {
  Type element = node.computeType();
  Value a = node.operand(0, element), b = secondOperand(node, element);
  return node.result(multiply(node, a, b));
}

// With a constant it is affine, which later passes look for.
LogicalResult importSub(Node &node) {
  Type element = node.computeType();
  if (!element.isF32() || (!node.constant(0) && !node.constant(1)))
    return importFunction(node, "sub", element);
  Value a = node.value(0);
  if (node.constant(1))
    return node.result(
        add(node, a, secondOperand(node, element, [](float x) { return -x; })));
  Value b = secondOperand(node, element);
  return node.result(add(node, a, combine<MulOp>(node, b, node.number(-1))));
}

LogicalResult importDiv(Node &node) {
  Type element = node.computeType();
  const HostTensor *dividend = node.constant(0), *divisor = node.constant(1);
  bool isFloat = element.isF32();
  if (isFloat && dividend && dividend->size() == 1 && !divisor &&
      dividend->toReals().front() == 1)
    return node.result(node.create<UnaryOp>("reciprocal", node.value(1)));
  if (!isFloat || !divisor)
    return importFunction(node, "div", element);
  Value a = node.value(0);
  if (llvm::is_contained(divisor->toReals(), 0.0f))
    return node.error() << "divisor '" << divisor->name << "' holds 0";
  Value b = secondOperand(node, element, [](float real) { return 1 / real; });
  return node.result(combine<MulOp>(node, a, b));
}

LogicalResult importNeg(Node &node) {
  Type element = node.computeType();
  if (!element.isF32())
    return importUnary(node);
  return node.result(combine<MulOp>(node, node.value(0), node.number(-1)));
}

LogicalResult importBinary(Node &node) {
  return importFunction(node, node.function(), node.computeType());
}

LogicalResult importMod(Node &node) {
  bool truncates = node.integerAttribute("fmod", 0);
  return importFunction(node, truncates ? "fmod" : "mod", node.computeType());
}

LogicalResult importBitShift(Node &node) {
  std::string direction = node.stringAttribute("direction", "");
  if (direction != "LEFT" && direction != "RIGHT")
    return node.error() << "attribute 'direction' is '" << direction
                        << "'; accepted are LEFT and RIGHT";
  return importFunction(node,
                        direction == "LEFT" ? "shift_left" : "shift_right",
                        node.computeType());
}

LogicalResult importSum(Node &node) {
  Type element = node.computeType();
  Value sum = node.operand(0, element);
  for (unsigned i = 1; i < node.numInputs(); ++i)
    sum = add(node, sum, node.operand(i, element));
  return node.result(sum);
}

LogicalResult importMean(Node &node) {
  Type element = node.computeType();
  Value sum = node.operand(0, element);
  for (unsigned i = 1; i < node.numInputs(); ++i)
    sum = add(node, sum, node.operand(i, element));
  if (node.numInputs() == 1)
    return node.result(sum);
  float count = node.numInputs();
  if (element.isF32())
    return node.result(combine<MulOp>(node, sum, node.number(1 / count)));
  return node.result(
      node.create<BinaryOp>("div", sum, node.number(count, element)));
}

} // namespace ecg
