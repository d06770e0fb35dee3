// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// docs/numerics.md `@q_affine`: scales, zero points and rounding.

#include "ecg/Compress/Scales.h"
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ecg;

namespace {

TEST(Scales, q_affine_ZeroIsExactInEveryRange) {
  for (Range range : {Range{-1, 1}, Range{0.3f, 7}, Range{-9, -2},
                      Range{-1e-6f, 3e6f}, Range{0, 1e-30f}}) {
    AffineParams params = chooseAffineParams(range);
    EXPECT_GE(params.zeroPoint, -128);
    EXPECT_LE(params.zeroPoint, 127);
    EXPECT_EQ(quantizeValue(0, params, -128, 127), params.zeroPoint);
    Range covered = representableRange(params);
    float slack = static_cast<float>(params.scale);
    EXPECT_LE(covered.min, std::min(0.0f, range.min) + slack);
    EXPECT_GE(covered.max, std::max(0.0f, range.max) - slack);
  }
}

TEST(Scales, q_affine_PositiveRangesUseAllLevels) {
  AffineParams params = chooseAffineParams({0, 25.5f});
  EXPECT_EQ(params.zeroPoint, -128);
  EXPECT_NEAR(params.scale, 0.1, 1e-8);
}

TEST(Scales, q_affine_FewerBitsAreCoarserLevels) {
  AffineParams params = chooseAffineParams({0, 15}, 4);
  EXPECT_EQ(params.scale, 1);
  EXPECT_EQ(params.zeroPoint, -8);
  params = chooseAffineParams({-1, 2}, 2);
  EXPECT_EQ(params.scale, 1);
  EXPECT_EQ(params.zeroPoint, -1);
}

TEST(Scales, DegenerateRangesGiveUsableScales) {
  AffineParams zero = chooseAffineParams({0, 0});
  EXPECT_EQ(zero.scale, 1);
  EXPECT_EQ(zero.zeroPoint, 0);
  AffineParams tiny =
      chooseAffineParams({0, std::numeric_limits<float>::denorm_min()});
  EXPECT_GE(static_cast<float>(tiny.scale), std::numeric_limits<float>::min());
  AffineParams huge = chooseAffineParams(
      {-std::numeric_limits<float>::max(), std::numeric_limits<float>::max()});
  EXPECT_TRUE(std::isfinite(static_cast<float>(huge.scale)));
}

TEST(Scales, AreExactAsFloats) {
  double scale = chooseAffineParams({-0.123456789f, 0.987654321f}).scale;
  EXPECT_EQ(static_cast<double>(static_cast<float>(scale)), scale);
}

TEST(Scales, q_affine_HalvesRoundToEven) {
  AffineParams params{1, 0};
  EXPECT_EQ(quantizeValue(0.5, params, -128, 127), 0);
  EXPECT_EQ(quantizeValue(1.5, params, -128, 127), 2);
  EXPECT_EQ(quantizeValue(2.5, params, -128, 127), 2);
  EXPECT_EQ(quantizeValue(-0.5, params, -128, 127), 0);
  EXPECT_EQ(quantizeValue(-1.5, params, -128, 127), -2);
  EXPECT_EQ(quantizeValue(-2.5, params, -128, 127), -2);
}

TEST(Scales, OutOfRangeAndNaN) {
  AffineParams params{0.5, 3};
  EXPECT_EQ(quantizeValue(1e30, params, -128, 127), 127);
  EXPECT_EQ(quantizeValue(-HUGE_VAL, params, -128, 127), -128);
  EXPECT_EQ(quantizeValue(std::nan(""), params, -128, 127), 3);
}

TEST(Scales, WeightRowsReach127) {
  std::vector<float> weights = {0.5f, -1.27f, 0.019f, 0.04f};
  std::vector<double> scales = chooseWeightScales(weights, 2, {}, 1);
  EXPECT_NEAR(scales[0], 0.01, 1e-8);
  EXPECT_EQ(quantizeRows(weights, scales),
            (std::vector<int8_t>{50, -127, 60, 127}));
}

TEST(Scales, ChannelsOfZeros) {
  // Nothing at all: any scale does, an ordinary one is taken.
  EXPECT_EQ(chooseWeightScales({0.0f, 0.0f}, 2, {}, 1),
            (std::vector<double>{1, 1}));
  EXPECT_EQ(chooseWeightScales({0.0f, 1.27f}, 2, {}, 1)[0],
            chooseWeightScales({0.0f, 1.27f}, 2, {}, 1)[1]);
  // A constant channel keeps its constant.
  std::vector<double> scales = chooseWeightScales(0.0f, 1, 0.75f, 0.5);
  int32_t bias = quantizeBias(0.75f, scales, 0.5)[0];
  EXPECT_NEAR(bias * 0.5 * scales[0], 0.75, 1e-6);
}

// A bias that dwarfs the weights may not overflow the accumulator.
TEST(Scales, RowsGrowCoarserForTheirBias) {
  std::vector<float> weights = {1e-9f, -2e-9f};
  std::vector<double> scales = chooseWeightScales(weights, 1, 100.0f, 0.1);
  int64_t bias = quantizeBias(100.0f, scales, 0.1)[0];
  EXPECT_LE(bias + 2 * 127 * 255, std::numeric_limits<int32_t>::max());
  EXPECT_NEAR(static_cast<double>(bias) * 0.1 * scales[0], 100, 1e-4);
}

TEST(Scales, BiasIsInUnitsOfInputTimesWeight) {
  EXPECT_EQ(quantizeBias({1.0f, -0.5f}, {0.01, 0.1}, 0.5),
            (std::vector<int32_t>{200, -10}));
}

/// @q_int16: zero point 0, twice the largest magnitude.
TEST(Scales, Int16ActivationsReachTwiceTheRange) {
  AffineParams params = chooseActivationParams({-3, 1}, 16);
  EXPECT_EQ(params.zeroPoint, 0);
  EXPECT_NEAR(params.scale * 32767, 6, 1e-5);
  EXPECT_EQ(params.scale, static_cast<float>(params.scale));
  EXPECT_EQ(chooseActivationParams({0, 0}, 16).scale, 1);
  EXPECT_EQ(chooseActivationParams({-3, 1}, 8).zeroPoint,
            chooseAffineParams({-3, 1}).zeroPoint);
}

/// Wide accumulators leave all of int32 to the bias.
TEST(Scales, BiasOfInt16LayersNeedsNoRoomForProducts) {
  std::vector<float> weights(100000, 0.01f);
  weights[0] = 1;
  const float bias[] = {40};
  double inputScale = 1e-6;
  double narrow = chooseWeightScales(weights, 1, bias, inputScale).front(),
         wide = chooseWeightScales(weights, 1, bias, inputScale, 16).front();
  EXPECT_GT(narrow, wide);
  EXPECT_LE(bias[0] / (inputScale * wide), INT32_MAX);
}

} // namespace
