// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nodes of constants: their layers are run by the host executor, so that no
// operator needs a second meaning for shape arithmetic.

#include "Importer.h"
#include "Types.h"
#include "ecg/Exec/EvaluateConstants.h"
#include "ecg/IR/Elements.h"
#include "llvm/Support/MathExtras.h"
#include <cstring>

using namespace mlir;

namespace ecg {

/// A tensor known at import from its elements in memory.
static HostTensor hostTensorOf(RankedTensorType type, ArrayRef<char> bytes) {
  const ElementInfo &info = *findElement(type.getElementType());
  Shape shape(type.getShape());
  size_t count = type.getNumElements();
  Element element = elementOf(type.getElementType());
  if (element == Element::F32) {
    std::vector<float> reals(count);
    info.toFloat(bytes.data(), count, reals.data());
    return HostTensor::ofReals(shape, std::move(reals));
  }
  std::vector<int64_t> integers(count, 0);
  bool isSigned = integerRange(element).min < 0;
  for (size_t i = 0; i < count; ++i) { // little endian
    std::memcpy(&integers[i], &bytes[i * info.bytes], info.bytes);
    if (isSigned)
      integers[i] = llvm::SignExtend64(integers[i], 8 * info.bytes);
  }
  return HostTensor::ofIntegers(shape, std::move(integers), element);
}

LogicalResult Importer::foldLayers(Node &node, Operation *before) {
  ConstantEvaluator values;
  auto hasRoom = [&](Type type) {
    return cast<RankedTensorType>(type).getNumElements() <= foldingRoom;
  };
  Block &body = function.front();
  auto first = before ? std::next(before->getIterator()) : body.begin();
  for (Operation &layer : llvm::make_range(first, body.end())) {
    if (isa<ConstantOp>(layer))
      continue;
    if (!values.canEvaluate(&layer) ||
        !llvm::all_of(layer.getResultTypes(), hasRoom))
      return success();
    if (failed(values.evaluate(&layer)))
      return failure();
  }
  for (auto [i, output] : llvm::enumerate(llvm::to_vector(node.outputs())))
    if (output.value)
      if (auto bytes = values.bytesOf(output.value); !bytes.empty())
        node.setOutput(
            i, hostTensorOf(cast<RankedTensorType>(output.value.getType()),
                            bytes));
  return success();
}

} // namespace ecg
