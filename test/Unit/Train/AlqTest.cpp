// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Adaptive loss-aware quantization: what takes bits, and what it leaves.

#include "ecg/Train/Alq.h"
#include "../Exec/TestModule.h"
#include "AlqBases.h"
#include "AlqBits.h"
#include "AlqChannels.h"
#include "mlir/IR/Verifier.h"
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

/// Eight channels of int4 rows, which a second layer reads.
const char *const network = R"(
func.func @f(%x: tensor<1x1x128xf32>) -> tensor<1x2xf32> {
  %w = ecg.constant dense<0.1> : tensor<8x128xf32> -> tensor<8x128xf32>
  %b = ecg.constant dense<0.0> : tensor<8xf32> -> tensor<8xf32>
  %a = ecg.constant dense<0.02> : tensor<8x1xf32> -> tensor<8x1xf32>
  %f = ecg.reshape %x : tensor<1x1x128xf32> -> tensor<1x128xf32>
  %v = ecg.fake_multi_bit %w, %a codes [8, 8, 8, 8, 8, 8, 8, 8] groups 128 : (tensor<8x128xf32>, tensor<8x1xf32>) -> tensor<8x128xf32>
  %y = ecg.linear %f, %v, %b : (tensor<1x128xf32>, tensor<8x128xf32>, tensor<8xf32>) -> tensor<1x8xf32>
  %r = ecg.relu %y : tensor<1x8xf32> -> tensor<1x8xf32>
  %o = ecg.constant dense<[[1.0, -1.0, 0.5, -0.5, 0.2, 0.1, 0.7, -0.7], [-1.0, 1.0, 0.5, 0.5, -0.2, 0.1, -0.7, 0.7]]> : tensor<2x8xf32> -> tensor<2x8xf32>
  %c = ecg.constant dense<0.15> : tensor<2x1xf32> -> tensor<2x1xf32>
  %p = ecg.fake_multi_bit %o, %c codes [8, 8] groups 8 : (tensor<2x8xf32>, tensor<2x1xf32>) -> tensor<2x8xf32>
  %z = ecg.linear %r, %p : (tensor<1x8xf32>, tensor<2x8xf32>) -> tensor<1x2xf32>
  return %z : tensor<1x2xf32>
})";

std::string textOf(TestModule &module) {
  std::string text;
  llvm::raw_string_ostream os(text);
  (*module).print(os);
  return text;
}

class Alq : public testing::Test {
protected:
  Alq() : module(network) {
    DataOptions how;
    how.model = ModelInputShape{"x", 1, 128, false, 2};
    data.emplace(llvm::cantFail(
        openDataset("synthetic:n=80,rhythms=normal+bigeminy", how)));
    options.batch = 8;
    options.threads = 1;
    alq.epochs = alq.roundEpochs = 1;
    alq.rounds = 2;
    // Rows that differ, so that they do not all pay alike.
    MultiBitWeights layer = MultiBitWeights::find(module.function())[0];
    std::vector<float> weights(layer.numWeights());
    for (size_t i = 0; i < weights.size(); ++i)
      weights[i] = std::sin(0.7f * float(i)) * (1 + float(i / 128)) * 0.02f;
    writeFloats(layer.weights(), weights);
  }

  std::string trainAndFail() {
    auto result = trainAlq(module.function(), *data, options, alq);
    return result ? "" : llvm::toString(result.takeError());
  }

  TestModule module;
  std::optional<Dataset> data;
  TrainOptions options;
  AlqOptions alq;
};

TEST_F(Alq, FitsIntoItsBytesAndDropsChannels) {
  // 10 + 8 (64 + 3), 10 + 2 (4 + 3)
  EXPECT_EQ(storedBytes(module.function()), 546 + 24);
  alq.bytes = 150;
  alq.minChannels = 2;
  std::vector<std::string> stages;
  int64_t removed = 0;
  auto note = [&](const AlqStage &stage) {
    stages.push_back(stage.name);
    removed += stage.channelsRemoved;
  };
  auto result = trainAlq(module.function(), *data, options, alq, {}, {}, note);
  ASSERT_TRUE(bool(result)) << llvm::toString(result.takeError());
  EXPECT_LE(storedBytes(module.function()), 150);
  EXPECT_EQ(stages,
            (std::vector<std::string>{"start", "round 1 of 2", "last stage"}));
  std::vector<MultiBitLayer> layers = describeMultiBitLayers(module.function());
  EXPECT_EQ(layers[0].codes.size(), size_t(8 - removed));
  EXPECT_EQ(layers[1].groupSize, 8 - removed);
  EXPECT_TRUE(succeeded(mlir::verify(module.function())));
}

TEST_F(Alq, GoesDownToAverageBits) {
  alq.bits = 1.5;
  alq.codes = AlqOptions::Codes::Sums;
  EXPECT_EQ(trainAndFail(), "");
  // Of 1024 + 16 weights at first; channels that left have no bits.
  double bits = 0;
  for (const MultiBitLayer &layer : describeMultiBitLayers(module.function()))
    bits += layer.averageBits() * double(layer.codes.size() * layer.groupSize);
  EXPECT_LE(bits / 1040, 1.5);
  EXPECT_GT(bits / 1040, 1.2);
  for (const MultiBitLayer &layer : describeMultiBitLayers(module.function()))
    for (int64_t code : layer.codes)
      EXPECT_NE(bitCodes()[code].name, "ternary");
}

