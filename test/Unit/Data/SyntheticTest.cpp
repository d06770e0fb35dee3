// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The ECG generator: the same bytes everywhere, rhythms that beat as named,
// splits without a person on both sides.
#include "ecg/Data/Synthetic.h"
#include "TestData.h"
#include "llvm/Support/Parallel.h"
#include "llvm/Support/xxhash.h"
#include <cmath>
#include <numeric>
#include <set>

using namespace ecg;
using namespace ecg::test;
using Values = std::vector<float>;

static SyntheticOptions spec(llvm::StringRef text) {
  return valueOf(parseSyntheticSpec(text));
}

/// Times in seconds at which the signal peaks above `threshold`, one peak in
/// 0.2 s.
static std::vector<double> peaks(const Values &x, double rate,
                                 float threshold) {
  std::vector<double> times;
  for (size_t i = 1; i + 1 < x.size(); ++i) {
    bool top = x[i] > threshold && x[i] >= x[i - 1] && x[i] > x[i + 1];
    if (top && (times.empty() || i / rate - times.back() > 0.2))
      times.push_back(i / rate);
  }
  return times;
}

static std::vector<double> intervals(const std::vector<double> &times) {
  std::vector<double> steps;
  for (size_t i = 1; i < times.size(); ++i)
    steps.push_back(times[i] - times[i - 1]);
  return steps;
}

static unsigned rhythmNamed(llvm::StringRef name) {
  for (auto [i, rhythm] : llvm::enumerate(listRhythms()))
    if (name == rhythm.name)
      return i;
  ADD_FAILURE() << name.str();
  return 0;
}

/// A minute of `rhythm` without noise.
static Values clean(llvm::StringRef rhythm, uint32_t person) {
  Values x(60 * 250);
  synthesizeEcg(spec("fs=250,noise=0"), person, rhythmNamed(rhythm), x);
  return x;
}

/// R-R intervals of a minute of sinus rhythm and the like.
static std::vector<double> rrOf(llvm::StringRef rhythm, uint32_t person) {
  Values x = clean(rhythm, person);
  float top = *std::max_element(x.begin(), x.end());
  return intervals(peaks(x, 250, 0.6f * top));
}

static double mean(const std::vector<double> &x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / x.size();
}
static double variation(const std::vector<double> &x) {
  double m = mean(x), sum = 0;
  for (double v : x)
    sum += (v - m) * (v - m);
  return std::sqrt(sum / x.size()) / m;
}

//===----------------------------------------------------------------------===//
// Bytes
//===----------------------------------------------------------------------===//

// Changes with any change of the generator, of a compiler flag or of a machine
// that rounds differently. rhythmnet.onnx was trained on what this hash stands
// for: when it has to change, train again (examples/synthetic).
TEST(Synthetic, BytesAreTheSameEverywhere) {
  Dataset data = valueOf(openDataset("synthetic:n=64,seed=1"));
  uint64_t hash = 0;
  for (size_t i = 0; i < data.size(); ++i) {
    Values x = sampleOf(data, i);
    hash = hash * 31 + llvm::xxh3_64bits(llvm::ArrayRef<uint8_t>(
                           reinterpret_cast<const uint8_t *>(x.data()),
                           x.size() * sizeof(float)));
  }
  EXPECT_EQ(hash, UINT64_C(2670431871787355732));
}

TEST(Synthetic, ThreadsDoNotMatter) {
  Dataset data = valueOf(openDataset("synthetic:n=32,length=256"));
  std::vector<Values> parallel(data.size(), Values(256));
  llvm::parallelFor(0, data.size(), [&](size_t i) {
    llvm::consumeError(data.read(i, 0, parallel[i]));
  });
  for (size_t i = 0; i < data.size(); ++i)
    EXPECT_EQ(parallel[i], sampleOf(data, i));
}

TEST(Synthetic, SeedsAndPersonsAndRhythmsDiffer) {
  Values base(200), other(200);
  synthesizeEcg(spec("seed=1"), 0, 0, base);
  synthesizeEcg(spec("seed=2"), 0, 0, other);
  EXPECT_NE(base, other);
  synthesizeEcg(spec("seed=1"), 1, 0, other);
  EXPECT_NE(base, other);
  synthesizeEcg(spec("seed=1"), 0, 1, other);
  EXPECT_NE(base, other);
}

// Choosing rhythms changes which samples there are, not how they sound.
TEST(Synthetic, ARhythmIsTheSameInAnySelection) {
  Dataset all = valueOf(openDataset("synthetic:n=8,length=128"));
  Dataset one = valueOf(openDataset("synthetic:n=1,length=128,rhythms=afib"));
  EXPECT_EQ(sampleOf(all, rhythmNamed("afib")), sampleOf(one, 0));
}

