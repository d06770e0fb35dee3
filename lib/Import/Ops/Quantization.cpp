// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading scales and zero points, and conversions between float and integers.

#include "Quantization.h"
#include "IntegerArithmetic.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/IR/Shapes.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

/// Element type of a quantized tensor: that of its zero point, uint8 without.
Element quantizedElement(Node &node, unsigned zeroPointIndex) {
  const HostTensor *zeroPoint = node.constant(zeroPointIndex);
  return zeroPoint ? zeroPoint->element : Element::U8;
}

/// The type of an activation quantized by the scale at `scaleIndex`.
quant::QuantizedType activationTypeAt(Node &node, unsigned scaleIndex,
                                      MLIRContext *context) {
  Quantization quantization =
      readQuantization(node, scaleIndex, /*shape=*/{}, /*axis=*/0);
  Element element = quantizedElement(node, scaleIndex + 1);
  if (!node.failed() && element != Element::I8 && element != Element::U8)
    node.error() << "zero point (input " << scaleIndex + 1 << ") is "
                 << elementName(element) << "; accepted are int8 and uint8";
  if (node.failed())
    return {};
  int64_t shift = element == Element::U8 ? 128 : 0;
  return getActivationType(context, quantization.scales.front(),
                           quantization.zeroPoints.front() - shift);
}

/// The zero points that belong to `scales`; all 0 without an input for them.
llvm::SmallVector<int64_t> readZeroPoints(Node &node, unsigned index,
                                          size_t count) {
  if (!node.hasInput(index))
    return llvm::SmallVector<int64_t>(count, 0);
  llvm::SmallVector<int64_t> zeroPoints(node.integers(index, "zero point"));
  if (!node.failed() && zeroPoints.size() != count)
    node.error() << "has " << count << " scales but " << zeroPoints.size()
                 << " zero points";
  return zeroPoints;
}

} // namespace

Quantization readQuantization(Node &node, unsigned scaleIndex,
                              llvm::ArrayRef<int64_t> shape, int64_t axis) {
  Quantization result;
  const HostTensor *scale = node.requireConstant(scaleIndex, "scale");
  if (!scale)
    return result;
  for (auto [channel, real] : llvm::enumerate(scale->toReals())) {
    if (!(std::isfinite(real) && real > 0)) {
      node.error() << "scale (input " << scaleIndex << ") is " << real
                   << " at index " << channel << ", expected positive numbers";
      return result;
    }
    result.scales.push_back(real);
  }
  result.zeroPoints =
      readZeroPoints(node, scaleIndex + 1, result.scales.size());
  if (node.failed() || result.isPerTensor())
    return result;
  if (scale->shape.size() != 1 || shape.empty()) {
    node.error() << "scale (input " << scaleIndex << ") has shape ["
                 << formatShape(scale->shape)
                 << "]; accepted is one number for activations, and one an "
                    "index of one axis for constants";
    return result;
  }
  result.axis = node.normalizeAxis(axis, shape.size());
  if (!node.failed() &&
      shape[result.axis] != static_cast<int64_t>(result.scales.size()))
    node.error() << "has " << result.scales.size() << " scales for "
                 << shape[result.axis] << " indices of axis " << result.axis;
  return result;
}

bool checkQuantizedElement(Node &node, Element element) {
  switch (element) {
  case Element::I8:
  case Element::U8:
  case Element::I16:
  case Element::U16:
  case Element::I32:
    return true;
  default:
    node.error() << "quantized tensor is " << elementName(element)
                 << "; accepted are int8, uint8, int16, uint16 and int32";
    return false;
  }
}

std::optional<HostTensor> quantizedConstant(Node &node, unsigned index,
                                            int64_t axis) {
  const HostTensor *stored = node.requireConstant(index, "quantized tensor");
  if (!stored)
    return std::nullopt;
  if (!checkQuantizedElement(node, stored->quantization ? Element::F32
                                                        : stored->element))
    return std::nullopt;
  HostTensor result = *stored;
  result.quantization = readQuantization(node, index + 1, stored->shape, axis);
  if (node.failed())
    return std::nullopt;
  const HostTensor *zeroPoint = node.constant(index + 2);
  if (zeroPoint && zeroPoint->element != stored->element) {
    node.error() << "tensor is " << elementName(stored->element)
                 << " but its zero point is "
                 << elementName(zeroPoint->element);
    return std::nullopt;
  }
  return result;
}

Value dequantizeInput(Node &node, unsigned index) {
  if (node.constant(index)) {
    std::optional<HostTensor> tensor = quantizedConstant(node, index, 0);
    return tensor ? node.materialize(*tensor) : Value();
  }
  Value input = node.floatOrQuantized(index);
  if (!input)
    return {};
  Type expected = activationTypeAt(node, index + 1, input.getContext());
  if (node.failed())
    return {};
  // Integers from outside: the same numbers under the quantized type.
  if (isPlainInteger(node, index))
    input = node.createAs<QuantizeOp>(
        cast<RankedTensorType>(input.getType()).clone(expected),
        dequantizePlain(node, index, /*axis=*/0));
  auto type = cast<RankedTensorType>(input.getType());
  if (type.getElementType() != expected) {
    node.error() << "input " << index << " has type " << type.getElementType()
                 << " but is read as " << expected
                 << "; scale and zero point must be those it was quantized "
                    "with";
    return {};
  }
  return node.createAs<DequantizeOp>(
      type.clone(Float32Type::get(input.getContext())), input);
}

Value quantizeResult(Node &node, Value value, unsigned scaleIndex) {
  if (node.failed())
    return {};
  auto type = cast<RankedTensorType>(value.getType());
  Type element = activationTypeAt(node, scaleIndex, value.getContext());
  if (node.failed())
    return {};
  return node.createAs<QuantizeOp>(type.clone(element), value);
}

HostTensor quantizedBias(Node &node, unsigned index, unsigned scaleIndex,
                         const HostTensor &weight) {
  const HostTensor *stored = node.requireConstant(index, "bias");
  Quantization input = readQuantization(node, scaleIndex, {}, 0);
  if (node.failed())
    return {};
  if (stored->element != Element::I32) {
    node.error() << "bias (input " << index << ") is "
                 << elementName(stored->element) << ", expected int32";
    return {};
  }
  HostTensor bias = *stored;
  bias.quantization.emplace();
  for (float scale : weight.quantization->scales) {
    bias.quantization->scales.push_back(input.scales.front() * scale);
    bias.quantization->zeroPoints.push_back(0);
  }
  if (!bias.quantization->isPerTensor() &&
      bias.shape != Shape{weight.shape.front()})
    node.error() << "bias has shape [" << formatShape(bias.shape)
                 << "], expected " << weight.shape.front();
  return bias;
}

} // namespace ecg
