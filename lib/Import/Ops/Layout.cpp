// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators that move, copy, join or forward numbers.

#include "../TensorProto.h"
#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {

/// Low and high pads for every dimension. Pads are all begins, then all ends,
/// for the named axes only if there are any (opset 18).
struct Pads {
  Shape low, high;
};

Pads readPads(Node &node) {
  size_t rank = node.rank(0);
  Pads pads{Shape(rank, 0), Shape(rank, 0)};
  Shape list = node.opset() < 11 ? node.integersAttribute("pads", {})
                                 : Shape(node.integers(1, "pads"));
  Shape axes;
  if (node.hasInput(3))
    axes = Shape(node.integers(3, "axes"));
  else
    llvm::append_range(axes, llvm::seq<int64_t>(0, rank));
  if (!node.failed() && list.size() != 2 * axes.size())
    node.error() << "pads have " << list.size() << " entries, expected "
                 << 2 * axes.size();
  for (size_t i = 0; i < axes.size() && !node.failed(); ++i) {
    int64_t dim = node.normalizeAxis(axes[i], rank);
    if (node.failed())
      break;
    pads.low[dim] = list[i];
    pads.high[dim] = list[i + axes.size()];
    for (int64_t pad : {pads.low[dim], pads.high[dim]})
      if ((pad < 0 || !countElements(pad)) && !node.failed())
        node.error() << "pad " << pad << " of dimension " << dim
                     << " is negative or too large; cutting off is not "
                        "supported";
  }
  return pads;
}

/// The numbers of `input` as integers of type `element`: reals are truncated,
/// what does not fit is an error.
std::vector<int64_t> castToIntegers(Node &node, const HostTensor &input,
                                    Element element) {
  bool toBool = element == Element::Bool;
  auto refuse = [&](auto number) {
    if (!node.failed())
      node.error() << "value " << number << " does not fit into "
                   << elementName(element);
  };
  std::vector<int64_t> integers = input.integers;
  for (float real : input.reals) {
    // 2^63 is the first float beyond int64.
    bool fits = std::abs(real) < 0x1p63f;
    if (!fits)
      refuse(real);
    integers.push_back(toBool ? real != 0 : fits ? real : 0);
  }
  IntegerRange range = integerRange(element);
  for (int64_t &number : integers) {
    if (toBool)
      number = number != 0;
    if (number < range.min || number > range.max)
      refuse(number);
  }
  return integers;
}

} // namespace

LogicalResult importPad(Node &node) {
  std::string mode = node.stringAttribute("mode", "constant");
  float value = 0;
  if (node.opset() < 11)
    value = node.realAttribute("value", 0);
  else if (node.hasInput(2))
    value = node.scalar(2, "constant_value");
  Pads pads = readPads(node);
  Value input = node.value(0);
  if (node.failed())
    return failure();
  if (mode != "constant")
    return node.error() << "attribute 'mode' is '" << mode
                        << "'; accepted is 'constant'";
  return node.result(
      node.create<PadOp>(input, pads.low, pads.high, llvm::APFloat(value)));
}

LogicalResult importTranspose(Node &node) {
  Shape reversed(llvm::reverse(llvm::seq<int64_t>(0, node.rank(0))));
  Shape permutation = node.integersAttribute("perm", reversed);
  if (node.failed())
    return failure();
  Shape sorted = permutation;
  llvm::sort(sorted);
  if (!llvm::equal(sorted, llvm::seq<int64_t>(0, node.rank(0))))
    return node.error() << "attribute 'perm' does not permute the dimensions "
                           "of "
                        << formatShape(node.shape(0));
  if (const HostTensor *constant = node.constant(0))
    return node.result(constant->transposed(permutation));
  return node.result(
      node.create<TransposeOp>(node.floatOrQuantized(0), permutation));
}

LogicalResult importConcat(Node &node) {
  int64_t axis = node.normalizeAxis(node.requireInteger("axis"), node.rank(0));
  llvm::SmallVector<Value> inputs;
  for (unsigned i = 0; i < node.numInputs(); ++i)
    inputs.push_back(node.floatOrQuantized(i));
  if (node.failed())
    return failure();
  auto elementType = [](Value value) {
    return cast<RankedTensorType>(value.getType()).getElementType();
  };
  for (Value input : inputs)
    if (elementType(input) != elementType(inputs.front()))
      return node.error() << "joins tensors of different types, "
                          << elementType(inputs.front()) << " and "
                          << elementType(input);
  return node.result(node.create<ConcatOp>(inputs, axis));
}

LogicalResult importIdentity(Node &node) { return node.forward(0); }

// In inference the numbers pass; the mask output has no users then.
LogicalResult importDropout(Node &node) {
  for (llvm::StringRef name : {"ratio", "seed", "is_test"})
    node.ignoreAttribute(name);
  const HostTensor *training =
      node.hasInput(2) ? node.requireConstant(2, "training_mode") : nullptr;
  if (training && (training->size() != 1 || training->isReal() ||
                   training->integers.front() != 0))
    return node.error() << "is in training mode; export the model for "
                           "inference";
  return node.forward(0);
}

LogicalResult importCast(Node &node) {
  int64_t type = node.requireInteger("to");
  node.ignoreAttribute("saturate"); // about float8 only
  if (node.failed())
    return failure();
  std::optional<Element> element = elementOf(type);
  const HostTensor *constant = node.constant(0);
  if (!element || (!constant && *element != Element::F32))
    return node.error() << "attribute 'to' is " << dataTypeName(type)
                        << (constant ? "; accepted are float, bool and integer "
                                       "types"
                                     : "; accepted are float types, because "
                                       "the input is computed at run time");
  if (!constant)
    return node.value(0) ? node.forward(0) : failure();
  if (*element == Element::F32)
    return constant->isReal() ? node.forward(0)
                              : node.result(constant->withReals());
  std::vector<int64_t> integers = castToIntegers(
      node, constant->isReal() ? constant->withReals() : *constant, *element);
  if (node.failed())
    return failure();
  return node.result(
      HostTensor::ofIntegers(constant->shape, std::move(integers), *element));
}

// A product with ones; sums and products that follow drop it again.
LogicalResult importExpand(Node &node) {
  llvm::ArrayRef<int64_t> target = node.integers(1, "shape");
  if (node.failed())
    return failure();
  auto shape = broadcastShapes(node.shape(0), target);
  if (!shape || !countElements(*shape))
    return node.error() << "cannot expand [" << formatShape(node.shape(0))
                        << "] to [" << formatShape(target) << "]";
  if (node.shape(0) == llvm::ArrayRef(*shape))
    return node.forward(0);
  if (const HostTensor *constant = node.constant(0))
    return node.checkSize(*shape) ? node.result(constant->broadcast(*shape))
                                  : failure();
  return node.result(
      node.create<MulOp>(node.value(0), node.splat(*shape, 1), ClampAttr()));
}

} // namespace ecg
