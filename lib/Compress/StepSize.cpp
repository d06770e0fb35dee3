// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Least squares in turn (docs/numerics.md `@step_size`). Sums in double.

#include "ecg/Compress/StepSize.h"
#include "ecg/Compress/Scales.h"
#include <algorithm>
#include <cmath>

using llvm::ArrayRef;

namespace ecg {

namespace {

constexpr int kStarts = 12;
constexpr int kTurns = 8;

/// A row and the integers it may take.
struct Fit {
  ArrayRef<float> row, importance;
  int64_t low, high;

  double weigh(size_t i) const {
    return importance.empty() ? 1 : importance[i];
  }
  int64_t round(size_t i, double scale) const {
    return quantizeValue(row[i], {scale, 0}, low, high);
  }

  double loss(double scale) const {
    double sum = 0;
    for (size_t i = 0; i < row.size(); ++i) {
      double rest = row[i] - (scale > 0 ? scale * round(i, scale) : 0);
      sum += weigh(i) * rest * rest;
    }
    return sum;
  }

  /// The best scale for the integers that `scale` gives; that one itself where
  /// there is none above 0.
  double improve(double scale) const {
    double product = 0, square = 0;
    for (size_t i = 0; i < row.size(); ++i) {
      auto q = static_cast<double>(round(i, scale));
      product += weigh(i) * row[i] * q;
      square += weigh(i) * q * q;
    }
    double better = square > 0 ? product / square : 0;
    return better > 0 ? better : scale;
  }
};

} // namespace

double roundingLoss(ArrayRef<float> row, double scale, int64_t low,
                    int64_t high, ArrayRef<float> importance) {
  return Fit{row, importance, low, high}.loss(scale);
}

double fitScale(ArrayRef<float> row, int64_t low, int64_t high,
                ArrayRef<float> importance) {
  double largest = 0;
  for (float weight : row)
    largest = std::max(largest, std::fabs(static_cast<double>(weight)));
  auto levels = static_cast<double>(std::max(-low, high));
  if (largest == 0 || levels == 0)
    return 0;
  Fit fit{row, importance, low, high};
  double best = largest / levels, least = fit.loss(best);
  for (int start = 1; start <= kStarts; ++start) {
    double scale = largest / levels * start / kStarts;
    for (int turn = 0; turn < kTurns; ++turn)
      scale = fit.improve(scale);
    double loss = fit.loss(scale);
    if (loss < least) {
      least = loss;
      best = scale;
    }
  }
  return best;
}

} // namespace ecg
