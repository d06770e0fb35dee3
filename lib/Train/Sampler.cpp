// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Samplers by name, and the plain one: all samples in random order.

#include "ecg/Train/Sampler.h"
#include "SamplerParts.h"
#include "Settings.h"

using namespace llvm;

namespace ecg {

Sampler::~Sampler() = default;

namespace {
/// @shuffle: passes over all samples, each in an order of its own, laid end to
/// end and cut into epochs: shorter epochs do not leave samples out for ever.
class Shuffle : public Sampler {
public:
  Shuffle(std::vector<uint32_t> samples, size_t size, uint64_t seed)
      : samples(std::move(samples)), size(size), seed(seed) {}

  std::vector<uint32_t> epoch(uint64_t epoch) const override {
    std::vector<uint32_t> drawn;
    uint64_t at = epoch * size, end = at + size;
    while (at < end) {
      std::vector<uint32_t> pass = shuffled(at / samples.size());
      size_t from = at % samples.size();
      size_t count = std::min<uint64_t>(pass.size() - from, end - at);
      drawn.insert(drawn.end(), pass.begin() + from,
                   pass.begin() + from + count);
      at += count;
    }
    return drawn;
  }
  size_t epochSize() const override { return size; }

private:
  /// Fisher and Yates.
  std::vector<uint32_t> shuffled(uint64_t pass) const {
    std::vector<uint32_t> order = samples;
    portable::Random random = randomOfEpoch(seed, pass);
    for (size_t left = order.size(); left > 1; --left)
      std::swap(order[left - 1], order[random.below(left)]);
    return order;
  }

  std::vector<uint32_t> samples;
  size_t size;
  uint64_t seed;
};
} // namespace

static SamplerOr makeShuffle(const SamplerOptions &options, const Dataset &,
                             std::vector<uint32_t> samples, uint64_t seed) {
  size_t size = options.epochSize ? options.epochSize : samples.size();
  return std::make_unique<Shuffle>(std::move(samples), size, seed);
}

namespace {
struct SamplerRow {
  StringRef name;
  SamplerOr (*make)(const SamplerOptions &, const Dataset &,
                    std::vector<uint32_t>, uint64_t);
};
} // namespace

static constexpr SamplerRow rows[] = {
    {"shuffle", makeShuffle},
    {"balanced", makeBalanced},
};

SamplerOr makeSampler(const SamplerOptions &options, const Dataset &data,
                      std::vector<uint32_t> samples, uint64_t seed) {
  auto row = findRow("sampler", options.name, rows);
  if (!row)
    return row.takeError();
  if (samples.empty())
    return trainError(data.name() + ": no samples to draw from");
  return (*row)->make(options, data, std::move(samples), seed);
}

/// The list in docs/training.md.
static std::vector<Setting<SamplerOptions>> settings() {
  using Options = SamplerOptions;
  return {
      wordSetting("", &Options::name),
      numberSetting("class-power", &Options::classPower, 0, 10),
      numberSetting("record-power", &Options::recordPower, 0, 10),
      numbersSetting("class-factors", &Options::classFactors, 0, 1e6),
      countSetting("epoch-size", &Options::epochSize, size_t(1)),
  };
}

Expected<SamplerOptions> SamplerOptions::parse(StringRef text) {
  return parseSettings("sampler", text, settings());
}

} // namespace ecg
