// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounding, finding and storing what the channels of a layer have in common
// (docs/numerics.md `@multiplier_rows`, `@packed_bias`, `@packed_scale`).

#include "ecg/Compress/ChannelTables.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <cassert>
#include <cmath>
#include <numeric>

using llvm::ArrayRef;
using llvm::MutableArrayRef;

namespace ecg {

namespace {

constexpr int64_t kLargestAlpha = 255;
/// First byte of a table of biases: the exponent, or one of these.
constexpr uint8_t kWideBias = 32, kNoBias = 33;
/// First byte of a table of multipliers.
enum ScaleForm : uint8_t { EachRow = 0, OneForAll = 1, Factors = 2 };

bool operator==(const Multiplier &a, const Multiplier &b) {
  return a.mult == b.mult && a.shift == b.shift;
}

void append(std::vector<uint8_t> &to, int64_t value, int bytes) {
  for (; bytes > 0; --bytes, value >>= 8)
    to.push_back(static_cast<uint8_t>(value));
}

int32_t readInt(ArrayRef<uint8_t> from, int bytes) {
  uint32_t value = 0;
  for (int b = 0; b < bytes; ++b)
    value |= uint32_t(from[b]) << 8 * b;
  return llvm::SignExtend32(value, 8 * bytes);
}

/// value / 2^exponent, so that the product is an int32 again.
int64_t divideBias(int32_t value, int exponent) {
  return quantizeValue(value, {std::ldexp(1.0, exponent), 0},
                       INT32_MIN >> exponent, INT32_MAX >> exponent);
}

/// product / 2^shift in the form of `@requant`; product in [0, 2^31).
Multiplier normalize(uint64_t product, int32_t shift) {
  if (product == 0)
    return {0, 31};
  for (; product < uint64_t(1) << 30; product <<= 1)
    ++shift;
  return {static_cast<int32_t>(product), shift};
}

bool isInRange(const Multiplier &m) { return m.shift >= 1 && m.shift <= 62; }

/// What all multipliers have in common.
struct CommonFactor {
  uint32_t mult;
  int32_t shift;
  std::vector<uint8_t> alphas;
};

/// Finds m, s and alphas so that each multiplier is exactly alpha * m / 2^s.
std::optional<CommonFactor> findFactor(ArrayRef<Multiplier> multipliers) {
  int32_t shift = 0;
  for (const Multiplier &m : multipliers)
    shift = std::max(shift, m.shift);
  uint64_t common = 0;
  std::vector<uint64_t> values;
  for (const Multiplier &m : multipliers) {
    if (shift - m.shift > 32 && m.mult != 0)
      return std::nullopt;
    values.push_back(m.mult ? uint64_t(m.mult) << (shift - m.shift) : 0);
    common = std::gcd(common, values.back());
  }
  if (common == 0)
    return std::nullopt;
  int zeros = llvm::countr_zero(common);
  CommonFactor factor{0, shift - zeros, {}};
  if (common >> zeros > INT32_MAX || !llvm::isInt<8>(factor.shift))
    return std::nullopt;
  factor.mult = static_cast<uint32_t>(common >> zeros);
  for (auto [value, m] : llvm::zip_equal(values, multipliers)) {
    uint64_t alpha = value / common;
    if (alpha > kLargestAlpha || alpha * factor.mult > INT32_MAX ||
        !(normalize(alpha * factor.mult, factor.shift) == m))
      return std::nullopt;
    factor.alphas.push_back(static_cast<uint8_t>(alpha));
  }
  return factor;
}

} // namespace

//===----------------------------------------------------------------------===//
// Before weights are rounded
//===----------------------------------------------------------------------===//

double roundUnit(double unit) {
  int exponent;
  double fraction = std::frexp(unit, &exponent);
  return std::ldexp(std::nearbyint(std::ldexp(fraction, 16)), exponent - 16);
}

void roundBias(MutableArrayRef<int32_t> bias) {
  auto fits = [&](int exponent) {
    return llvm::all_of(bias, [&](int32_t b) {
      return llvm::isInt<16>(divideBias(b, exponent));
    });
  };
  int exponent = 0;
  while (!fits(exponent))
    ++exponent;
  for (int32_t &b : bias)
    b = static_cast<int32_t>(divideBias(b, exponent) *
                             (int64_t(1) << exponent));
}

std::optional<RowFactors> findRowFactors(ArrayRef<double> scales) {
  if (scales.empty() || llvm::all_equal(scales) ||
      !llvm::all_of(scales, [](double s) { return s > 0 && std::isfinite(s); }))
    return std::nullopt;
  // Floats are whole numbers of 24 bits times a power of two, and the largest
  // is at most 2^8 times the smallest: exact in 64 bits.
  double largest = *std::max_element(scales.begin(), scales.end());
  double least = *std::min_element(scales.begin(), scales.end());
  if (largest > kLargestAlpha * least)
    return std::nullopt;
  double step = std::ldexp(1.0, std::ilogb(least) - 23);
  uint64_t common = 0;
  for (double scale : scales) {
    double steps = scale / step;
    if (steps != std::floor(steps))
      return std::nullopt;
    common = std::gcd(common, static_cast<uint64_t>(steps));
  }
  RowFactors factors{step * static_cast<double>(common), {}};
  if (largest > kLargestAlpha * factors.unit)
    return std::nullopt;
  for (double scale : scales)
    factors.alphas.push_back(static_cast<uint8_t>(scale / factors.unit));
  return factors;
}

std::optional<std::vector<Multiplier>>
makeRowMultipliers(double ratio, ArrayRef<uint8_t> alphas) {
  std::optional<Multiplier> wide = makeMultiplier(ratio);
  if (!wide)
    return std::nullopt;
  // 23 of the 31 bits; 2^23 itself is 2^22 with a smaller shift.
  int64_t mult = quantizeValue(wide->mult, {256, 0}, 0, int64_t(1) << 23);
  int32_t shift = wide->shift - 8;
  if (mult == int64_t(1) << 23) {
    mult >>= 1;
    --shift;
  }
  std::vector<Multiplier> result;
  for (uint8_t alpha : alphas) {
    result.push_back(normalize(uint64_t(mult) * alpha, shift));
    if (!isInRange(result.back())) {
      // Too small for any result, or too large for the kernels.
      if (result.back().shift < 1)
        return std::nullopt;
      result.back() = {0, 31};
    }
  }
  return result;
}

//===----------------------------------------------------------------------===//
// As a device stores them
//===----------------------------------------------------------------------===//

std::vector<uint8_t> packBias(ArrayRef<int32_t> bias) {
  if (llvm::all_of(bias, [](int32_t b) { return b == 0; }))
    return {kNoBias};
  int exponent = 31;
  for (int32_t b : bias)
    if (b != 0)
      exponent = std::min(exponent, llvm::countr_zero(uint32_t(b)));
  bool isNarrow = llvm::all_of(
      bias, [&](int32_t b) { return llvm::isInt<16>(b >> exponent); });
  std::vector<uint8_t> bytes;
  bytes.push_back(isNarrow ? static_cast<uint8_t>(exponent) : kWideBias);
  for (int32_t b : bias)
    append(bytes, isNarrow ? b >> exponent : b, isNarrow ? 2 : 4);
  return bytes;
}

std::optional<std::vector<int32_t>> unpackBias(ArrayRef<uint8_t> bytes,
                                               int64_t rows) {
  if (bytes.empty() || bytes[0] > kNoBias)
    return std::nullopt;
  std::vector<int32_t> bias(rows, 0);
  int width = bytes[0] == kNoBias ? 0 : bytes[0] == kWideBias ? 4 : 2;
  if (static_cast<int64_t>(bytes.size()) != 1 + width * rows)
    return std::nullopt;
  if (width == 0)
    return bias;
  int exponent = width == 2 ? bytes[0] : 0;
  for (int64_t r = 0; r < rows; ++r)
    bias[r] = static_cast<int32_t>(
        static_cast<uint32_t>(readInt(bytes.slice(1 + r * width), width))
        << exponent);
  return bias;
}

std::vector<uint8_t> packScale(ArrayRef<Multiplier> multipliers) {
  std::vector<uint8_t> bytes;
  const Multiplier &first = multipliers.front();
  if (llvm::all_of(multipliers,
                   [&](const Multiplier &m) { return m == first; })) {
    bytes.push_back(OneForAll);
    append(bytes, first.mult, 4);
    append(bytes, first.shift, 1);
    return bytes;
  }
  if (std::optional<CommonFactor> factor = findFactor(multipliers)) {
    bytes.push_back(Factors);
    append(bytes, factor->mult, 4);
    append(bytes, factor->shift, 1);
    bytes.insert(bytes.end(), factor->alphas.begin(), factor->alphas.end());
    return bytes;
  }
  bytes.push_back(EachRow);
  for (const Multiplier &m : multipliers) {
    append(bytes, m.mult, 4);
    append(bytes, m.shift, 1);
  }
  return bytes;
}

std::optional<std::vector<Multiplier>> unpackScale(ArrayRef<uint8_t> bytes,
                                                   int64_t rows) {
  if (bytes.empty() || bytes[0] > Factors)
    return std::nullopt;
  int64_t size = bytes[0] == EachRow     ? 1 + 5 * rows
                 : bytes[0] == OneForAll ? 6
                                         : 6 + rows;
  if (static_cast<int64_t>(bytes.size()) != size)
    return std::nullopt;
  std::vector<Multiplier> multipliers;
  for (int64_t r = 0; r < rows; ++r) {
    ArrayRef<uint8_t> at =
        bytes.drop_front(bytes[0] == EachRow ? 1 + 5 * r : 1);
    Multiplier m = {readInt(at, 4), readInt(at.drop_front(4), 1)};
    if (bytes[0] == Factors) {
      uint64_t product = uint64_t(m.mult) * bytes[6 + r];
      if (m.mult < 0 || product > INT32_MAX)
        return std::nullopt;
      m = normalize(product, m.shift);
    }
    if (m.mult < 0 || !isInRange(m))
      return std::nullopt;
    multipliers.push_back(m);
  }
  return multipliers;
}

} // namespace ecg
