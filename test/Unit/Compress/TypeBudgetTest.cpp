// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types of weights, their scales, and who becomes coarser under a budget.

#include "ecg/Compress/TypeBudget.h"
#include "ecg/Compress/PackedWeights.h"
#include "ecg/Compress/StepSize.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

const WeightType *type(const char *name) { return findWeightType(name); }

// @weight_types
TEST(WeightTypes, KnowTheirSizes) {
  EXPECT_EQ(type("int8")->rowBytes(9), 9);
  EXPECT_EQ(type("int4")->rowBytes(9), 5);
  EXPECT_EQ(type("int3")->rowBytes(9), 4);
  EXPECT_EQ(type("int2")->rowBytes(9), 3);
  EXPECT_EQ(type("ternary")->rowBytes(9), 2);
  EXPECT_EQ(type("zero")->rowBytes(9), 0);
  EXPECT_EQ(type("int9"), nullptr);
  EXPECT_EQ(findWeightType(-3, 3), type("int3"));
}

// What is promised is never less than what is stored.
TEST(WeightTypes, CostWhatIsStored) {
  for (const WeightType &type : weightTypes())
    for (int64_t size : {1, 4, 5, 8, 33}) {
      std::vector<int8_t> row(size);
      for (int64_t i = 0; i < size; ++i)
        row[i] = static_cast<int8_t>(i % 2 ? type.low : type.high);
      EXPECT_LE(packedBits(row), 8 * type.rowBytes(size)) << type.name.str();
    }
}

TEST(WeightTypes, BecomeCoarserDownToTernary) {
  std::vector<const WeightType *> ladder{type("int8")};
  while (const WeightType *next = coarserThan(*ladder.back()))
    ladder.push_back(next);
  EXPECT_EQ(ladder, (std::vector<const WeightType *>{
                        type("int8"), type("int6"), type("int5"), type("int4"),
                        type("int3"), type("ternary")}));
  EXPECT_EQ(coarserThan(*type("int2")), type("ternary"));
  EXPECT_EQ(coarserThan(*type("zero")), nullptr);
}

// @step_size: exact where the row is made of steps, and no worse than the
// scale that clips nothing elsewhere.
TEST(StepSize, FindsTheStepsOfARow) {
  EXPECT_NEAR(fitScale({0.5f, -1.0f, 3.5f}, -7, 7), 0.5, 1e-9);
  EXPECT_NEAR(fitScale({0.4f, -0.4f, 0.0f}, -1, 1), 0.4, 1e-6);
  EXPECT_EQ(fitScale({0.0f, 0.0f}, -7, 7), 0);
  EXPECT_EQ(fitScale({1.0f, 2.0f}, 0, 0), 0);
}

TEST(StepSize, ClipsWhatIsRare) {
  std::vector<float> row(100, 0.3f);
  row[0] = 1;
  for (size_t i = 1; i < row.size(); i += 2)
    row[i] = -0.28f;
  double scale = fitScale(row, -1, 1);
  EXPECT_LT(scale, 0.4);
  EXPECT_LT(roundingLoss(row, scale, -1, 1), roundingLoss(row, 1, -1, 1));
}

TEST(StepSize, MindsImportance) {
  std::vector<float> row{1.0f, 0.3f, -0.3f, 0.3f}, importance{1000, 1, 1, 1};
  EXPECT_GT(fitScale(row, -1, 1, importance), 0.95);
  EXPECT_EQ(roundingLoss({1.0f, 2.0f}, 1, -1, 1, {1, 3}), 3);
}

LayerTypes layer(int64_t rowSize, std::vector<const WeightType *> rows) {
  return {rowSize, std::move(rows)};
}

// @stored_bytes
TEST(TypeBudget, CountsEverything) {
  EXPECT_EQ(storedBytes(layer(10, {type("int4"), type("int4")})),
            10 + 2 * (5 + 3));
  // Half a byte a row where types differ.
  EXPECT_EQ(storedBytes(layer(10, {type("int4"), type("int3"), type("int3")})),
            10 + 5 + 4 + 4 + 3 * 3 + 2);
}

TEST(TypeBudget, LowersWhatLosesLeastAByte) {
  const WeightType *four = type("int4"), *three = type("int3");
  std::vector<LayerTypes> layers{layer(80, {four, four}), layer(8, {four})};
  // Ten bytes saved by a row of the first layer, one by that of the second.
  std::vector<Lowering> candidates{
      {0, 0, three, 5.0}, {0, 1, three, 9.0}, {1, 0, three, 0.8}};
  int64_t before = storedBytes(layers);
  auto taken = lowerTypes(layers, candidates, before - 9);
  ASSERT_EQ(taken.size(), 1u);
  EXPECT_EQ(layers[0].rows[0], three);
  taken = lowerTypes(layers, {candidates[1], candidates[2]}, before - 15);
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_EQ(taken[0].layer, 1u);
  EXPECT_LE(storedBytes(layers), before - 15);
}

TEST(TypeBudget, StopsWhenItFitsOrNothingHelps) {
  const WeightType *four = type("int4"), *three = type("int3");
  std::vector<LayerTypes> layers{layer(80, {four, four}), layer(1, {four})};
  EXPECT_TRUE(lowerTypes(layers, {{0, 0, three, 0}}, 1000).empty());
  // A row of one weight has the same size in both.
  EXPECT_TRUE(lowerTypes(layers, {{1, 0, three, 0}}, 1).empty());
  EXPECT_EQ(leastBytes(layers), 2 * 10 + 2 * (16 + 3) + 1 + 3);
}

} // namespace
