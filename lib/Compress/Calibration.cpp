// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The calibration methods, as searches over a histogram.

#include "ecg/Compress/Calibration.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <algorithm>
#include <cmath>

namespace ecg {

namespace {

struct MethodName {
  CalibrationMethod method;
  llvm::StringLiteral name;
};
constexpr MethodName kMethods[] = {
    {CalibrationMethod::MinMax, "minmax"},
    {CalibrationMethod::Percentile, "percentile"},
    {CalibrationMethod::Kl, "kl"},
    {CalibrationMethod::Mse, "mse"},
};

/// Levels of an int8 tensor.
constexpr int64_t kLevels = 256;
/// Candidates tried a search; one is then below 1 % of the range.
constexpr int kCandidates = 128;

/// The histogram from the first to the last bin in use, without the zeros.
struct Distribution {
  explicit Distribution(const Histogram &histogram)
      : width(histogram.binWidth()),
        firstBin(std::min<int64_t>(0, histogram.binOf(histogram.min()))) {
    int64_t lastBin = std::max<int64_t>(0, histogram.binOf(histogram.max()));
    for (int64_t bin = firstBin; bin <= lastBin; ++bin)
      counts.push_back(static_cast<double>(histogram.count(bin)));
    counts[-firstBin] -= static_cast<double>(histogram.zeros());
  }

  size_t size() const { return counts.size(); }
  double center(size_t i) const {
    return (static_cast<double>(firstBin + static_cast<int64_t>(i)) + 0.5) *
           width;
  }

  double width;
  int64_t firstBin;
  std::vector<double> counts;
};

/// The value below which a share of `q` of all values lie.
float quantile(const Histogram &histogram, double q) {
  double wanted = q * static_cast<double>(histogram.total()), seen = 0;
  for (int64_t bin = -Histogram::kSide; bin < Histogram::kSide; ++bin) {
    double count = static_cast<double>(histogram.count(bin));
    if (count > 0 && seen + count >= wanted) {
      double inside = std::max(0.0, wanted - seen) / count;
      double value = (static_cast<double>(bin) + inside) * histogram.binWidth();
      return std::clamp(static_cast<float>(value), histogram.min(),
                        histogram.max());
    }
    seen += count;
  }
  return histogram.max();
}

/// Kullback-Leibler divergence of the bins of `range`, with what lies outside
/// added to its ends, from the same bins after they were merged into kLevels
/// levels. Bins that were empty stay so when a level is spread again.
/// After S. Migacz, "8-bit inference with TensorRT", GTC 2017; the zeros are
/// left out, and the levels of tensors with both signs cover both sides.
double divergence(const Distribution &d, Range range) {
  auto first = static_cast<size_t>(std::floor(range.min / d.width) -
                                   static_cast<double>(d.firstBin));
  auto last =
      std::min(d.size(), first + static_cast<size_t>(std::ceil(
                                     (range.max - range.min) / d.width)));
  // With fewer bins than levels there is nothing to lose by merging.
  if (last - first < kLevels)
    return HUGE_VAL;
  double below = 0, inside = 0, above = 0;
  for (size_t i = 0; i < d.size(); ++i)
    (i < first ? below : i < last ? inside : above) += d.counts[i];
  double total = below + inside + above;
  if (inside == 0)
    return HUGE_VAL;
  double sum = 0;
  size_t span = last - first;
  for (int64_t level = 0; level < kLevels; ++level) {
    size_t begin = first + level * span / kLevels;
    size_t end = first + (level + 1) * span / kLevels;
    double mass = 0, used = 0;
    for (size_t i = begin; i < end; ++i) {
      mass += d.counts[i];
      used += d.counts[i] > 0;
    }
    for (size_t i = begin; i < end; ++i) {
      double p =
          d.counts[i] + (i == first ? below : 0) + (i + 1 == last ? above : 0);
      // Outliers clipped into an empty bin: as if half a value were there.
      double q = d.counts[i] > 0 ? mass / used : 0.5;
      if (p > 0)
        sum += p / total * std::log((p / total) / (q / inside));
    }
  }
  return sum;
}

/// Sum of squared errors of all values after rounding to the int8 values of
/// `range`.
double squaredError(const Distribution &d, Range range) {
  AffineParams params = chooseAffineParams(range);
  double sum = 0, perScale = 1 / params.scale;
  double low = -128 - params.zeroPoint, high = 127 - params.zeroPoint;
  for (size_t i = 0; i < d.size(); ++i) {
    if (d.counts[i] == 0)
      continue;
    double x = d.center(i);
    double q = std::clamp(std::floor(x * perScale + 0.5), low, high);
    double error = x - q * params.scale;
    sum += d.counts[i] * error * error;
  }
  return sum;
}

/// The share in (0, 1] of least `cost`; ties go to the larger share.
double searchShare(llvm::function_ref<double(double)> cost) {
  double best = 1, least = cost(1);
  for (int i = kCandidates - 1; i > 0; --i) {
    double share = static_cast<double>(i) / kCandidates, value = cost(share);
    if (value < least) {
      least = value;
      best = share;
    }
  }
  return best;
}

Range scaled(Range range, double lowShare, double highShare) {
  return {static_cast<float>(range.min * lowShare),
          static_cast<float>(range.max * highShare)};
}

/// Shrinks both ends together, then each by itself: outliers are often on one
/// side only.
Range searchRange(Range seen, llvm::function_ref<double(Range)> cost) {
  double both = searchShare(
      [&](double share) { return cost(scaled(seen, share, share)); });
  double high = searchShare(
      [&](double share) { return cost(scaled(seen, both, share)); });
  double low = searchShare(
      [&](double share) { return cost(scaled(seen, share, high)); });
  return scaled(seen, low, high);
}

} // namespace

std::optional<CalibrationMethod> parseCalibrationMethod(llvm::StringRef name) {
  for (const MethodName &entry : kMethods)
    if (entry.name == name)
      return entry.method;
  return std::nullopt;
}

llvm::StringRef getName(CalibrationMethod method) {
  for (const MethodName &entry : kMethods)
    if (entry.method == method)
      return entry.name;
  llvm_unreachable("every method has a name");
}

Range calibrateRange(const Histogram &histogram, CalibrationMethod method,
                     double percentile) {
  Range seen{std::min(0.0f, histogram.min()), std::max(0.0f, histogram.max())};
  if (histogram.total() == histogram.zeros())
    return seen;
  switch (method) {
  case CalibrationMethod::MinMax:
    return seen;
  case CalibrationMethod::Percentile:
    return {quantile(histogram, 1 - percentile / 100),
            quantile(histogram, percentile / 100)};
  case CalibrationMethod::Kl:
    return searchRange(seen, [d = Distribution(histogram)](Range range) {
      return divergence(d, range);
    });
  case CalibrationMethod::Mse:
    return searchRange(seen, [d = Distribution(histogram)](Range range) {
      return squaredError(d, range);
    });
  }
  llvm_unreachable("all methods handled");
}

} // namespace ecg
