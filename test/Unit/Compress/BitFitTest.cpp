// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coordinates of groups (ALQ-4, ALQ-6, ALQ-7), and who gets which code under a
// budget.

#include "ecg/Compress/BitFit.h"
#include "ecg/Compress/BitBudget.h"
#include "ecg/Data/Random.h"
#include <gtest/gtest.h>
#include <numeric>

using namespace ecg;
using ecg::portable::Random;

namespace {

const BitCode &code(const char *name) { return bitCodes()[findBitCode(name)]; }

std::vector<float> randomWeights(uint64_t seed, size_t size) {
  Random random{seed};
  std::vector<float> weights(size);
  for (float &weight : weights) // about normal
    for (int i = 0; i < 6; ++i)
      weight += static_cast<float>(random.uniform(-1, 1));
  return weights;
}

double lossOf(llvm::ArrayRef<float> a, llvm::ArrayRef<float> b,
              llvm::ArrayRef<float> importance = {}) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i)
    sum += (importance.empty() ? 1.0 : importance[i]) * (a[i] - b[i]) *
           (a[i] - b[i]);
  return sum;
}

// ALQ-4: the first basis is the sign, its coordinate the mean magnitude.
TEST(BitFit, OneBitIsSignAndMean) {
  std::vector<float> weights{1, -2, 3, -6};
  EXPECT_NEAR(sketch(weights, 1)[0], 3, 1e-4);
  EXPECT_NEAR(fitCoordinates(weights, code("sign"))[0], 3, 1e-4);
}

// ALQ-4: what is a sum of two bases is found by two, and needs no third.
TEST(BitFit, SketchingEndsWhereNothingIsLeft) {
  std::vector<float> weights{5, 3, -3, -5, 5, -3};
  std::vector<double> alphas = sketch(weights, 4);
  ASSERT_EQ(alphas.size(), 2u);
  EXPECT_NEAR(alphas[0], 4, 1e-3);
  EXPECT_NEAR(alphas[1], 1, 1e-3);
  EXPECT_TRUE(sketch({0, 0, 0}, 2).empty());
}

TEST(BitFit, SketchedLossFallsWithBits) {
  std::vector<float> weights = randomWeights(3, 200);
  double before = lossOf(weights, std::vector<float>(200, 0));
  for (const char *name : {"sign", "bits2", "bits3", "bits4"}) {
    std::vector<float> alphas = fitCoordinates(weights, code(name));
    double loss = lossOf(weights, roundToLevels(weights, code(name), alphas));
    EXPECT_LT(loss, 0.5 * before) << name;
    EXPECT_TRUE(std::is_sorted(alphas.rbegin(), alphas.rend()));
    EXPECT_GE(alphas.back(), 0);
    before = loss;
  }
}

// ALQ-7: the gradient of the weighted squared error by each coordinate is 0.
TEST(BitFit, CoordinatesSolveTheNormalEquations) {
  std::vector<float> weights = randomWeights(4, 60), importance(60);
  Random random{5};
  for (float &h : importance)
    h = static_cast<float>(random.uniform(0.1, 3));
  BitLevels<double> levels(code("bits3"), {1.5, 0.7, 0.4});
  std::vector<size_t> chosen = chooseLevels(weights, levels);
  std::vector<double> alphas =
      solveCoordinates(weights, importance, code("bits3"), levels, chosen);
  for (unsigned a = 0; a < 3; ++a) {
    double slope = 0;
    for (size_t i = 0; i < weights.size(); ++i) {
      double rest = weights[i];
      for (unsigned c = 0; c < 3; ++c)
        rest -= alphas[c] * static_cast<double>(levels.factor(chosen[i], c));
      slope += importance[i] * rest *
               static_cast<double>(levels.factor(chosen[i], a));
    }
    EXPECT_NEAR(slope, 0, 1e-3);
  }
}

