// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What epochs see: every sample once, or classes and records in proportion.

#include "ecg/Train/Sampler.h"
#include "../Data/TestData.h"
#include <algorithm>
#include <map>
#include <numeric>

using namespace ecg;
using namespace ecg::test;

namespace {
using Samples = std::vector<uint32_t>;

/// 900 samples of class 0 (records a and b: 800 and 100), 100 of class 1
/// (record b) and one without label.
Dataset makeData() {
  DatasetInfo info;
  info.source = "memory";
  info.size = 1001;
  info.labels.assign(1001, 0);
  std::fill(info.labels.begin() + 900, info.labels.end(), 1);
  info.labels[1000] = -1;
  info.records.assign(800, "a");
  info.records.resize(1001, "b");
  return Dataset(std::move(info), nullptr);
}

Samples allOf(const Dataset &data) {
  Samples samples(data.size());
  std::iota(samples.begin(), samples.end(), 0);
  return samples;
}

std::unique_ptr<Sampler> make(llvm::StringRef text, uint64_t seed = 1) {
  Dataset data = makeData();
  return valueOf(makeSampler(valueOf(SamplerOptions::parse(text)), data,
                             allOf(data), seed));
}

Samples sorted(Samples samples) {
  std::sort(samples.begin(), samples.end());
  return samples;
}

/// Share of an epoch of 100000 that lies in [begin, end).
double shareOf(llvm::StringRef text, uint32_t begin, uint32_t end) {
  Samples drawn = make((text + ",epoch-size=100000").str())->epoch(0);
  EXPECT_EQ(drawn.size(), 100000u);
  return llvm::count_if(
             drawn,
             [&](uint32_t sample) { return sample >= begin && sample < end; }) /
         100000.0;
}
} // namespace

TEST(Sampler, ShuffleSeesEverySampleOnce) {
  auto sampler = make("shuffle");
  EXPECT_EQ(sampler->epochSize(), 1001u);
  for (uint64_t epoch : {0, 1, 7}) {
    Samples drawn = sampler->epoch(epoch);
    EXPECT_FALSE(std::is_sorted(drawn.begin(), drawn.end()));
    EXPECT_EQ(sorted(drawn), allOf(makeData()));
  }
}

// Epochs of another size lie end to end in the same passes.
TEST(Sampler, ShuffleGoesOnWhereItEnded) {
  auto whole = make("shuffle"), parts = make("shuffle,epoch-size=600");
  Samples passes, epochs;
  for (uint64_t k = 0; k < 3; ++k)
    llvm::append_range(passes, whole->epoch(k));
  for (uint64_t k = 0; k < 5; ++k)
    llvm::append_range(epochs, parts->epoch(k));
  EXPECT_EQ(epochs, Samples(passes.begin(), passes.begin() + 3000));
  EXPECT_EQ(make("shuffle,epoch-size=2500")->epoch(0),
            Samples(passes.begin(), passes.begin() + 2500));
}

TEST(Sampler, SeedAndEpochAreAllThatMatters) {
  for (const char *name : {"shuffle", "balanced"}) {
    SCOPED_TRACE(name);
    EXPECT_EQ(make(name)->epoch(3), make(name)->epoch(3));
    EXPECT_NE(make(name)->epoch(3), make(name)->epoch(4));
    EXPECT_NE(make(name, 1)->epoch(3), make(name, 2)->epoch(3));
  }
}

// Every order of three comes as often. Exchanging each with any of all would
// give two of them 1778 and 2222 times.
TEST(Sampler, ShuffleIsEven) {
  Dataset data = makeData();
  auto sampler = valueOf(makeSampler(SamplerOptions(), data, {1, 2, 3}, 1));
  std::map<Samples, int> counts;
  for (uint64_t epoch = 0; epoch < 12000; ++epoch)
    ++counts[sampler->epoch(epoch)];
  EXPECT_EQ(counts.size(), 6u);
  for (auto &[order, count] : counts)
    EXPECT_NEAR(count, 2000, 130) << order[0] << order[1]; // deviation 41
}

TEST(Sampler, BalancedByClass) {
  EXPECT_NEAR(shareOf("balanced,class-power=1", 0, 900), 0.9, 0.005);
  EXPECT_NEAR(shareOf("balanced", 0, 900), 0.75, 0.005);
  EXPECT_NEAR(shareOf("balanced,class-power=0", 0, 900), 0.5, 0.005);
  EXPECT_NEAR(shareOf("balanced,class-power=0,class-factors=1+4", 0, 900), 0.2,
              0.005);
  EXPECT_EQ(shareOf("balanced,class-factors=0+1", 0, 900), 0);
}

TEST(Sampler, BalancedByRecord) {
  // Half of all are of class 0: eight in nine of these from record a, or
  // sqrt(8) to 1, or half.
  EXPECT_NEAR(shareOf("balanced,class-power=0", 0, 800), 4 / 9.0, 0.005);
  EXPECT_NEAR(shareOf("balanced,class-power=0,record-power=0.5", 0, 800),
              0.369388, 0.005);
  EXPECT_NEAR(shareOf("balanced,class-power=0,record-power=0", 0, 800), 0.25,
              0.005);
}

TEST(Sampler, BalancedLeavesOutWhatHasNoLabel) {
  EXPECT_EQ(shareOf("balanced", 1000, 1001), 0);
}

TEST(Sampler, Refusals) {
  auto refusal = [](llvm::StringRef text, auto change) {
    Dataset known = makeData();
    DatasetInfo info = known.getInfo();
    Samples samples = allOf(known);
    change(info, samples);
    Dataset data(std::move(info), nullptr);
    return messageOf(
        makeSampler(valueOf(SamplerOptions::parse(text)), data, samples, 1));
  };
  auto same = [](DatasetInfo &, Samples &) {};
  EXPECT_TRUE(says(refusal("random", same),
                   "unknown sampler 'random'; there are shuffle, balanced"));
  EXPECT_TRUE(says(refusal("balanced,class-factors=1+2+3", same),
                   "3 class factors for 2 classes"));
  EXPECT_TRUE(
      says(refusal("shuffle", [](DatasetInfo &, Samples &s) { s.clear(); }),
           "memory: no samples"));
  EXPECT_TRUE(says(
      refusal("balanced", [](DatasetInfo &i, Samples &) { i.labels.clear(); }),
      "memory: sampler balanced needs a label"));
  EXPECT_TRUE(
      says(refusal("balanced", [](DatasetInfo &, Samples &s) { s = {1000}; }),
           "no labelled sample"));
  auto forget = [](DatasetInfo &i, Samples &) { i.records.clear(); };
  EXPECT_TRUE(says(refusal("balanced,record-power=0.5", forget),
                   "record-power=0.5 needs the record"));
  EXPECT_EQ(refusal("balanced", forget), "");
}
