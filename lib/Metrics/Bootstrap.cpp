// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The percentile bootstrap over groups of samples.

#include "ecg/Metrics/Bootstrap.h"
#include "ecg/Data/Random.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"
#include <atomic>
#include <cmath>
#include <numeric>

using namespace llvm;

namespace ecg {

std::vector<std::vector<uint32_t>> groupSamples(ArrayRef<std::string> names,
                                                size_t samples) {
  std::vector<std::vector<uint32_t>> groups;
  if (names.empty()) {
    for (uint32_t sample = 0; sample < samples; ++sample)
      groups.push_back({sample});
    return groups;
  }
  MapVector<StringRef, std::vector<uint32_t>> byName;
  for (auto [sample, name] : enumerate(names))
    byName[name].push_back(sample);
  for (auto &[name, group] : byName)
    groups.push_back(std::move(group));
  return groups;
}

double percentile(ArrayRef<double> sorted, double p) {
  double place = p * (sorted.size() - 1);
  size_t below = std::floor(place);
  if (below + 1 == sorted.size())
    return sorted[below];
  return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
}

/// A replicate has random numbers of its own, whichever thread draws it.
static std::vector<uint32_t> draw(ArrayRef<std::vector<uint32_t>> groups,
                                  uint64_t seed, uint64_t replicate) {
  portable::Random random({seed, replicate});
  std::vector<uint32_t> samples;
  for (size_t i = 0; i < groups.size(); ++i)
    append_range(samples, groups[random.below(groups.size())]);
  return samples;
}

static std::optional<Interval> intervalOf(std::vector<double> values) {
  size_t replicates = values.size();
  erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty() || 2 * values.size() < replicates)
    return std::nullopt;
  llvm::sort(values);
  return Interval{percentile(values, 0.025), percentile(values, 0.975)};
}

std::vector<std::optional<Interval>>
Bootstrap::intervals(ArrayRef<Metric> metrics, const Outcome &outcome,
                     ArrayRef<std::vector<uint32_t>> groups) const {
  std::vector<std::vector<double>> values(metrics.size(),
                                          std::vector<double>(replicates));
  std::atomic<size_t> next{0};
  auto work = [&] {
    for (size_t i; (i = next++) < replicates;) {
      Outcome drawn = outcome.select(draw(groups, seed, i));
      for (auto [metric, of] : zip_equal(metrics, values))
        of[i] = metric(drawn);
    }
  };
  DefaultThreadPool pool(hardware_concurrency(threads));
  for (unsigned i = 0; i < pool.getMaxConcurrency(); ++i)
    pool.async(work);
  pool.wait();
  std::vector<std::optional<Interval>> result;
  for (std::vector<double> &of : values)
    result.push_back(intervalOf(std::move(of)));
  return result;
}

} // namespace ecg
