// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights, bias and requantizing tables of quantized layers.

#include "Weighted.h"
#include "ecg/Compress/ChannelTables.h"
#include <cmath>
#include <limits>

using namespace mlir;

namespace ecg {

namespace {

/// Scale of every output channel of a weight or bias; a diagnostic for what the
/// kernels cannot multiply with.
FailureOr<std::vector<double>> readScales(Operation *layer, Value value,
                                          StringRef what, unsigned width,
                                          int64_t channels) {
  Type element = cast<RankedTensorType>(value.getType()).getElementType();
  auto refuse = [&]() -> FailureOr<std::vector<double>> {
    return layer->emitOpError()
           << what << " of type " << element << " has no kernel; signed i"
           << width << " with zero point 0, one scale or one an output channel "
           << "(dimension 0), has";
  };
  auto type = dyn_cast<quant::QuantizedType>(element);
  if (!type || !type.isSigned() || type.getStorageTypeIntegralWidth() != width)
    return refuse();
  if (auto uniform = dyn_cast<quant::UniformQuantizedType>(type)) {
    if (uniform.getZeroPoint() != 0)
      return refuse();
    return std::vector<double>(channels, uniform.getScale());
  }
  auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type);
  if (!perAxis || perAxis.getQuantizedDimension() != 0 ||
      static_cast<int64_t>(perAxis.getScales().size()) != channels ||
      llvm::any_of(perAxis.getZeroPoints(), [](int64_t z) { return z != 0; }))
    return refuse();
  return std::vector<double>(perAxis.getScales().begin(),
                             perAxis.getScales().end());
}

/// Bias in units of the accumulator. A file may give its scale rounded or
/// another scale altogether; within the rounding of a float it is the same.
FailureOr<std::vector<int32_t>> readBias(Operation *layer, Value bias,
                                         ArrayRef<double> accumulatorScales) {
  if (!bias)
    return std::vector<int32_t>(accumulatorScales.size(), 0);
  auto scales = readScales(layer, bias, "bias", 32,
                           static_cast<int64_t>(accumulatorScales.size()));
  if (failed(scales))
    return failure();
  auto data = ConstantData<int32_t>::get(bias);
  if (!data)
    return layer->emitOpError("needs a bias that is a constant");
  std::vector<int32_t> result(data->values().begin(), data->values().end());
  for (size_t c = 0; c < result.size(); ++c) {
    double ratio = (*scales)[c] / accumulatorScales[c];
    if (std::fabs(ratio - 1) > 1e-5)
      result[c] = static_cast<int32_t>(quantizeValue(
          result[c] * ratio, AffineParams(), INT32_MIN, INT32_MAX));
  }
  return result;
}

/// No accumulator, nor any part of its sum, leaves int32, or with int16
/// activations what @requant_wide takes.
LogicalResult proveAccumulators(Operation *layer, const QuantizedWeights &data,
                                const QuantizedRange &input) {
  size_t channels = data.bias.size(), row = data.weights.size() / channels;
  int64_t largestInput =
      std::max(std::abs(llvm::minIntN(input.bits) - input.params.zeroPoint),
               std::abs(llvm::maxIntN(input.bits) - input.params.zeroPoint));
  int64_t limit =
      input.bits == 8 ? std::numeric_limits<int32_t>::max() : int64_t(1) << 38;
  for (size_t c = 0; c < channels; ++c) {
    int64_t sum = std::abs(int64_t(data.bias[c]));
    for (int8_t weight : ArrayRef(data.weights).slice(c * row, row))
      sum += std::abs(weight) * largestInput;
    if (sum > limit)
      return layer->emitOpError()
             << "may overflow the " << (input.bits == 8 ? 32 : 39)
             << "-bit accumulator of output channel " << c
             << ": the sum can reach " << sum;
  }
  return success();
}

/// One multiplier a channel; those of `@multiplier_rows` where the scales of
/// the weights have a factor in common.
LogicalResult addMultipliers(Operation *layer, QuantizedWeights &data,
                             ArrayRef<double> scales,
                             const QuantizedRange &input, double outputScale) {
  const double inputScale = input.params.scale;
  const unsigned bits = input.bits == 8 ? 31 : wideMultiplierBits;
  std::optional<RowFactors> factors =
      input.bits == 8 ? findRowFactors(scales) : std::nullopt;
  if (factors)
    if (auto rows = makeRowMultipliers(inputScale * factors->unit / outputScale,
                                       factors->alphas)) {
      data.multipliers = std::move(*rows);
      return success();
    }
  for (auto [c, scale] : llvm::enumerate(scales)) {
    double ratio = inputScale * scale / outputScale;
    std::optional<Multiplier> multiplier = makeMultiplier(ratio, bits);
    if (!multiplier)
      return layer->emitOpError()
             << "cannot requantize output channel " << c << ": the ratio "
             << ratio << " of accumulator and result scale is not in [0, 2^"
             << bits - 1 << ")";
    data.multipliers.push_back(*multiplier);
  }
  return success();
}

} // namespace

FailureOr<FloatWeights> readFloatWeights(Operation *layer, Value weight,
                                         Value bias) {
  auto weights = ConstantData<float>::get(weight);
  if (!weights)
    return layer->emitOpError("needs weights that are a constant");
  FloatWeights data{*weights, {}};
  if (!bias) {
    data.bias.resize(shapeOf(weight)[0]);
    return data;
  }
  auto values = ConstantData<float>::get(bias);
  if (!values)
    return layer->emitOpError("needs a bias that is a constant");
  data.bias.assign(values->values().begin(), values->values().end());
  return data;
}

FailureOr<QuantizedWeights> readQuantizedWeights(Operation *layer, Value weight,
                                                 Value bias,
                                                 const QuantizedRange &input,
                                                 const QuantizedRange &output) {
  auto scales = readScales(layer, weight, "weight", 8, shapeOf(weight)[0]);
  if (failed(scales))
    return failure();
  auto weights = ConstantData<int8_t>::get(weight);
  if (!weights)
    return layer->emitOpError("needs weights that are a constant");
  if (llvm::is_contained(weights->values(), -128))
    return layer->emitOpError("has a weight of -128; kernels take -127 to 127");

  std::vector<double> accumulatorScales;
  for (double scale : *scales)
    accumulatorScales.push_back(input.params.scale * scale);
  auto biases = readBias(layer, bias, accumulatorScales);
  if (failed(biases))
    return failure();
  QuantizedWeights data;
  data.weights.assign(weights->values().begin(), weights->values().end());
  data.bias = std::move(*biases);
  if (failed(proveAccumulators(layer, data, input)) ||
      failed(addMultipliers(layer, data, *scales, input, output.params.scale)))
    return failure();
  return data;
}

} // namespace ecg
