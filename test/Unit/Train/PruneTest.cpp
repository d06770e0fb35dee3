// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Networks of which it is known what may go.

#include "ecg/Train/Prune.h"
#include "../Exec/TestModule.h"
#include "PruneCosts.h"
#include "ecg/Data/Synthetic.h"
#include "mlir/IR/Verifier.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

/// Layer "wide" has eight channels. The first is the largest and nobody reads
/// it; a batch norm does not know its statistics. "narrow" has four.
const char *const network = R"(
func.func @f(%x: tensor<1x1x64xf32>) -> tensor<1x2xf32> {
  %k = ecg.constant dense<[[[9.0]], [[-1.1]], [[1.2]], [[-1.3]], [[1.4]], [[-1.5]], [[1.6]], [[-1.7]]]> : tensor<8x1x1xf32> -> tensor<8x1x1xf32>
  %scale = ecg.constant dense<1.0> : tensor<8xf32> -> tensor<8xf32>
  %shift = ecg.constant dense<0.0> : tensor<8xf32> -> tensor<8xf32>
  %mean = ecg.constant dense<0.7> : tensor<8xf32> -> tensor<8xf32>
  %variance = ecg.constant dense<1.0> : tensor<8xf32> -> tensor<8xf32>
  %l = ecg.constant dense<[[[0.0], [0.1], [0.2], [-0.3], [0.4], [0.5], [0.6], [0.7]], [[0.0], [0.2], [0.3], [0.4], [-0.5], [0.6], [0.7], [0.8]], [[0.0], [0.3], [0.4], [0.5], [0.6], [-0.7], [0.8], [0.9]], [[0.0], [0.4], [0.5], [0.6], [0.7], [0.8], [-0.9], [1.0]]]> : tensor<4x8x1xf32> -> tensor<4x8x1xf32>
  %u = ecg.constant dense<[[1.0, 0.5, 0.3, 0.1], [-0.2, -0.4, 0.6, -0.8]]> : tensor<2x4xf32> -> tensor<2x4xf32>
  %a = ecg.conv1d %x, %k : (tensor<1x1x64xf32>, tensor<8x1x1xf32>) -> tensor<1x8x64xf32> loc("wide")
  %n = ecg.batch_norm %a, %scale, %shift, %mean, %variance epsilon 1.000000e-05 : (tensor<1x8x64xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<1x8x64xf32> loc("norm")
  %r = ecg.relu %n : tensor<1x8x64xf32> -> tensor<1x8x64xf32>
  %b = ecg.conv1d %r, %l : (tensor<1x8x64xf32>, tensor<4x8x1xf32>) -> tensor<1x4x64xf32> loc("narrow")
  %p = ecg.global_avg_pool %b : tensor<1x4x64xf32> -> tensor<1x4x1xf32>
  %f = ecg.reshape %p : tensor<1x4x1xf32> -> tensor<1x4xf32>
  %y = ecg.linear %f, %u : (tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<1x2xf32> loc("last")
  return %y : tensor<1x2xf32>
})";

class Pruning : public testing::Test {
protected:
  Pruning() : module(network) {
    DataOptions wanted;
    wanted.model = ModelInputShape{"x", 1, 64, false, 2};
    data.emplace(llvm::cantFail(openDataset(
        "synthetic:n=80,length=64,rhythms=normal+bigeminy", wanted)));
    training.batch = 8;
  }

  std::vector<PruneRound> run(llvm::StringRef how, bool withData = true) {
    std::vector<PruneRound> rounds = llvm::cantFail(
        pruneChannels(module.function(), withData ? &*data : nullptr,
                      llvm::cantFail(PruneOptions::parse(how)), training));
    EXPECT_TRUE(succeeded(verify(*module)));
    return rounds;
  }

  void expectFailure(llvm::StringRef how, llvm::StringRef message,
                     bool withData = true) {
    auto rounds =
        pruneChannels(module.function(), withData ? &*data : nullptr,
                      llvm::cantFail(PruneOptions::parse(how)), training);
    ASSERT_FALSE(rounds);
    EXPECT_NE(toString(rounds.takeError()).find(message.str()),
              std::string::npos);
  }

  static std::vector<int64_t> widths(const PruneRound &round) {
    std::vector<int64_t> found;
    for (const PrunedLayer &layer : round.layers)
      found.push_back(layer.after);
    return found;
  }

  /// The numbers of the operand of a layer.
  std::vector<float> operand(llvm::StringRef layer, unsigned index) {
    std::vector<float> values;
    module.function().walk([&](Operation *op) {
      if (auto name = dyn_cast<NameLoc>(op->getLoc());
          name && name.getName() == layer)
        values =
            ConstantData<float>::get(op->getOperand(index))->values().vec();
    });
    return values;
  }

  TestModule module;
  std::optional<Dataset> data;
  TrainOptions training;
};

using Widths = std::vector<int64_t>;

TEST_F(Pruning, RoundsLeaveEqualSharesAndEndAtTheGoal) {
  std::vector<PruneRound> rounds =
      run("l1,keep=0.25,rounds=2,epochs=0", /*withData=*/false);
  ASSERT_EQ(rounds.size(), 2u);
  EXPECT_EQ(widths(rounds[0]), (Widths{4, 2}));
  EXPECT_EQ(widths(rounds[1]), (Widths{2, 2})); // 1 is below the minimum
  EXPECT_EQ(rounds[1].layers[0].name, "wide");
  EXPECT_EQ(rounds[1].layers[0].before, 8);
  EXPECT_FALSE(rounds[1].training);
}

TEST_F(Pruning, MagnitudesKeepTheLargestFilters) {
  run("l1,keep=0.25,epochs=0", /*withData=*/false);
  EXPECT_EQ(operand("wide", 1), (std::vector<float>{9, -1.7f}));
}

TEST_F(Pruning, TaylorKnowsWhatNobodyReads) {
  std::vector<PruneRound> rounds =
      run("taylor,keep=0.875,epochs=0,batches=4,protect=narrow");
  EXPECT_EQ(widths(rounds[0]), (Widths{7, 4}));
  EXPECT_EQ(operand("wide", 1)[0], -1.1f);
}

TEST_F(Pruning, BatchNormsMeasureTheirStatisticsAnew) {
  std::vector<PruneRound> rounds = run("l1,keep=0.5,epochs=0");
  ASSERT_TRUE(rounds[0].training);
  std::vector<float> means = operand("norm", 3);
  ASSERT_EQ(means.size(), 4u);
  for (float mean : means)
    EXPECT_LT(std::fabs(mean), 0.6); // on its way from 0.7 to 0
  EXPECT_EQ(operand("wide", 1), (std::vector<float>{9, -1.5f, 1.6f, -1.7f}));
}

TEST_F(Pruning, WhatIsLeftLearns) {
  std::vector<PruneRound> rounds = run("l1,keep=0.5,rounds=2,epochs=1+3");
  EXPECT_EQ(rounds[0].training->history.size(), 1u);
  EXPECT_EQ(rounds[1].training->history.size(), 3u);
  EXPECT_NE(operand("wide", 1)[0], 9);
}

TEST_F(Pruning, GoalsHoldTogether) {
  std::vector<PruneRound> rounds =
      run("random,params=60,macs=2000,epochs=0", /*withData=*/false);
  EXPECT_LE(rounds[0].costs[Measure::Parameters], 60);
  EXPECT_LE(rounds[0].costs[Measure::Macs], 2000);
}

TEST_F(Pruning, CostsAreThoseOfTheSmallerNetwork) {
  PrunableLayers before(module.function());
  PruneCosts costs(module.function(), before);
  // Filters, norm, filters and classes; means and variances do not count.
  EXPECT_EQ(costs.total()[Measure::Parameters], 8 + 16 + 32 + 8);
  EXPECT_EQ(costs.total()[Measure::Macs], 64 * 8 + 64 * 32 + 8);
  EXPECT_EQ(costs.total()[Measure::Bytes], 8 + 32 + 8 + 9 * (8 + 4 + 2));
  std::vector<PruneRound> rounds =
      run("l2,keep=0.5,epochs=0", /*withData=*/false);
  PrunableLayers after(module.function());
  EXPECT_EQ(Costs(PruneCosts(module.function(), after).total()),
            rounds[0].costs);
}

TEST_F(Pruning, TheWorstLayersAreProtected) {
  std::vector<PruneRound> rounds = run("l1,keep=0.5,epochs=0,protect-worst=1");
  EXPECT_NE(widths(rounds[0])[0] == 8, widths(rounds[0])[1] == 4);
}

TEST_F(Pruning, RefusesWhatCannotBe) {
  expectFailure("l1,params=13,epochs=0", "impossible", /*withData=*/false);
  expectFailure("l1,keep=0.5,epochs=0,protect=last", "no layer 'last'",
                /*withData=*/false);
  expectFailure("taylor,keep=0.5,epochs=0", "needs labelled ECG",
                /*withData=*/false);
  expectFailure("l1,keep=0.5,epochs=2", "needs labelled ECG",
                /*withData=*/false);
  EXPECT_EQ(operand("wide", 1).size(), 8u);
}

TEST_F(Pruning, RefusesDataWithoutLabels) {
  DatasetInfo info = data->getInfo();
  for (int32_t &label : info.labels)
    label = -1;
  training.valSplit.clear();
  Dataset unlabelled(std::move(info), nullptr);
  auto rounds = pruneChannels(
      module.function(), &unlabelled,
      llvm::cantFail(PruneOptions::parse("taylor,keep=0.5,epochs=0")),
      training);
  ASSERT_FALSE(rounds);
  EXPECT_EQ(toString(rounds.takeError()).find("\n"), std::string::npos);
}

TEST(PruneOptions, RefusesWhatMakesNoSense) {
  auto expectFailure = [](llvm::StringRef text, llvm::StringRef message) {
    auto options = PruneOptions::parse(text);
    ASSERT_FALSE(options);
    EXPECT_NE(toString(options.takeError()).find(message.str()),
              std::string::npos);
  };
  expectFailure("l1", "needs a goal");
  expectFailure("l3,keep=0.5", "expected one of l1, l2, taylor, random");
  expectFailure("keep=1.5", "expected a number from 1e-06 to 1");
  expectFailure("keep=0.5,epochs=1+2", "2 entries for 1 rounds");
  expectFailure("keep=0.5,epochs=1.5", "expected whole numbers");
  expectFailure("keep=0.5,rounds=0", "whole number from 1");
  expectFailure("keep=0.5,ranking=all", "one of layer, global");
  expectFailure("keep=0.5,speed=1", "unknown pruning option 'speed'");
}

} // namespace
