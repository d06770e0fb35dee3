// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Training through fake quantization: what learns how fast, and the way down to
// a number of bytes.

#include "ecg/Train/QuantizeAware.h"
#include "../Exec/TestModule.h"
#include "RoundedWeights.h"
#include "ScaleRates.h"
#include "WeightTensors.h"
#include "ecg/Compress/Scales.h"
#include "ecg/Train/KeptWeights.h"
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

/// A layer of eight int4 rows, whose scales are multiples of 0.01, and one that
/// is not rounded.
const char *const network = R"(
func.func @f(%x: tensor<1x1x128xf32>) -> tensor<1x2xf32> {
  %sx = ecg.constant dense<0.1> : tensor<1xf32> -> tensor<1xf32>
  %w = ecg.constant dense<0.1> : tensor<8x128xf32> -> tensor<8x128xf32>
  %b = ecg.constant dense<0.0> : tensor<8xf32> -> tensor<8xf32>
  %s = ecg.constant dense<0.102> : tensor<8xf32> -> tensor<8xf32>
  %u = ecg.constant dense<0.01> : tensor<1xf32> -> tensor<1xf32>
  %f = ecg.reshape %x : tensor<1x1x128xf32> -> tensor<1x128xf32>
  %a = ecg.fake_quantize %f, %sx range [-128, 127] : (tensor<1x128xf32>, tensor<1xf32>) -> tensor<1x128xf32>
  %t = ecg.fake_quantize %s, %u range [1, 255] : (tensor<8xf32>, tensor<1xf32>) -> tensor<8xf32>
  %v = ecg.fake_quantize %w, %t range [-7, 7] axis 0 : (tensor<8x128xf32>, tensor<8xf32>) -> tensor<8x128xf32>
  %y = ecg.linear %a, %v, %b : (tensor<1x128xf32>, tensor<8x128xf32>, tensor<8xf32>) -> tensor<1x8xf32>
  %o = ecg.constant dense<[[1.0, -1.0, 0.5, -0.5, 0.2, 0.1, 0.7, -0.7], [-1.0, 1.0, 0.5, 0.5, -0.2, 0.1, -0.7, 0.7]]> : tensor<2x8xf32> -> tensor<2x8xf32>
  %z = ecg.linear %y, %o : (tensor<1x8xf32>, tensor<2x8xf32>) -> tensor<1x2xf32>
  return %z : tensor<1x2xf32>
})";

class QuantizeAware : public testing::Test {
protected:
  QuantizeAware() : module(network) {
    DataOptions how;
    how.model = ModelInputShape{"x", 1, 128, false, 2};
    data.emplace(llvm::cantFail(
        openDataset("synthetic:n=80,rhythms=normal+bigeminy", how)));
    options.epochs = 2;
    options.batch = 8;
    options.threads = 1;
  }

  std::string trainAndFail(const ByteBudget &budget) {
    auto result = trainQuantized(module.function(), *data, options, budget);
    return result ? "" : llvm::toString(result.takeError());
  }

  TestModule module;
  std::optional<Dataset> data;
  TrainOptions options;
};

// @scale_rate: a seventh for int4, a 255th of that for the unit; scales of
// activations stand still.
TEST_F(QuantizeAware, ScalesLearnSlowly) {
  auto isLearned = [](Operation *op) { return !isActivationScale(op); };
  GradientProgram::Options wanted;
  wanted.isLearned = isLearned;
  auto program = GradientProgram::create(module.function(), wanted);
  std::vector<float> rates = chooseRates(*program);
  std::vector<float> found;
  for (const LearnedConstant &constant : program->constants())
    found.push_back(rates[constant.offset]);
  EXPECT_EQ(found,
            (std::vector<float>{1, 1, 1.0f / 7, 1.0f / 7 * (1.0f / 255), 1}));
}

// Weights that were made sparse and clustered before are so afterwards, as
// integers, too: rows keep one scale.
TEST_F(QuantizeAware, ZerosAndSharedValuesStay) {
  auto tensors =
      llvm::cantFail(findWeightTensors(module.function(), /*protect=*/{}));
  std::vector<float> values = tensors[0].values();
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = 0.1f * static_cast<float>(i % 5) - 0.2f; // a fifth is zero
  tensors[0].setValues(values);
  options.ties =
      tiesThatKeep({.zeros = true, .clusters = true}, module.function());
  ASSERT_EQ(options.ties.size(), 2u) << "those of weights, and of their scales";
  llvm::cantFail(trainQuantized(module.function(), *data, options, {}));

  RoundedWeights layer = RoundedWeights::find(module.function()).front();
  std::vector<float> after = layer.readWeights();
  std::vector<double> scales = layer.readScales();
  for (size_t i = 0; i < after.size(); ++i)
    ASSERT_EQ(after[i], values[i] == 0 ? 0 : after[i % 5]) << i;
  EXPECT_NE(after[0], values[0]) << "nothing learned";
  EXPECT_TRUE(llvm::all_equal(scales));
  EXPECT_NE(scales[0], 0.1);
}

