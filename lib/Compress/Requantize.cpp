// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fixed-point multipliers and tables (docs/numerics.md). All arithmetic in
// double, on the host, once.

#include "ecg/Compress/Requantize.h"
#include <algorithm>
#include <cmath>

using llvm::ArrayRef;

namespace ecg {

namespace {

constexpr int32_t maxShift = 62;

/// value * 2^shift, rounded half to even.
int64_t scaleByPowerOfTwo(double value, int shift) {
  return quantizeValue(std::ldexp(value, shift), AffineParams(), INT64_MIN / 2,
                       INT64_MAX / 2);
}

/// The largest shift in [1, maxShift] that keeps |value| * 2^shift, rounded,
/// within `limit`; nothing when even 1 is too much.
std::optional<int32_t> largestShift(double value, double limit,
                                    int32_t maxShift) {
  for (int32_t shift = maxShift; shift >= 1; --shift)
    if (std::ldexp(std::fabs(value), shift) <= limit)
      return shift;
  return std::nullopt;
}

double largestMagnitude(ArrayRef<double> values) {
  double largest = 0;
  for (double value : values)
    largest = std::max(largest, std::fabs(value));
  return largest;
}

bool areFinite(ArrayRef<double> values) {
  return std::all_of(values.begin(), values.end(),
                     [](double value) { return std::isfinite(value); });
}

} // namespace

std::optional<Multiplier> makeMultiplier(double ratio, unsigned bits) {
  if (!(ratio >= 0) || !std::isfinite(ratio))
    return std::nullopt;
  int exponent;
  double fraction = std::frexp(ratio, &exponent);
  int64_t mult = scaleByPowerOfTwo(fraction, bits);
  if (mult == int64_t(1) << bits) {
    mult /= 2;
    ++exponent;
  }
  int32_t shift = static_cast<int32_t>(bits) - exponent;
  if (shift > maxShift || mult == 0)
    return Multiplier{0, 31};
  if (shift < 1)
    return std::nullopt;
  return Multiplier{static_cast<int32_t>(mult), shift};
}

std::optional<AddMultipliers> makeAddMultipliers(double aRatio, double bRatio,
                                                 unsigned bits) {
  const double limit = std::ldexp(1.0, bits);
  if (!areFinite({aRatio, bRatio}))
    return std::nullopt;
  std::optional<int32_t> shift =
      largestShift(largestMagnitude({aRatio, bRatio}), limit, bits + 1);
  if (!shift)
    return std::nullopt;
  return AddMultipliers{static_cast<int32_t>(scaleByPowerOfTwo(aRatio, *shift)),
                        static_cast<int32_t>(scaleByPowerOfTwo(bRatio, *shift)),
                        *shift};
}

std::optional<ScaleShiftTables> makeScaleShiftTables(ArrayRef<double> ratios,
                                                     ArrayRef<double> offsets) {
  constexpr double limit = 1 << 30;
  if (!areFinite(ratios) || !areFinite(offsets))
    return std::nullopt;
  // An offset beyond 2^29 units saturates whatever it is added to.
  double largestOffset = std::min(largestMagnitude(offsets), limit / 2);
  std::optional<int32_t> shift = largestShift(
      std::max(largestMagnitude(ratios), largestOffset), limit, 30);
  if (!shift)
    return std::nullopt;
  ScaleShiftTables tables;
  tables.shift = *shift;
  for (double ratio : ratios)
    tables.mult.push_back(
        static_cast<int32_t>(scaleByPowerOfTwo(ratio, *shift)));
  for (double offset : offsets)
    tables.offset.push_back(static_cast<int32_t>(scaleByPowerOfTwo(
        std::clamp(offset, -largestOffset, largestOffset), *shift)));
  return tables;
}

std::optional<MeanTable> makeMeanTable(double ratio, int64_t counts) {
  std::optional<Multiplier> whole = makeMultiplier(ratio);
  if (!whole)
    return std::nullopt;
  MeanTable table;
  table.shift = whole->shift;
  for (int64_t n = 1; n <= counts; ++n)
    table.mult.push_back(static_cast<int32_t>(std::min<int64_t>(
        scaleByPowerOfTwo(ratio / static_cast<double>(n), whole->shift),
        INT32_MAX)));
  return table;
}

std::optional<MeanTable> makeMeanOf(double ratio, int64_t count) {
  std::optional<Multiplier> mean =
      makeMultiplier(ratio / static_cast<double>(count));
  if (!mean)
    return std::nullopt;
  return MeanTable{{mean->mult}, mean->shift};
}

std::array<uint32_t, 256> makeExpTable(double scale) {
  std::array<uint32_t, 256> table;
  for (size_t d = 0; d < table.size(); ++d)
    table[d] = static_cast<uint32_t>(
        scaleByPowerOfTwo(std::exp(-static_cast<double>(d) * scale), 16));
  return table;
}

std::array<int8_t, 256>
makeLookupTable(const QuantizedRange &input, const QuantizedRange &output,
                llvm::function_ref<double(double)> function) {
  std::array<int8_t, 256> table;
  for (int32_t q = -128; q <= 127; ++q)
    table[q + 128] =
        static_cast<int8_t>(output.quantize(function(input.dequantize(q))));
  return table;
}

std::array<int16_t, 513>
makeKnotTable(const QuantizedRange &input, const QuantizedRange &output,
              llvm::function_ref<double(double)> function) {
  std::array<int16_t, 513> table;
  for (int32_t knot = 0; knot < 513; ++knot)
    table[knot] = static_cast<int16_t>(
        output.quantize(function(input.dequantize(128 * knot - 32768))));
  return table;
}

} // namespace ecg
