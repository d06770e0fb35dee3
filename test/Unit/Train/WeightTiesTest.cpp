// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights that hold together while a small network learns.

#include "ecg/Train/WeightTies.h"
#include "../Exec/TestModule.h"
#include "WeightTensors.h"
#include "ecg/Data/Synthetic.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/Train/Cluster.h"
#include "ecg/Train/KeptWeights.h"
#include "ecg/Train/Sparsify.h"
#include <gtest/gtest.h>
#include <set>

using namespace ecg;
using namespace mlir;

namespace {

const char *const network = R"(
func.func @f(%x: tensor<1x1x128xf32>) -> tensor<1x2xf32> {
  %w = ecg.constant dense<0.1> : tensor<4x1x9xf32> -> tensor<4x1x9xf32>
  %b = ecg.constant dense<0.0> : tensor<4xf32> -> tensor<4xf32>
  %u = ecg.constant dense<0.1> : tensor<2x60xf32> -> tensor<2x60xf32>
  %c = ecg.conv1d %x, %w, %b stride 2 : (tensor<1x1x128xf32>, tensor<4x1x9xf32>, tensor<4xf32>) -> tensor<1x4x60xf32>
  %r = ecg.relu %c : tensor<1x4x60xf32> -> tensor<1x4x60xf32>
  %p = ecg.max_pool %r kernel [4] strides [4] : tensor<1x4x60xf32> -> tensor<1x4x15xf32>
  %f = ecg.reshape %p : tensor<1x4x15xf32> -> tensor<1x60xf32>
  %y = ecg.linear %f, %u : (tensor<1x60xf32>, tensor<2x60xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
})";

class TiedWeights : public testing::Test {
protected:
  TiedWeights() : module(network), data(open()) {
    initializeWeights(module.function(), 1);
    training.batch = 8;
    training.optimizer =
        llvm::cantFail(OptimizerOptions::parse("adamw,weight-decay=0.01"));
    training.schedule.rate = 1e-2;
    training.averageDecay = 0.9;
    training.clipNorm = 1;
  }

  static Dataset open() {
    DataOptions options;
    options.model = ModelInputShape{"x", 1, 128, false, 2};
    return llvm::cantFail(openDataset(
        "synthetic:n=40,rhythms=normal+bigeminy,noise=0.02", options));
  }

  std::vector<WeightTensor> tensors() {
    return llvm::cantFail(findWeightTensors(module.function(), {}));
  }