TEST_F(QuantizeAware, TypesChangeInPlace) {
  std::vector<RoundedWeights> weights = RoundedWeights::find(module.function());
  ASSERT_EQ(weights.size(), 1u);
  EXPECT_EQ(weights[0].types().rows[0], findWeightType("int4"));
  EXPECT_NEAR(weights[0].readScales()[0], 0.10, 1e-6); // ten units
  weights[0].setRow(1, *findWeightType("ternary"), 0.51);
  weights[0].write();
  EXPECT_EQ(weights[0].op().getRangeAt(0), std::pair(int64_t(-7), int64_t(7)));
  EXPECT_EQ(weights[0].op().getRangeAt(1), std::pair(int64_t(-1), int64_t(1)));
  // The unit follows the largest scale.
  EXPECT_NEAR(weights[0].readScales()[1], 0.51, 1e-6);
  EXPECT_NEAR(weights[0].readScales()[0], 0.102, 1e-6);
}

TEST_F(QuantizeAware, FitsIntoItsBytes) {
  int64_t before = storedBytes(module.function());
  EXPECT_EQ(before, 10 + 8 * (64 + 3) + 4 * 16);
  std::vector<std::string> stages;
  auto note = [&](const QuantizeAwareStage &stage) {
    stages.push_back(stage.name);
  };
  auto result = trainQuantized(module.function(), *data, options,
                               {before - 150, 2, 1}, {}, {}, note);
  ASSERT_TRUE(bool(result)) << llvm::toString(result.takeError());
  EXPECT_LE(storedBytes(module.function()), before - 150);
  EXPECT_EQ(stages,
            (std::vector<std::string>{"start", "round 1 of 2", "last stage"}));
  // Not all rows pay alike.
  EXPECT_FALSE(
      llvm::all_equal(describeRoundedLayers(module.function())[0].types.rows));
}

TEST_F(QuantizeAware, RefusesWhatCannotFit) {
  EXPECT_EQ(trainAndFail({200, 2, 1}),
            "the parameters need 306 bytes even with ternary weights, 200 are "
            "allowed: remove channels first");
  options.optimizer.name = "sgd";
  EXPECT_NE(trainAndFail({400, 2, 1}).find("second moments"),
            std::string::npos);
}

TEST(QuantizeAwareOptions, AreReadFromText) {
  auto options =
      QuantizeAwareOptions::parse("mixed,bytes=5120,epochs=9,lr=0.1");
  ASSERT_TRUE(bool(options));
  EXPECT_EQ(options->startType(), "int4");
  EXPECT_EQ(options->outerType(), "int4");
  EXPECT_EQ(options->budget.bytes, 5120);
  EXPECT_EQ(options->epochs, 9u);
  auto error = [](llvm::StringRef text) {
    return llvm::toString(QuantizeAwareOptions::parse(text).takeError());
  };
  EXPECT_NE(error("mixed").find("needs bytes=N"), std::string::npos);
  EXPECT_NE(error("int9").find("ternary"), std::string::npos);
  EXPECT_NE(error("int4,bytes=-1").find("from 1"), std::string::npos);
}

TEST(QuantizeAwareOptions, SearchesStartFromInt8) {
  auto options = QuantizeAwareOptions::parse("search,instructions=2e6");
  ASSERT_TRUE(bool(options));
  EXPECT_TRUE(options->searches());
  EXPECT_EQ(options->startType(), "int8");
  EXPECT_EQ(options->instructions, 2e6);
}

// The first and last layer lose most by few bits.
TEST(QuantizeAwareOptions, OuterLayersAreFiner) {
  EXPECT_EQ(llvm::cantFail(QuantizeAwareOptions::parse("ternary")).outerType(),
            "int4");
  EXPECT_EQ(llvm::cantFail(QuantizeAwareOptions::parse("int8")).outerType(),
            "int8");
  EXPECT_EQ(llvm::cantFail(QuantizeAwareOptions::parse("int3,outer=int8"))
                .outerType(),
            "int8");
}

} // namespace
