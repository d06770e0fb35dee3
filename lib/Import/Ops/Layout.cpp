// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators that move, copy, join or forward numbers.

#include "../TensorProto.h"
#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {} // namespace

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

} // namespace ecg