TEST_F(Alq, RefusesWhatCannotBe) {
  alq.bytes = 20;
  EXPECT_NE(trainAndFail().find("remove channels first"), std::string::npos);
  options.optimizer.name = "sgd";
  EXPECT_NE(trainAndFail().find("second moments"), std::string::npos);
}

// Rows that matter least by the loss model pay first, whatever their size.
TEST_F(Alq, CurvatureDecidesWhoPays) {
  SecondMoments moments;
  std::vector<MultiBitWeights> layers =
      MultiBitWeights::find(module.function());
  std::vector<float> &h = moments[layers[0].weights()];
  for (int64_t i = 0; i < layers[0].numWeights(); ++i)
    h.push_back(i / 128 == 3 ? 1e-6f : 1.0f);
  moments[layers[1].weights()].assign(16, 100.0f);
  alq.bytes = 1; // what is asked for is the target below
  alq.minChannels = 8;
  takeBits(module.function(), alq, AlqGoal(alq, module.function()), 560,
           moments);
  std::vector<int64_t> codes =
      MultiBitWeights::find(module.function())[0].codeNumbers().vec();
  EXPECT_NE(codes[3], 8);
  codes.erase(codes.begin() + 3);
  EXPECT_EQ(codes, std::vector<int64_t>(7, 8));
}

// A run that goes on after a round equals an unbroken one, and no other run.
TEST_F(Alq, ResumedRunsEndAlike) {
  alq.bytes = 150;
  alq.checkpoint = testing::TempDir() + "alq-checkpoint.mlirbc";
  TestModule again(textOf(module));
  EXPECT_EQ(trainAndFail(), "");
  std::string unbroken = textOf(module);
  alq.resume = true; // the last round's bits are taken, the last stage is left
  auto result = trainAlq(again.function(), *data, options, alq);
  ASSERT_TRUE(bool(result)) << llvm::toString(result.takeError());
  EXPECT_EQ(textOf(again), unbroken);
  alq.rounds = 3;
  TestModule other(network);
  auto refused = trainAlq(other.function(), *data, options, alq);
  EXPECT_NE(llvm::toString(refused.takeError()).find("other settings"),
            std::string::npos);
}

// A removed channel takes its column along, and the moments keep their places.
TEST_F(Alq, EmptyRowsLeaveTheNetwork) {
  std::vector<MultiBitWeights> layers =
      MultiBitWeights::find(module.function());
  layers[0].setGroup(2, bit_codes::zero, {});
  layers[0].write();
  EXPECT_EQ(AlqChannels::removeEmpty(module.function()), 1);
  layers = MultiBitWeights::find(module.function());
  EXPECT_EQ(layers[0].rows(), 7);
  EXPECT_EQ(layers[1].groups().size, 7);
  EXPECT_EQ(layers[1].weightsOf(0),
            (std::vector<float>{1, -1, -0.5f, 0.2f, 0.1f, 0.7f, -0.7f}));
  EXPECT_TRUE(succeeded(mlir::verify(module.function())));
}

// ALQ-6 to ALQ-8: after each step weights stand on their bases.
TEST_F(Alq, BasesHoldWeights) {
  for (auto mode : {AlqBases::Mode::Bases, AlqBases::Mode::Coordinates}) {
    snapToBases(module.function());
    std::vector<float> before =
        MultiBitWeights::find(module.function())[0].weightsOf(1);
    AlqBases bases(module.function(), mode);
    TrainOptions stage = options;
    stage.epochs = 2;
    stage.valSplit.clear();
    stage.schedule.rate = 0.01;
    stage.projection = &bases;
    ASSERT_TRUE(bool(train(module.function(), *data, stage)));
    MultiBitWeights layer = MultiBitWeights::find(module.function())[0];
    std::vector<float> after = layer.weightsOf(1);
    EXPECT_NE(after, before);
    float alpha = layer.alphasOf(1)[0];
    for (size_t i = 0; i < after.size(); ++i) {
      EXPECT_NEAR(after[i] / alpha, std::round(after[i] / alpha), 1e-3);
      if (mode == AlqBases::Mode::Coordinates && before[i] != 0)
        EXPECT_EQ(before[i] > 0, after[i] > 0) << "patterns stay";
    }
  }
}

TEST(AlqOptions, AreReadFromText) {
  auto options =
      AlqOptions::parse("bytes=5120,codes=sums,start=bits3,epochs=9");
  ASSERT_TRUE(bool(options));
  EXPECT_EQ(options->bytes, 5120);
  EXPECT_EQ(options->codes, AlqOptions::Codes::Sums);
  EXPECT_EQ(options->start, "bits3");
  auto error = [](llvm::StringRef text) {
    return llvm::toString(AlqOptions::parse(text).takeError());
  };
  EXPECT_NE(error("start=int9").find("ternary"), std::string::npos);
  EXPECT_NE(error("bytes=9,bits=2").find("not both"), std::string::npos);
  EXPECT_NE(error("bytes=9,groups=kernel").find("by output channel"),
            std::string::npos);
  EXPECT_NE(error("groups=x").find("kernel"), std::string::npos);
}

} // namespace
