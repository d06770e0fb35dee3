// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// QuantizeLinear and DequantizeLinear. On constants the integers are kept: a
// dequantized weight becomes a quantized `ecg.constant` and `ecg.dequantize`.

#include "IntegerArithmetic.h"
#include "Ops.h"
#include "Quantization.h"
#include <cmath>

using namespace mlir;

namespace ecg {

/// Attributes of later opsets that may only have their neutral value.
static void checkBlocks(Node &node) {
  node.ignoreAttribute("saturate"); // about float8 only
  if (int64_t size = node.integerAttribute("block_size", 0))
    node.error() << "attribute 'block_size' is " << size
                 << "; accepted is 0, scales a tensor or a channel";
}

LogicalResult importQuantizeLinear(Node &node) {
  int64_t axis = node.integerAttribute("axis", 1);
  node.ignoreAttribute("output_dtype"); // says the same as the zero point
  checkBlocks(node);
  Value input = node.value(0);
  if (node.failed())
    return failure();
  bool isTensorWise =
      areConstant(node, {1, 2}) && node.constant(1)->size() == 1;
  return node.result(isTensorWise ? quantizeResult(node, input, 1)
                                  : quantizePlain(node, input, 1, axis));
}

// docs/numerics.md @quantize_f32
LogicalResult foldQuantizeLinear(Node &node) {
  int64_t axis = node.integerAttribute("axis", 1);
  node.ignoreAttribute("output_dtype");
  checkBlocks(node);
  const HostTensor *input = node.constant(0), *zeroPoint = node.constant(2);
  Quantization quantization = readQuantization(node, 1, input->shape, axis);
  if (!node.failed() && !input->isReal())
    node.error() << "input is " << elementName(input->element)
                 << ", expected float";
  if (node.failed())
    return failure();
  Element element = zeroPoint ? zeroPoint->element : Element::U8;
  if (!checkQuantizedElement(node, element))
    return failure();
  IntegerRange range = integerRange(element);
  int64_t inner = quantization.isPerTensor()
                      ? 0
                      : stridesOf(input->shape)[quantization.axis];
  std::vector<int64_t> integers;
  for (auto [i, real] : llvm::enumerate(input->toReals())) {
    int64_t channel = inner ? i / inner % input->shape[quantization.axis] : 0;
    double q = std::nearbyint(real / quantization.scales[channel]) +
               quantization.zeroPoints[channel];
    integers.push_back(std::clamp<double>(q, range.min, range.max));
  }
  return node.result(
      HostTensor::ofIntegers(input->shape, std::move(integers), element));
}

LogicalResult importDequantizeLinear(Node &node) {
  int64_t axis = node.integerAttribute("axis", 1);
  checkBlocks(node);
  if (!areConstant(node, {1, 2}) ||
      (!node.constant(0) && node.constant(1)->size() != 1))
    return node.result(dequantizePlain(node, 0, axis));
  if (!node.constant(0))
    return node.result(dequantizeInput(node, 0));
  std::optional<HostTensor> tensor = quantizedConstant(node, 0, axis);
  if (!tensor)
    return failure();
  return node.result(std::move(*tensor));
}

} // namespace ecg