//===----------------------------------------------------------------------===//
// Rhythms
//===----------------------------------------------------------------------===//

TEST(Synthetic, SinusRhythmsHaveTheirRates) {
  struct Row {
    const char *rhythm;
    double low, high;
  };
  for (Row row : {Row{"normal", 60, 100}, Row{"bradycardia", 38, 59},
                  Row{"tachycardia", 101, 150}})
    for (uint32_t person = 0; person < 10; ++person) {
      std::vector<double> rr = rrOf(row.rhythm, person);
      double rate = 60 / mean(rr);
      EXPECT_GT(rate, row.low * 0.98) << row.rhythm << person;
      EXPECT_LT(rate, row.high * 1.02) << row.rhythm << person;
      EXPECT_LT(variation(rr), 0.1) << row.rhythm << person;
    }
}

TEST(Synthetic, FibrillationIsIrregular) {
  for (uint32_t person = 0; person < 10; ++person)
    EXPECT_GT(variation(rrOf("afib", person)),
              2 * variation(rrOf("normal", person)))
        << person;
}

// Every third or fourth beat is missing: intervals of one and of two cycles.
TEST(Synthetic, BlockDropsWholeBeats) {
  for (uint32_t person = 0; person < 10; ++person) {
    std::vector<double> rr = rrOf("avblock", person), sorted = rr;
    llvm::sort(sorted);
    double cycle = sorted[sorted.size() / 4];
    int dropped = 0;
    for (double interval : rr) {
      dropped += interval > 1.5 * cycle;
      EXPECT_NEAR(interval / cycle, interval > 1.5 * cycle ? 2 : 1, 0.25);
    }
    EXPECT_GE(dropped, int(rr.size() / 4)) << person;
    EXPECT_LE(dropped, int(rr.size() / 2 + 1)) << person;
  }
}

// The sinus node goes on: a premature beat and its pause make two cycles.
TEST(Synthetic, PrematureBeatsHaveAFullCompensatoryPause) {
  std::vector<double> rr = rrOf("bigeminy", 3);
  ASSERT_GT(rr.size(), 20u);
  for (size_t i = 2; i + 2 < rr.size(); i += 2)
    EXPECT_NEAR(rr[i] + rr[i + 1], rr[i - 2] + rr[i - 1], 0.2);
  EXPECT_GT(std::fabs(rr[4] - rr[5]), 0.15);
}

// Table I has R as the tallest; a person has 0.7 to 1.5 mV.
TEST(Synthetic, AmplitudesAreThoseOfAnEcg) {
  for (uint32_t person = 0; person < 20; ++person) {
    Values x = clean("normal", person);
    float top = *std::max_element(x.begin(), x.end());
    EXPECT_GT(top, 0.4f) << person;
    EXPECT_LT(top, 2.6f) << person;
    EXPECT_NEAR(mean({x.begin(), x.end()}), 0.1, 0.15) << person;
  }
}

TEST(Synthetic, NoiseHasTheLevelAskedFor) {
  auto difference = [](llvm::StringRef noise) {
    double squares = 0;
    int count = 0;
    for (uint32_t person = 0; person < 40; ++person) {
      Values quiet(1000), loud(1000);
      synthesizeEcg(spec("noise=0"), person, 0, quiet);
      synthesizeEcg(spec(("noise=0," + noise).str()), person, 0, loud);
      for (size_t i = 0; i < quiet.size(); ++i, ++count)
        squares += (loud[i] - quiet[i]) * (loud[i] - quiet[i]);
    }
    return std::sqrt(squares / count);
  };
  EXPECT_NEAR(difference("white=0.1"), 0.1, 0.003);
  EXPECT_NEAR(difference("mains=0.1"), 0.1, 0.003);
  EXPECT_EQ(difference("mains=0.1,mains_hz=64"), 0); // half of 128 Hz
  // Uniform levels from 0 to 2 have a root mean square of 2 / sqrt(3).
  EXPECT_NEAR(difference("muscle=0.1"), 0.115, 0.02);
  EXPECT_NEAR(difference("wander=0.1"), 0.115, 0.025);
}

//===----------------------------------------------------------------------===//
// The data set
//===----------------------------------------------------------------------===//

