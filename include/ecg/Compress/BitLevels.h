// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The values a group can take, and what devices store of its coordinates
// (docs/numerics.md `@alpha_units`). Float for programs, double for tests of
// gradients.

#ifndef ECG_COMPRESS_BITLEVELS_H
#define ECG_COMPRESS_BITLEVELS_H

#include "ecg/Compress/BitCodes.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ecg {

/// What the coordinates of a layer are multiples of.
struct AlphaUnits {
  double unit = 1;
  /// Those of sums are multiples of `step` units, so that sums fit into int8
  /// where rows with one coordinate have finer ones.
  int64_t step = 1;
};

/// Coordinates of a layer in rows of `width`, a row and a code for each group.
template <typename T> struct AlphaTable {
  llvm::ArrayRef<T> alphas;
  int64_t width;
  llvm::ArrayRef<int64_t> codes;
  bool ofRows; ///< groups are whole rows

  llvm::ArrayRef<T> of(int64_t group) const {
    return alphas.slice(group * width, bitCodes()[codes[group]].alphas);
  }
  const BitCode &codeOf(int64_t group) const {
    return bitCodes()[codes[group]];
  }
  int64_t size() const { return static_cast<int64_t>(codes.size()); }

  AlphaUnits chooseUnits() const;
};

/// `@alpha_units`: rows with one coordinate have it in 1 to 255 units, which
/// is the scale of the row; what stands in a row with others, or is a sum, is
/// at most 127 units.
template <typename T> AlphaUnits AlphaTable<T>::chooseUnits() const {
  constexpr double kLargestScale = 255, kLargestWeight = 127, kRounding = 4;
  double scale = 0, reach = 0;
  bool sums = false;
  for (int64_t g = 0; g < size(); ++g) {
    const BitCode &code = codeOf(g);
    double sum = 0;
    for (T a : of(g))
      sum += std::fabs(double(a));
    if (code.levels == BitCode::Levels::Sums || !ofRows) {
      reach = std::max(reach, sum * std::max<double>(1, code.high));
      sums = true;
    } else {
      scale = std::max(scale, sum);
    }
  }
  double finest = reach / (kLargestWeight - kRounding);
  if (scale == 0)
    return {finest > 0 ? finest : 1, 1};
  double unit = scale / kLargestScale;
  if (!sums)
    return {unit, 1};
  return {unit, std::max<int64_t>(1, int64_t(std::ceil(finest / unit)))};
}

/// A coordinate in units.
template <typename T>
int64_t roundAlpha(T alpha, const BitCode &code, AlphaUnits units) {
  if (code.levels != BitCode::Levels::Sums)
    return std::clamp<int64_t>(
        std::llrint(std::fabs(double(alpha)) / units.unit), 1, 255);
  double step = units.unit * static_cast<double>(units.step);
  return units.step * std::llrint(double(alpha) / step);
}

/// The values of a group in ascending order, each with the coefficients of the
/// coordinates that make it.
template <typename T> class BitLevels {
public:
  /// Coordinates in multiples of `unit`.
  BitLevels(const BitCode &code, llvm::ArrayRef<T> alphas, T unit = 1)
      : code(code) {
    if (code.levels == BitCode::Levels::Sums)
      fillSums(alphas);
    else
      fillMultiples(alphas.empty() ? T(0) : alphas[0]);
    for (Level &level : levels)
      level.value *= unit;
    std::sort(levels.begin(), levels.end());
    for (size_t i = 0; i + 1 < levels.size(); ++i)
      limits.push_back((levels[i].value + levels[i + 1].value) / 2);
  }

  /// The level nearest to `x`, the upper one of two.
  size_t nearest(T x) const {
    return std::upper_bound(limits.begin(), limits.end(), x) - limits.begin();
  }
  T value(size_t level) const { return levels[level].value; }
  size_t size() const { return levels.size(); }
  /// The factor of coordinate `alpha` in a level: +-1 in sums.
  int64_t factor(size_t level, unsigned alpha) const {
    int64_t mark = levels[level].mark;
    if (code.levels == BitCode::Levels::Sums)
      return mark >> alpha & 1 ? 1 : -1;
    return mark;
  }

private:
  struct Level {
    T value;
    int64_t mark; ///< signs as bits, or the multiple
    bool operator<(const Level &other) const {
      return value < other.value || (value == other.value && mark < other.mark);
    }
  };

  void fillSums(llvm::ArrayRef<T> alphas) {
    for (int64_t mark = 0; mark < int64_t(1) << alphas.size(); ++mark) {
      T value = 0;
      for (size_t i = 0; i < alphas.size(); ++i)
        value += mark >> i & 1 ? alphas[i] : -alphas[i];
      levels.push_back({value, mark});
    }
  }
  void fillMultiples(T alpha) {
    int64_t step = code.levels == BitCode::Levels::Odd ? 2 : 1;
    for (int64_t q = -code.high; q <= code.high; q += step)
      levels.push_back({alpha * T(q), q});
  }

  const BitCode &code;
  llvm::SmallVector<Level, 16> levels;
  llvm::SmallVector<T, 16> limits;
};

/// The levels of a group as a device has them: whole numbers of units.
template <typename T>
BitLevels<T> storedLevels(const AlphaTable<T> &table, int64_t group,
                          AlphaUnits units) {
  llvm::SmallVector<T, 8> rounded;
  for (T alpha : table.of(group))
    rounded.push_back(
        static_cast<T>(roundAlpha(alpha, table.codeOf(group), units)));
  return BitLevels<T>(table.codeOf(group), rounded, static_cast<T>(units.unit));
}

} // namespace ecg

#endif // ECG_COMPRESS_BITLEVELS_H
