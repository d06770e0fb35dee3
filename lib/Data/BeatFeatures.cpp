// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Windows and RR features of heartbeats. What is stored or handed on is float;
// sums and quotients before that are double.
#include "ecg/Data/Beats.h"
#include "ecg/Data/Wfdb.h"
#include <algorithm>
#include <cmath>
#include <limits>

using namespace llvm;

namespace ecg {

//===----------------------------------------------------------------------===//
// RR intervals
//===----------------------------------------------------------------------===//

/// Shorter and longer intervals, in seconds, are slips of the annotation or
/// gaps in the record.
static constexpr double kShortestRr = 0.2, kLongestRr = 2.0;

/// Intervals in the local mean.
static constexpr size_t kLocalBeats = 10;

std::vector<RrIntervals> measureRr(ArrayRef<int64_t> beats, double rate) {
  assert(beats.size() >= 2);
  auto interval = [&](size_t i) {
    return std::clamp((beats[i + 1] - beats[i]) / rate, kShortestRr,
                      kLongestRr);
  };
  size_t last = beats.size() - 1;
  std::vector<RrIntervals> intervals;
  std::vector<double> sums = {0}; // of the first i pre
  for (size_t i = 0; i <= last; ++i) {
    // The ends have one neighbour; its interval stands for both.
    double pre = interval(i ? i - 1 : 0);
    double post = interval(i < last ? i : last - 1);
    sums.push_back(sums.back() + pre);
    size_t count = i + 1, first = count - std::min(count, kLocalBeats);
    double local = (sums[count] - sums[first]) / double(count - first);
    intervals.push_back(
        {float(pre), float(post), float(local), float(sums[count] / count)});
  }
  return intervals;
}

std::array<float, 4> rrFeatures(const RrIntervals &rr, RrKind kind) {
  std::array<float, 4> features;
  if (kind == RrKind::Relative)
    features = {rr.pre / rr.run - 1, rr.post / rr.run - 1,
                rr.pre / rr.local - 1, rr.post / rr.local - 1};
  else if (kind == RrKind::Causal)
    features = {rr.pre - 0.8f, rr.local / rr.run - 1, rr.pre / rr.local - 1,
                rr.pre / rr.run - 1};
  else
    features = {rr.pre - 0.8f, rr.post - 0.8f, rr.pre / rr.local - 1,
                rr.pre / rr.run - 1};
  for (float &feature : features)
    feature = std::clamp(2 * feature, -4.0f, 4.0f);
  return features;
}

std::string describeRr(RrKind kind) {
  const char *formulas =
      kind == RrKind::Relative
          ? "rel: pre/run - 1, post/run - 1, pre/local - 1, post/local - 1"
      : kind == RrKind::Causal
          ? "caus: pre - 0.8 s, local/run - 1, pre/local - 1, pre/run - 1"
          : "raw: pre - 0.8 s, post - 0.8 s, pre/local - 1, pre/run - 1";
  return std::string(formulas) + ", times 2, clipped to +-4";
}

//===----------------------------------------------------------------------===//
// Windows
//===----------------------------------------------------------------------===//

int64_t samplesBefore(double before, int64_t length) {
  return std::llround(before * double(length));
}

void cutBeat(ArrayRef<int16_t> counts, int64_t begin, double zero, double gain,
             MutableArrayRef<double> out) {
  int64_t last = int64_t(counts.size()) - 1;
  for (size_t i = 0; i < out.size(); ++i) {
    int16_t count = counts[std::clamp<int64_t>(begin + int64_t(i), 0, last)];
    out[i] = count == kWfdbInvalid ? std::numeric_limits<double>::quiet_NaN()
                                   : (count - zero) / gain;
  }
}

double deviation(ArrayRef<double> values) {
  double sum = 0, squares = 0;
  for (double value : values)
    sum += value;
  double mean = sum / double(values.size());
  for (double value : values)
    squares += (value - mean) * (value - mean);
  return std::sqrt(squares / double(values.size()));
}

/// The middle value, or the mean of the two in the middle. Reorders `values`.
template <typename T> static T median(MutableArrayRef<T> values) {
  T *middle = values.begin() + values.size() / 2;
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2)
    return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

std::vector<float> runningScale(ArrayRef<double> deviations) {
  constexpr size_t windows = 64;
  std::vector<float> scales;
  std::vector<double> recent;
  for (size_t i = 0; i < deviations.size(); ++i) {
    recent.clear();
    for (size_t k = i + 1 - std::min(i + 1, windows); k <= i; ++k)
      if (!std::isnan(deviations[k]))
        recent.push_back(deviations[k]);
    scales.push_back(recent.empty() ? std::numeric_limits<float>::quiet_NaN()
                                    : float(median<double>(recent)));
  }
  return scales;
}

void normalizeBeat(MutableArrayRef<float> millivolts, float scale,
                   const Normalization &norm) {
  std::vector<float> sorted(millivolts.begin(), millivolts.end());
  float middle = median<float>(sorted);
  float divisor = scale + norm.epsilon;
  for (float &x : millivolts)
    x = std::clamp((x - middle) / divisor, -norm.limit, norm.limit);
}

} // namespace ecg
