// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Biases and multipliers of the output channels in three bytes instead of nine
// where their values allow it (docs/numerics.md `@packed_bias`,
// `@packed_scale`), and the rounding that makes values so. Plain arrays, no
// MLIR types. Weights: PackedWeights.h.

#ifndef ECG_COMPRESS_CHANNELTABLES_H
#define ECG_COMPRESS_CHANNELTABLES_H

#include "ecg/Compress/Requantize.h"

namespace ecg {

//===----------------------------------------------------------------------===//
// Before weights are rounded
//===----------------------------------------------------------------------===//

/// `unit` to 16 significant bits, so that its multiples up to 255 times are
/// exact as floats: scales that are such multiples share a factor below.
double roundUnit(double unit);

/// Makes every bias a number of 16 bits times 2^e, with the least e that the
/// largest of them allows, halves to even. Biases are in units of the
/// accumulator.
void roundBias(llvm::MutableArrayRef<int32_t> bias);

/// Scales that are whole multiples of one unit.
struct RowFactors {
  double unit;
  std::vector<uint8_t> alphas;
};

/// The factors of scales of which at least two differ and all are whole
/// multiples of the same number, up to 255 times; nothing for others.
std::optional<RowFactors> findRowFactors(llvm::ArrayRef<double> scales);

/// `@multiplier_rows`: for r = input scale * unit / result scale, alpha * r as
/// alpha * m / 2^shift with an m of 23 bits, the same for all rows, brought to
/// the form of `@requant`. Nothing as makeMultiplier.
std::optional<std::vector<Multiplier>>
makeRowMultipliers(double ratio, llvm::ArrayRef<uint8_t> alphas);

//===----------------------------------------------------------------------===//
// As a device stores them
//===----------------------------------------------------------------------===//

/// Bytes of a table of biases; any values.
std::vector<uint8_t> packBias(llvm::ArrayRef<int32_t> bias);
/// The biases again; nothing when the bytes are no such table.
std::optional<std::vector<int32_t>> unpackBias(llvm::ArrayRef<uint8_t> bytes,
                                               int64_t rows);

/// Bytes of a table of multipliers in the form of `@requant`; any values.
std::vector<uint8_t> packScale(llvm::ArrayRef<Multiplier> multipliers);
/// The multipliers again; nothing when the bytes are no such table.
std::optional<std::vector<Multiplier>>
unpackScale(llvm::ArrayRef<uint8_t> bytes, int64_t rows);

} // namespace ecg

#endif // ECG_COMPRESS_CHANNELTABLES_H
