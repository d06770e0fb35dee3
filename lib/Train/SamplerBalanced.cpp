// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Samples drawn with replacement, so that rare classes and short records are
// seen more often than they occur.

#include "SamplerParts.h"
#include "Settings.h"
#include <algorithm>
#include <cmath>
#include <map>

using namespace llvm;

namespace ecg {

namespace {
/// @balanced: samples of one class and record, drawn evenly.
using Group = std::vector<uint32_t>;

class Balanced : public Sampler {
public:
  /// `masses[k]` belongs to groups[k].
  Balanced(std::vector<Group> groups, ArrayRef<double> masses, size_t size,
           uint64_t seed)
      : groups(std::move(groups)), size(size), seed(seed) {
    double sum = 0;
    for (double mass : masses)
      upTo.push_back(sum += mass);
  }

  std::vector<uint32_t> epoch(uint64_t epoch) const override {
    portable::Random random = randomOfEpoch(seed, epoch);
    std::vector<uint32_t> drawn;
    for (size_t k = 0; k < size; ++k) {
      double mass = random.uniform(0, upTo.back());
      auto found = std::upper_bound(upTo.begin(), upTo.end(), mass);
      // Rounding might end on the sum of all.
      size_t which = std::min<size_t>(found - upTo.begin(), upTo.size() - 1);
      drawn.push_back(groups[which][random.below(groups[which].size())]);
    }
    return drawn;
  }
  size_t epochSize() const override { return size; }

private:
  std::vector<Group> groups;
  std::vector<double> upTo; ///< masses of the groups so far
  size_t size;
  uint64_t seed;
};

/// Samples of each class by record; samples without label are left out.
using ClassGroups = std::map<int32_t, std::map<std::string, Group>>;
} // namespace

static ClassGroups groupSamples(const Dataset &data,
                                ArrayRef<uint32_t> samples) {
  ClassGroups classes;
  for (uint32_t sample : samples) {
    int32_t label = data.labels()[sample];
    std::string record =
        data.records().empty() ? std::string() : data.records()[sample];
    if (label >= 0)
      classes[label][record].push_back(sample);
  }
  return classes;
}

static Error checkBalance(const SamplerOptions &options, const Dataset &data) {
  if (data.labels().empty())
    return trainError(data.name() +
                      ": sampler balanced needs a label a sample");
  if (options.recordPower != 1 && data.records().empty())
    return trainError(data.name() +
                      ": record-power=" + numberText(options.recordPower) +
                      " needs the record of each sample");
  size_t numFactors = options.classFactors.size();
  size_t numClasses = *max_element(data.labels()) + 1;
  numClasses = std::max(numClasses, data.classNames().size());
  if (numFactors && numFactors != numClasses)
    return trainError(Twine(numFactors) + " class factors for " +
                      Twine(numClasses) + " classes");
  return Error::success();
}

SamplerOr makeBalanced(const SamplerOptions &options, const Dataset &data,
                       std::vector<uint32_t> samples, uint64_t seed) {
  if (Error error = checkBalance(options, data))
    return error;
  std::vector<Group> groups;
  std::vector<double> masses;
  for (auto &[label, records] : groupSamples(data, samples)) {
    double factor =
        options.classFactors.empty() ? 1 : options.classFactors[label];
    if (factor == 0)
      continue;
    double inClass = 0, shares = 0;
    for (const auto &[record, group] : records) {
      inClass += group.size();
      shares += std::pow(group.size(), options.recordPower);
    }
    double classMass = factor * std::pow(inClass, options.classPower);
    for (const auto &[record, group] : records) {
      double share = std::pow(group.size(), options.recordPower) / shares;
      groups.push_back(group);
      masses.push_back(classMass * share);
    }
  }
  if (groups.empty())
    return trainError(data.name() +
                      ": no labelled sample is left to draw from");
  size_t size = options.epochSize ? options.epochSize : samples.size();
  return std::make_unique<Balanced>(std::move(groups), masses, size, seed);
}

} // namespace ecg
