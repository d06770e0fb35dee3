// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Normalisations by value, and what they say of themselves.
#include "TestData.h"

using namespace ecg;
using namespace ecg::test;
using Values = std::vector<float>;

static Values normalized(llvm::StringRef name, Values values) {
  valueOf(Normalization::parse(name)).apply(values);
  return values;
}

// Population deviation: of 1, 3 it is 1, not sqrt(2).
TEST(Normalization, ZScoreUsesThePopulationDeviation) {
  Values z = normalized("zscore", {1, 3});
  EXPECT_FLOAT_EQ(z[0], -1 / 1.000001f);
  EXPECT_FLOAT_EQ(z[1], 1 / 1.000001f);
}

TEST(Normalization, ConstantLeadBecomesZero) {
  EXPECT_EQ(normalized("zscore", {7, 7, 7}), Values({0, 0, 0}));
  EXPECT_EQ(normalized("minmax", {7, 7, 7}), Values({0, 0, 0}));
}

TEST(Normalization, MinMaxSpansZeroToOne) {
  Values x = normalized("minmax", {-2, 0, 6});
  EXPECT_FLOAT_EQ(x[0], 0);
  EXPECT_NEAR(x[1], 0.25, 1e-6);
  EXPECT_NEAR(x[2], 1, 1e-6);
}

// A large offset must not eat the signal: sums run in double.
TEST(Normalization, ZScoreSurvivesALargeOffset) {
  Values x(4000);
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = 8000000.0f + i % 2;
  Values z = normalized("zscore", x);
  EXPECT_NEAR(z[0], -1, 1e-5);
  EXPECT_NEAR(z[1], 1, 1e-5);
}

TEST(Normalization, OthersLeaveTheValues) {
  EXPECT_EQ(normalized("none", {1, 2}), Values({1, 2}));
  EXPECT_EQ(normalized("mv", {1, 2}), Values({1, 2}));
}

TEST(Normalization, NameAndDescriptionRoundTrip) {
  for (llvm::StringRef name : {"zscore", "none", "minmax", "mv"}) {
    Normalization parsed = valueOf(Normalization::parse(name));
    EXPECT_EQ(parsed.name(), name);
    EXPECT_TRUE(says(parsed.describe(), name));
  }
  EXPECT_EQ(Normalization().describe(),
            "zscore, per sample and lead: (x - mean) / (std + 1e-06), "
            "population std");
}

TEST(Normalization, UnknownNameListsTheKnown) {
  EXPECT_TRUE(says(messageOf(Normalization::parse("robust")),
                   "unknown normalisation 'robust'; there are zscore"));
}
