// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Scales and zero points (docs/numerics.md `@q_affine`). All arithmetic in
// double, on the host, once.

#include "ecg/Compress/Scales.h"
#include "ecg/Compress/Clusters.h"
#include <algorithm>
#include <cassert>
#include <cfloat>
#include <cmath>
#include <limits>

using llvm::ArrayRef;

namespace ecg {

namespace {

constexpr int64_t kWeightMax = 127;
/// Resolution of the bias of a channel whose weights are all zero.
constexpr double kBiasSteps = 1 << 20;

/// Halves to even whatever the rounding mode of the process.
double roundHalfToEven(double x) {
  double floor = std::floor(x), fraction = x - floor;
  if (fraction != 0.5)
    return fraction < 0.5 ? floor : floor + 1;
  return std::fmod(floor, 2) == 0 ? floor : floor + 1;
}

double largestMagnitude(ArrayRef<float> values) {
  double largest = 0;
  for (float value : values)
    largest = std::max(largest, std::fabs(static_cast<double>(value)));
  return largest;
}

double roundToFloat(double x) { return static_cast<float>(x); }

/// What the int32 accumulator leaves to the bias after `rowSize` products of
/// full-scale weights and inputs. Rows so long that nothing is left are
/// refused by the lowering; here they only must not divide by zero. Wider
/// accumulators leave it all of int32.
double biasLimit(int64_t rowSize, unsigned activationBits) {
  const int64_t kLargestProduct = activationBits == 8 ? kWeightMax * 255 : 0;
  int64_t left = std::numeric_limits<int32_t>::max() -
                 std::min<int64_t>(rowSize, INT32_MAX) * kLargestProduct;
  // A millionth less, for the rounding of the scale.
  return static_cast<double>(std::max<int64_t>(left, 1 << 24)) * (1 - 1e-6);
}

} // namespace

AffineParams chooseAffineParams(Range range, unsigned bits) {
  double low = -std::ldexp(1.0, bits - 1), high = -low - 1;
  double min = std::min(0.0f, range.min), max = std::max(0.0f, range.max);
  if (min == max)
    return {};
  // Below the smallest normal float a device would divide by zero.
  double scale =
      roundToFloat(std::max((max - min) / (high - low), 2.0 * FLT_MIN));
  double zeroPoint = roundHalfToEven(low - min / scale);
  return {scale,
          static_cast<int32_t>(std::min(high, std::max(low, zeroPoint)))};
}

/// One of 16 bits is room for values that calibration did not meet.
constexpr double kInt16Room = 2;

AffineParams chooseActivationParams(Range range, unsigned bits) {
  if (bits == 8)
    return chooseAffineParams(range);
  double largest = std::max(std::fabs(range.min), std::fabs(range.max));
  if (largest == 0)
    return {};
  return {
      roundToFloat(std::max(kInt16Room * largest / INT16_MAX, 2.0 * FLT_MIN)),
      0};
}

Range representableRange(AffineParams params) {
  return {static_cast<float>(params.scale * (-128 - params.zeroPoint)),
          static_cast<float>(params.scale * (127 - params.zeroPoint))};
}

std::vector<double> chooseWeightScales(ArrayRef<float> weights,
                                       int64_t channels, ArrayRef<float> bias,
                                       double inputScale,
                                       unsigned activationBits) {
  assert(channels > 0 && weights.size() % channels == 0);
  size_t rowSize = weights.size() / channels;
  double limit = biasLimit(static_cast<int64_t>(rowSize), activationBits);
  std::vector<double> scales(channels, 0.0);
  for (int64_t c = 0; c < channels; ++c) {
    double magnitude = largestMagnitude(weights.slice(c * rowSize, rowSize));
    double offset =
        bias.empty() ? 0 : std::fabs(static_cast<double>(bias[c])) / inputScale;
    double forBias = offset / (magnitude == 0 ? kBiasSteps : limit);
    scales[c] = roundToFloat(std::max(magnitude / kWeightMax, forBias));
  }
  // A channel that is always zero can have any scale; an ordinary one keeps
  // its multiplier ordinary.
  double largest = *std::max_element(scales.begin(), scales.end());
  for (double &scale : scales)
    if (scale < FLT_MIN)
      scale = largest < FLT_MIN ? 1.0 : largest;
  if (isClustered(weights))
    scales.assign(channels, *std::max_element(scales.begin(), scales.end()));
  return scales;
}

int64_t quantizeValue(double value, AffineParams params, int64_t low,
                      int64_t high) {
  double q = std::isnan(value)
                 ? params.zeroPoint
                 : roundHalfToEven(value / params.scale) + params.zeroPoint;
  return static_cast<int64_t>(std::min(static_cast<double>(high),
                                       std::max(static_cast<double>(low), q)));
}

std::vector<int8_t> quantizeRows(ArrayRef<float> values,
                                 ArrayRef<double> scales) {
  assert(values.size() % scales.size() == 0);
  size_t rowSize = values.size() / scales.size();
  std::vector<int8_t> result(values.size());
  for (size_t i = 0; i < values.size(); ++i)
    result[i] = static_cast<int8_t>(quantizeValue(
        values[i], {scales[i / rowSize], 0}, -kWeightMax, kWeightMax));
  return result;
}

std::vector<int32_t> quantizeBias(ArrayRef<float> bias, ArrayRef<double> scales,
                                  double inputScale) {
  assert(bias.size() == scales.size());
  std::vector<int32_t> result(bias.size());
  for (size_t c = 0; c < bias.size(); ++c)
    result[c] = static_cast<int32_t>(quantizeValue(
        bias[c], {inputScale * scales[c], 0}, INT32_MIN, INT32_MAX));
  return result;
}

} // namespace ecg
