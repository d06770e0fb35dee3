// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators that move, copy, join or forward numbers.

#include "../TensorProto.h"
#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {

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
  return node.result(node.create<TransposeOp>(node.any(0), permutation));
}

LogicalResult importConcat(Node &node) {
  int64_t axis = node.normalizeAxis(node.requireInteger("axis"), node.rank(0));
  llvm::SmallVector<Value> inputs;
  Type element = node.commonElementType();
  bool isReal = element.isF32() || isa<quant::QuantizedType>(element);
  for (unsigned i = 0; i < node.numInputs(); ++i)
    inputs.push_back(isReal ? node.floatOrQuantized(i) : node.any(i, element));
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

} // namespace ecg
