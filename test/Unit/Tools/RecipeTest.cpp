// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Goals become the recipes that docs/recipes.md promises. The network is
// ECGNet's, by its widths.

#include "Recipe.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

/// ECGNet: 80,973 parameters, 397 rows, 84,213 bytes as int8, 41,569 as int4.
NetworkFacts ecgnet() {
  NetworkFacts facts;
  facts.costs[Measure::Parameters] = 80973;
  facts.costs[Measure::Instructions] = 2980000;
  const WeightType *any = findWeightType("int8");
  auto layer = [&](int64_t rows, int64_t rowSize) {
    facts.layers.push_back(
        {rowSize, std::vector<const WeightType *>(rows, any)});
    facts.calibratedBytes += rows * (rowSize + 9);
  };
  layer(8, 16);
  layer(32, 100);
  layer(357, 200);
  return facts;
}

std::string valueOf(const Recipe &recipe, llvm::StringRef name) {
  for (const RecipeFlag &flag : recipe.flags)
    if (flag.name == name)
      return flag.value.empty() ? "given" : flag.value;
  return "";
}

Recipe planFor(int64_t bytes, double instructions = 0, double effort = 1) {
  Goals goals;
  goals.bytes = bytes;
  goals.instructions = instructions;
  return llvm::cantFail(planRecipe(ecgnet(), goals, effort));
}

TEST(Recipe, CalibratesWhatFitsAsInt8) {
  Recipe recipe = planFor(ecgnet().calibratedBytes);
  EXPECT_EQ(valueOf(recipe, "int8"), "given");
  EXPECT_EQ(valueOf(recipe, "weights"), "");
  EXPECT_EQ(valueOf(recipe, "qat"), "");
  EXPECT_EQ(valueOf(recipe, "optimizer"), "") << "nothing learns";
}

TEST(Recipe, RoundsTablesBeforeWeights) {
  Recipe recipe = planFor(ecgnet().calibratedBytes - 1);
  EXPECT_EQ(valueOf(recipe, "weights"), "int8");
  EXPECT_EQ(valueOf(recipe, "optimizer"), "");
}

TEST(Recipe, TrainsInt4BeforeItPrunes) {
  Recipe recipe = planFor(ecgnet().bytesAs("int4"));
  EXPECT_EQ(valueOf(recipe, "qat"), "int4,epochs=80");
  EXPECT_EQ(valueOf(recipe, "prune"), "");
  EXPECT_EQ(valueOf(recipe, "average"), "") << "--qat has its own";
  EXPECT_EQ(valueOf(recipe, "batch-size"), "32");
}

TEST(Recipe, PrunesThenMixesTypes) {
  Recipe recipe = planFor(12288);
  EXPECT_EQ(valueOf(recipe, "prune").rfind("taylor,params=2", 0), 0u)
      << valueOf(recipe, "prune");
  EXPECT_EQ(valueOf(recipe, "qat"),
            "mixed,bytes=12272,rounds=4,round-epochs=12,epochs=80");
  EXPECT_EQ(valueOf(recipe, "average"), "0.98");
  EXPECT_EQ(recipe.reasons.size(), 3u);
}

/// The pairs that were measured, to a tenth.
TEST(Recipe, FollowsTheMeasuredFrontier) {
  NetworkFacts facts = ecgnet();
  for (auto [bytes, parameters] :
       {std::pair(12800, 24500), std::pair(8192, 22000), std::pair(5120, 14000),
        std::pair(3072, 9000), std::pair(2048, 6000)})
    EXPECT_NEAR(parametersFor(facts, bytes), parameters, parameters / 10);
  EXPECT_LE(parametersFor(facts, 1 << 20), 80973);
}

/// Tables that stay as they are leave less for the weights.
TEST(Recipe, CountsWhatCannotShrink) {
  NetworkFacts facts = ecgnet();
  facts.calibratedBytes += facts.otherBytes = 1024;
  EXPECT_EQ(facts.bytesAs("int4"), ecgnet().bytesAs("int4") + 1024);
  EXPECT_EQ(parametersFor(facts, 8192), parametersFor(ecgnet(), 8192 - 1024));
  Goals goals;
  goals.bytes = 8192;
  Recipe recipe = llvm::cantFail(planRecipe(facts, goals, 1));
  EXPECT_NE(valueOf(recipe, "qat").find("bytes=7152,"), std::string::npos);
  goals.bytes = 1024;
  auto none = planRecipe(facts, goals, 1);
  EXPECT_EQ(llvm::toString(none.takeError()),
            "1,024 bytes are allowed, and 1,024 are taken by what is no "
            "weights that could be smaller");
}

TEST(Recipe, SlowNetworksLoseChannels) {
  Recipe slow = planFor(0, 1e6);
  EXPECT_NE(valueOf(slow, "prune").find("instructions=1000000"),
            std::string::npos);
  EXPECT_EQ(valueOf(slow, "int8"), "given");
  EXPECT_EQ(valueOf(planFor(0, 3e6), "prune"), "");
}

TEST(Recipe, EffortScalesEpochs) {
  Recipe recipe = planFor(5120, 0, 0.01);
  EXPECT_NE(valueOf(recipe, "prune").find("epochs=1+1+1"), std::string::npos);
  EXPECT_NE(valueOf(recipe, "qat").find("round-epochs=1,epochs=1"),
            std::string::npos);
}

TEST(Recipe, PointsByName) {
  NetworkFacts facts = ecgnet();
  EXPECT_TRUE(llvm::cantFail(recipeForPoint(facts, "float", 1)).flags.empty());
  EXPECT_EQ(valueOf(llvm::cantFail(recipeForPoint(facts, "ternary", 1)), "qat"),
            "ternary,epochs=80");
  EXPECT_EQ(valueOf(llvm::cantFail(recipeForPoint(facts, "int8", 1)), "int8"),
            "given");
  EXPECT_NE(valueOf(llvm::cantFail(recipeForPoint(facts, "8KiB", 1)), "prune"),
            "");
  auto wrong = recipeForPoint(facts, "int9", 1);
  EXPECT_EQ(llvm::toString(wrong.takeError()),
            "point 'int9': expected float, a type of weights as int4 or "
            "ternary, or a size as 8KiB");
}

TEST(Recipe, SweepsDownToAFortieth) {
  std::vector<std::string> points = pointsToSweep(ecgnet());
  ASSERT_EQ(points.size(), 9u);
  EXPECT_EQ(points[3], "ternary");
  EXPECT_EQ(std::stoll(points[4]), ecgnet().bytesAs("int4") / 2);
  EXPECT_GE(std::stoll(points.back()) * 40, ecgnet().bytesAs("int4"));
}

TEST(Recipe, ReadsBytes) {
  EXPECT_EQ(llvm::cantFail(parseBytes("12KiB")), 12288);
  EXPECT_EQ(llvm::cantFail(parseBytes("12.8kB")), 12800);
  EXPECT_EQ(llvm::cantFail(parseBytes("500")), 500);
  for (const char *text : {"", "0", "-1KiB", "12XB", "nan", "KiB"}) {
    auto bytes = parseBytes(text);
    EXPECT_FALSE(!!bytes) << text;
    llvm::consumeError(bytes.takeError());
  }
}

} // namespace