TEST(Synthetic, SplitsAreStratifiedAndPersonDisjoint) {
  Dataset data = valueOf(openDataset("synthetic:"));
  EXPECT_EQ(data.size(), 800u);
  EXPECT_EQ(data.samplingRate(), 128);
  ASSERT_EQ(data.classNames().size(), listRhythms().size());
  for (auto [name, share] :
       {std::pair("train", 60), {"val", 20}, {"test", 20}}) {
    std::vector<int> count(data.classNames().size());
    for (uint32_t sample : valueOf(data.split(name)))
      ++count[data.labels()[sample]];
    EXPECT_EQ(count, std::vector<int>(count.size(), share)) << name;
  }
  for (const char *held : {"val", "test"})
    EXPECT_TRUE(valueOf(checkLeakage(data, "train", held)).clean());
}

TEST(Synthetic, TakesTheModelsLengthUnlessTold) {
  DataOptions options;
  options.model = ModelInputShape();
  options.model->length = 360;
  EXPECT_EQ(valueOf(openDataset("synthetic:", options)).inputs()[0].length,
            360);
  EXPECT_EQ(
      valueOf(openDataset("synthetic:length=100", options)).inputs()[0].length,
      100);
}

TEST(Synthetic, ClassOrderCanBeGiven) {
  DataOptions options;
  options.classes = {"pvc", "normal"};
  Dataset data =
      valueOf(openDataset("synthetic:n=2,rhythms=normal+pvc", options));
  EXPECT_EQ(data.labels(), llvm::ArrayRef<int32_t>({1, 0}));
}

TEST(Synthetic, BadSpecsAreNamed) {
  auto refusal = [](llvm::StringRef text) {
    return messageOf(openDataset(("synthetic:" + text).str()));
  };
  EXPECT_TRUE(says(refusal("size=3"), "unknown key 'size'; there are n, "));
  EXPECT_TRUE(says(refusal("n=0"), "'n=0': expected an integer from 1"));
  EXPECT_TRUE(says(refusal("length=1e9"), "'length=1e9'"));
  EXPECT_TRUE(says(refusal("fs=nan"), "'fs=nan': expected a number from 50"));
  EXPECT_TRUE(says(refusal("noise=-1"), "'noise=-1'"));
  EXPECT_TRUE(says(refusal("rhythms=normal+jazz"),
                   "no rhythm 'jazz'; there are normal, bradycardia"));
  EXPECT_TRUE(says(refusal("rhythms=pvc+pvc"), "is there twice"));
}

// Einthoven: III = II - I. Goldberger: aVR = -(I + II) / 2, aVL = I - II / 2,
// aVF = II - I / 2. Respiration moves all of them alike.
TEST(Synthetic, LimbLeadsFollowFromTwo) {
  size_t length = 500;
  Values x(12 * length), one(length);
  synthesizeEcg(spec("leads=12,noise=0,fs=250"), 3, 0, x);
  synthesizeEcg(spec("noise=0,fs=250"), 3, 0, one);
  for (size_t t = 0; t < length; ++t) {
    auto lead = [&](size_t k) { return double(x[k * length + t]); };
    EXPECT_EQ(x[length + t], one[t]);
    double i = lead(0), ii = lead(1), respiration = lead(2) + i - ii;
    EXPECT_NEAR(lead(3), -(i + ii) / 2 + 2 * respiration, 1e-5);
    EXPECT_NEAR(lead(4), i - ii / 2 + respiration / 2, 1e-5);
    EXPECT_NEAR(lead(5), ii - i / 2 + respiration / 2, 1e-5);
  }
}

TEST(Synthetic, ChosenLeadsAreThoseOfAll) {
  DataOptions options;
  options.leads = {"V2", "aVF"};
  Dataset two =
      valueOf(openDataset("synthetic:n=8,leads=12,length=64", options));
  Dataset all =
      valueOf(openDataset("synthetic:n=8,leads=12,length=64", DataOptions()));
  EXPECT_EQ(two.inputs()[0].leads, 2);
  Values x(2 * 64), y(12 * 64);
  ASSERT_FALSE(two.read(5, 0, x));
  ASSERT_FALSE(all.read(5, 0, y));
  EXPECT_EQ(Values(x.begin(), x.begin() + 64),
            Values(y.begin() + 7 * 64, y.begin() + 8 * 64));
  EXPECT_EQ(Values(x.begin() + 64, x.end()),
            Values(y.begin() + 5 * 64, y.begin() + 6 * 64));
}

TEST(Synthetic, RefusesOtherNumbersOfLeads) {
  EXPECT_EQ(messageOf(parseSyntheticSpec("leads=3")),
            "synthetic: 'leads=3': expected 1 or 12");
}
