// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a group of weights is made of its coordinates (docs/numerics.md
// `@bit_codes`): sums of signed coordinates as ALQ has them (Qu et al., CVPR
// 2020), and their special cases of equal steps, which need one coordinate
// only. Plain numbers, no MLIR types.

#ifndef ECG_COMPRESS_BITCODES_H
#define ECG_COMPRESS_BITCODES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace ecg {

/// One of a list of codes; its number is its place there.
struct BitCode {
  enum class Levels {
    Sums,  ///< all +-a_0 +- a_1 ...
    Odd,   ///< the coordinate times -high, -high + 2, ..., high
    Whole, ///< the coordinate times -high, -high + 1, ..., high
  };

  llvm::StringLiteral name; ///< "bits2"
  Levels levels;
  unsigned alphas; ///< coordinates of a group
  int64_t high;    ///< largest multiple of the coordinate; 0 for sums
  /// `groupBits` bits hold `groupSize` weights.
  int64_t groupSize, groupBits;

  /// What a group of so many weights takes as a row of its own: whole bytes,
  /// and one for each coordinate of a sum (that of the others is the row's).
  int64_t bytes(int64_t weights) const {
    int64_t words = (weights + groupSize - 1) / groupSize;
    return (words * groupBits + 7) / 8 +
           (levels == Levels::Sums ? int64_t(alphas) : 0);
  }
  double bitsPerWeight() const { return double(groupBits) / groupSize; }
  /// Largest multiple of a unit that coordinates (in units) make.
  int64_t reach(llvm::ArrayRef<int64_t> coordinates) const {
    int64_t sum = 0;
    for (int64_t a : coordinates)
      sum += a < 0 ? -a : a;
    return levels == Levels::Sums ? sum : high * sum;
  }
};

namespace bit_codes {
using L = BitCode::Levels;
inline constexpr BitCode table[] = {
    {"zero", L::Whole, 0, 0, 1, 0},    {"sign", L::Odd, 1, 1, 1, 1},
    {"ternary", L::Whole, 1, 1, 5, 8}, {"odd2", L::Odd, 1, 3, 1, 2},
    {"bits2", L::Sums, 2, 0, 1, 2},    {"int3", L::Whole, 1, 3, 1, 3},
    {"odd3", L::Odd, 1, 7, 1, 3},      {"bits3", L::Sums, 3, 0, 1, 3},
    {"int4", L::Whole, 1, 7, 1, 4},    {"bits4", L::Sums, 4, 0, 1, 4},
    {"int5", L::Whole, 1, 15, 1, 5},   {"bits5", L::Sums, 5, 0, 1, 5},
    {"int6", L::Whole, 1, 31, 1, 6},   {"bits6", L::Sums, 6, 0, 1, 6},
    {"bits7", L::Sums, 7, 0, 1, 7}};
inline constexpr int64_t zero = 0;
} // namespace bit_codes

/// zero, sign, ternary, odd2, bits2, int3, odd3, bits3, int4, bits4, int5,
/// bits5, int6, bits6, bits7.
inline llvm::ArrayRef<BitCode> bitCodes() { return bit_codes::table; }

/// The number of the code of that name, or -1.
inline int64_t findBitCode(llvm::StringRef name) {
  for (auto [i, code] : llvm::enumerate(bitCodes()))
    if (code.name == name)
      return static_cast<int64_t>(i);
  return -1;
}

/// Where the weights of a group stand in a tensor [rows, columns, taps].
struct WeightGroups {
  int64_t size;       ///< weights of a group
  int64_t stride = 1; ///< between them: 1, or the number of taps (pixels)
  int64_t rowSize;    ///< weights of an output channel

  /// Runs of `size`; a pixel's weights are `taps` apart.
  static WeightGroups get(llvm::ArrayRef<int64_t> shape, int64_t size,
                          bool pixel) {
    int64_t row = 1;
    for (int64_t dim : shape.drop_front())
      row *= dim;
    return {size, pixel ? row / size : 1, row};
  }
  bool areRows() const { return size == rowSize; }
  int64_t perRow() const { return rowSize / size; }
  int64_t first(int64_t group) const {
    return stride == 1 ? group * size
                       : group / stride * rowSize + group % stride;
  }
  int64_t at(int64_t group, int64_t i) const {
    return first(group) + i * stride;
  }
};

} // namespace ecg

#endif // ECG_COMPRESS_BITCODES_H
