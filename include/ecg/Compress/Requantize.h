// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From real ratios of scales to the integers that kernels multiply with
// (docs/numerics.md `@multiplier` and the rules of each kernel). Plain numbers,
// no MLIR types. What a kernel does with them is the runtime's business.

#ifndef ECG_COMPRESS_REQUANTIZE_H
#define ECG_COMPRESS_REQUANTIZE_H

#include "ecg/Compress/Scales.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace ecg {

/// A ratio as mult / 2^shift, mult 0 or of as many bits as asked for, shift in
/// [1, 62].
struct Multiplier {
  int32_t mult;
  int32_t shift;
};

/// `@multiplier`, mult in [2^(bits-1), 2^bits); nothing for a ratio of
/// 2^(bits-1) or more, a negative one or none at all (NaN). Ratios too small
/// for any result get mult 0.
std::optional<Multiplier> makeMultiplier(double ratio, unsigned bits = 31);

/// Bits of multipliers for wide accumulators (`@requant_wide`).
constexpr unsigned wideMultiplierBits = 24;

/// `@add_s8`: both ratios as integers of magnitude at most 2^bits over one
/// 2^shift, shift in [1, bits + 1]. Nothing when a ratio is 2^(bits-1) or more.
struct AddMultipliers {
  int32_t a, b;
  int32_t shift;
};
std::optional<AddMultipliers> makeAddMultipliers(double aRatio, double bRatio,
                                                 unsigned bits = 22);

/// `@scale_shift_s8`: ratio and offset of each channel as integers of magnitude
/// at most 2^30 over one 2^shift, shift in [1, 30]. Offsets are in units of the
/// output; one too large saturates every output and is limited. Nothing when a
/// ratio is 2^29 or more or not a number.
struct ScaleShiftTables {
  std::vector<int32_t> mult, offset;
  int32_t shift;
};
std::optional<ScaleShiftTables>
makeScaleShiftTables(llvm::ArrayRef<double> ratios,
                     llvm::ArrayRef<double> offsets);

/// `@avg_pool_s8`: ratio / n for n = 1 to `counts`, or only for n = `count`
/// when all windows have that many elements; one shift. Nothing as
/// makeMultiplier.
struct MeanTable {
  std::vector<int32_t> mult;
  int32_t shift;
};
std::optional<MeanTable> makeMeanTable(double ratio, int64_t counts);
std::optional<MeanTable> makeMeanOf(double ratio, int64_t count);

/// `@softmax_s8`: half-to-even(exp(-d * scale) * 2^16) for d in [0, 255].
std::array<uint32_t, 256> makeExpTable(double scale);

/// Integers a tensor may hold, with what they stand for.
struct QuantizedRange {
  AffineParams params;
  int32_t min = -128;
  int32_t max = 127;
  unsigned bits = 8; ///< of the elements in memory, 8 or 16

  /// All integers of 16 bits (`@q_int16`).
  static QuantizedRange int16(double scale) {
    return {{scale, 0}, INT16_MIN, INT16_MAX, 16};
  }
  double dequantize(int64_t q) const {
    return params.scale * static_cast<double>(q - params.zeroPoint);
  }
  int32_t quantize(double value) const {
    return static_cast<int32_t>(quantizeValue(value, params, min, max));
  }
};

/// `@lut_s8`: `function` of the 256 values an input can have.
std::array<int8_t, 256>
makeLookupTable(const QuantizedRange &input, const QuantizedRange &output,
                llvm::function_ref<double(double)> function);

/// `@lut_s16`: `function` at the knots, every 128 steps of the input.
std::array<int16_t, 513>
makeKnotTable(const QuantizedRange &input, const QuantizedRange &output,
              llvm::function_ref<double(double)> function);

} // namespace ecg

#endif // ECG_COMPRESS_REQUANTIZE_H