  TestModule module;
  Dataset data;
  TrainOptions training;
};

size_t countZeros(const WeightTensor &tensor) {
  return llvm::count(tensor.values(), 0.0f);
}

TEST(WeightTies, GroupsTakeTheSumOfTheirGradients) {
  WeightTies ties{nullptr, {0, WeightTies::zero, 1, 0}, 2};
  float gradients[] = {1, 2, 3, 4};
  ties.apply(gradients);
  EXPECT_EQ(llvm::ArrayRef(gradients), llvm::ArrayRef<float>({5, 0, 3, 5}));
}

TEST_F(TiedWeights, ZerosGrowByRoundAndStay) {
  auto options =
      llvm::cantFail(SparsifyOptions::parse("sparsity=0.5,rounds=2,epochs=2"));
  auto rounds = llvm::cantFail(
      sparsifyWeights(module.function(), &data, options, training));
  ASSERT_EQ(rounds.size(), 2u);
  EXPECT_EQ(rounds[0].zeros(), 68); // floor(156 * 0.5 * (1 - 1/8))
  EXPECT_EQ(rounds[1].zeros(), 78);
  EXPECT_EQ(rounds[1].weights(), 156);
  size_t zeros = 0;
  for (const WeightTensor &tensor : tensors())
    zeros += countZeros(tensor);
  EXPECT_EQ(zeros, 78u) << "training moved weights that are gone";
  EXPECT_EQ(tiesThatKeep({.zeros = true}, module.function()).size(), 2u);
}

TEST_F(TiedWeights, ProtectedLayersKeepAll) {
  auto options = llvm::cantFail(
      SparsifyOptions::parse("pattern=1:4,epochs=0,protect=ecg.conv1d"));
  auto rounds = llvm::cantFail(
      sparsifyWeights(module.function(), nullptr, options, training));
  ASSERT_EQ(rounds[0].layers.size(), 1u);
  EXPECT_EQ(rounds[0].zeros(), 90);
  options.protect = {"nobody"};
  auto refused = sparsifyWeights(module.function(), nullptr, options, training);
  ASSERT_FALSE(refused);
  EXPECT_EQ(toString(refused.takeError()),
            "no layer is called 'nobody', which is to be protected");
}

TEST_F(TiedWeights, LayersOfShortRowsKeepAll) {
  auto options = llvm::cantFail(
      SparsifyOptions::parse("sparsity=0.5,epochs=0,min-row=10"));
  auto rounds = llvm::cantFail(
      sparsifyWeights(module.function(), nullptr, options, training));
  ASSERT_EQ(rounds[0].layers.size(), 1u); // rows of 60; the others have 9
  EXPECT_EQ(rounds[0].zeros(), 60);
  options.minRow = 61;
  auto refused = sparsifyWeights(module.function(), nullptr, options, training);
  ASSERT_FALSE(refused);
  EXPECT_EQ(toString(refused.takeError()), "no layer has rows of 61 weights");
}

TEST_F(TiedWeights, SharedValuesLearnTogether) {
  std::vector<float> before = tensors()[1].values();
  auto options = llvm::cantFail(ClusterOptions::parse("5,epochs=3"));
  auto result = llvm::cantFail(
      clusterWeights(module.function(), &data, options, training));
  ASSERT_EQ(result.layers.size(), 2u);
  for (const WeightTensor &tensor : tensors()) {
    std::vector<float> values = tensor.values();
    EXPECT_EQ(std::set<float>(values.begin(), values.end()).size(), 5u);
  }
  // They have learned: the nearest of five values is not all that happened.
  EXPECT_GT(result.training->history.size(), 2u);
  TestModule untrained(network);
  initializeWeights(untrained.function(), 1);
  options.epochs = {0};
  llvm::cantFail(
      clusterWeights(untrained.function(), nullptr, options, training));
  auto others = llvm::cantFail(findWeightTensors(untrained.function(), {}));
  EXPECT_NE(others[1].values(), tensors()[1].values());
}

TEST_F(TiedWeights, ChannelsHaveValuesOfTheirOwn) {
  auto options = llvm::cantFail(ClusterOptions::parse("3/channel,epochs=2"));
  EXPECT_TRUE(options.byChannel);
  auto result = llvm::cantFail(
      clusterWeights(module.function(), &data, options, training));
  EXPECT_EQ(result.layers[1].values, 3u);
  std::set<float> all;
  std::vector<float> values = tensors()[1].values();
  for (size_t row = 0; row < 2; ++row) {
    std::set<float> kinds(values.begin() + 60 * row,
                          values.begin() + 60 * (row + 1));
    EXPECT_EQ(kinds.size(), 3u);
    all.insert(kinds.begin(), kinds.end());
  }
  EXPECT_EQ(all.size(), 6u);
}

TEST_F(TiedWeights, SparseWeightsStaySparseWhenClustered) {
  llvm::cantFail(sparsifyWeights(module.function(), nullptr,
                                 llvm::cantFail(SparsifyOptions::parse(
                                     "sparsity=0.6,ranking=layer,epochs=0")),
                                 training));
  std::vector<float> before = tensors()[1].values();
  llvm::cantFail(clusterWeights(
      module.function(), &data,
      llvm::cantFail(ClusterOptions::parse("4,epochs=2")), training));
  std::vector<float> after = tensors()[1].values();
  for (auto [old, now] : llvm::zip_equal(before, after))
    if (old == 0)
      ASSERT_EQ(now, 0.0f);
  EXPECT_LE(std::set<float>(after.begin(), after.end()).size(), 4u);
}

TEST_F(TiedWeights, BytesDoNotDependOnThreads) {
  auto run = [&](unsigned threads) {
    TestModule copy(network);
    initializeWeights(copy.function(), 1);
    training.threads = threads;
    llvm::cantFail(clusterWeights(
        copy.function(), &data,
        llvm::cantFail(ClusterOptions::parse("4,epochs=2")), training));
    return llvm::cantFail(findWeightTensors(copy.function(), {}))[1].values();
  };
  EXPECT_EQ(run(1), run(3));
}

} // namespace