// Bases that depend on each other, and weights nothing is known about, must not
// send coordinates anywhere (a defect of the published code).
TEST(BitFit, SingularSystemsStayFinite) {
  std::vector<float> weights{2, -2, 2, -2};
  for (const char *name : {"bits2", "bits4", "int4", "odd3", "ternary"}) {
    std::vector<float> alphas = fitCoordinates(weights, code(name));
    for (float alpha : alphas)
      EXPECT_LE(alpha, 2.01) << name;
    EXPECT_LT(lossOf(weights, roundToLevels(weights, code(name), alphas)), 1e-4)
        << name;
    for (float alpha :
         fitCoordinates(weights, code(name), std::vector<float>(4, 0)))
      EXPECT_TRUE(std::isfinite(alpha));
  }
  EXPECT_TRUE(fitCoordinates(weights, code("zero")).empty());
}

// ALQ-6
TEST(BitFit, LevelsAreTheNearest) {
  for (const BitCode &each : bitCodes()) {
    std::vector<float> alphas{0.9f, 0.5f, 0.3f, 0.2f, 0.11f, 0.07f, 0.03f};
    alphas.resize(each.alphas);
    BitLevels<float> levels(each, alphas);
    for (float x = -3; x < 3; x += 0.037f)
      for (size_t other = 0; other < levels.size(); ++other)
        EXPECT_LE(std::fabs(levels.value(levels.nearest(x)) - x),
                  std::fabs(levels.value(other) - x) + 1e-6f)
            << each.name.str();
  }
}

// @alpha_units: sums stay within int8, and coarse rows beside them too.
TEST(BitFit, UnitsKeepSumsWithinBytes) {
  std::vector<float> alphas{0.9f, 0.5f, 0.05f, 0, 0.02f, 0.01f};
  std::vector<int64_t> codes{findBitCode("bits2"), findBitCode("int4"),
                             findBitCode("bits2")};
  AlphaTable<float> table{alphas, 2, codes, /*ofRows=*/true};
  AlphaUnits units = table.chooseUnits();
  EXPECT_EQ(roundAlpha(0.05f, code("int4"), units), 255);
  int64_t sum = roundAlpha(0.9f, code("bits2"), units) +
                roundAlpha(0.5f, code("bits2"), units);
  EXPECT_EQ(sum % units.step, 0);
  EXPECT_LE(sum / units.step, 127);
  EXPECT_GE(sum / units.step, 110);
}

// @bit_budget: no other choice of as few bytes loses less.
TEST(BitBudget, HullStepsAreTheBestOfTheirSize) {
  Random random{6};
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<std::vector<BitChoice>> groups(4);
    for (auto &group : groups)
      for (int c = 0; c < 4; ++c)
        group.push_back({c, c ? random.uniform(0, 20) : 20.0,
                         c ? random.uniform(0, 5) : 0.0});
    double save = random.uniform(1, 60);
    std::vector<size_t> chosen = chooseBits(groups, save);
    auto total = [&](llvm::ArrayRef<size_t> choice) {
      std::pair<double, double> sum{0, 0};
      for (size_t g = 0; g < groups.size(); ++g) {
        sum.first += groups[g][choice[g]].bytes;
        sum.second += groups[g][choice[g]].loss;
      }
      return sum;
    };
    auto [bytes, loss] = total(chosen);
    for (size_t code = 0; code < 256; ++code) {
      std::vector<size_t> other{code % 4, code / 4 % 4, code / 16 % 4,
                                code / 64};
      auto [otherBytes, otherLoss] = total(other);
      if (otherBytes <= bytes + 1e-9)
        EXPECT_GE(otherLoss, loss - 1e-9);
    }
    double least = 0;
    for (auto &group : groups) {
      double fewest = 20;
      for (BitChoice &choice : group)
        fewest = std::min(fewest, choice.bytes);
      least += fewest;
    }
    EXPECT_TRUE(bytes <= 80 - save || std::fabs(bytes - least) < 1e-9);
  }
}

} // namespace
