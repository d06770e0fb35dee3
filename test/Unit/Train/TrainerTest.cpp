// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whole training runs of a small network on generated ECG.

#include "ecg/Train/Trainer.h"
#include "../Exec/TestModule.h"
#include "Constants.h"
#include "SinkActivations.h"
#include "ecg/Data/Synthetic.h"
#include "ecg/Exec/Evaluate.h"
#include "mlir/IR/Verifier.h"
#include "llvm/Support/FileSystem.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

/// A batch norm to have statistics, a softmax that losses must not see.
const char *const network = R"(
func.func @f(%x: tensor<1x1x128xf32>) -> tensor<1x2xf32> {
  %w = ecg.constant dense<0.1> : tensor<4x1x9xf32> -> tensor<4x1x9xf32>
  %zero = ecg.constant dense<0.0> : tensor<4xf32> -> tensor<4xf32>
  %one = ecg.constant dense<1.0> : tensor<4xf32> -> tensor<4xf32>
  %u = ecg.constant dense<0.1> : tensor<2x60xf32> -> tensor<2x60xf32>
  %c = ecg.conv1d %x, %w, %zero stride 2 : (tensor<1x1x128xf32>, tensor<4x1x9xf32>, tensor<4xf32>) -> tensor<1x4x60xf32>
  %n = ecg.batch_norm %c, %one, %zero, %zero, %one epsilon 1.000000e-05 : (tensor<1x4x60xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x60xf32>
  %r = ecg.relu %n : tensor<1x4x60xf32> -> tensor<1x4x60xf32>
  %p = ecg.max_pool %r kernel [4] strides [4] : tensor<1x4x60xf32> -> tensor<1x4x15xf32>
  %f = ecg.reshape %p : tensor<1x4x15xf32> -> tensor<1x60xf32>
  %y = ecg.linear %f, %u : (tensor<1x60xf32>, tensor<2x60xf32>) -> tensor<1x2xf32>
  %z = ecg.softmax %y axis 1 : tensor<1x2xf32> -> tensor<1x2xf32>
  return %z : tensor<1x2xf32>
})";

Dataset openSynthetic() {
  DataOptions options;
  options.model = ModelInputShape{"x", 1, 128, false, 2};
  return llvm::cantFail(openDataset(
      "synthetic:n=80,rhythms=normal+bigeminy,noise=0.02", options));
}

class Training : public testing::Test {
protected:
  Training() : data(openSynthetic()) {
    options.epochs = 4;
    options.batch = 8;
    options.threads = 2;
    options.averageDecay = 0.9;
    options.augment = llvm::cantFail(AugmentOptions::parse("light"));
  }

  /// All constants of a network after training with `options`.
  std::vector<float> weightsAfter(const TrainOptions &options,
                                  const TrainObserver &observer = {}) {
    TestModule module(network);
    initializeWeights(module.function(), 1);
    result =
        llvm::cantFail(train(module.function(), data, options, {}, observer));
    return weightsOf(module.function());
  }

  static std::vector<float> weightsOf(func::FuncOp function) {
    std::vector<float> weights;
    for (auto constant : function.front().getOps<ConstantOp>())
      llvm::append_range(
          weights, ConstantData<float>::get(constant.getResult())->values());
    return weights;
  }

  void expectFailure(func::FuncOp function, llvm::StringRef message) {
    auto result = train(function, data, options);
    ASSERT_FALSE(result);
    EXPECT_NE(toString(result.takeError()).find(message.str()),
              std::string::npos);
  }

  std::string temporaryFile() {
    llvm::SmallString<128> path;
    EXPECT_FALSE(llvm::sys::fs::createTemporaryFile("train", "mlirbc", path));
    return std::string(path);
  }

  Dataset data;
  TrainOptions options;
  TrainResult result;
};

TEST_F(Training, TellsTwoRhythmsApart) {
  options.epochs = 25;
  options.augment = AugmentOptions();
  options.schedule.rate = 5e-3;
  weightsAfter(options);
  EXPECT_LT(result.history.back().trainLoss,
            0.5 * result.history.front().trainLoss);
  EXPECT_EQ(result.metric, "accuracy");
}

TEST_F(Training, BytesDoNotDependOnThreads) {
  std::vector<float> two = weightsAfter(options);
  options.threads = 1;
  EXPECT_EQ(weightsAfter(options), two);
}

TEST_F(Training, AnotherSeedIsAnotherRun) {
  std::vector<float> first = weightsAfter(options);
  options.seed = 1;
  EXPECT_NE(weightsAfter(options), first);
}

// In the middle of an epoch: what it began is done again.
TEST_F(Training, ResumedEqualsUnbroken) {
  std::vector<float> unbroken = weightsAfter(options);
  options.checkpoint = temporaryFile();
  std::atomic<bool> stop{false};
  auto stopInThird = [&](const TrainProgress &progress) {
    stop = progress.epoch == 3 && progress.batch == 2;
  };
  weightsAfter(options, {stopInThird, nullptr, &stop});
  EXPECT_TRUE(result.interrupted);
  EXPECT_EQ(result.history.size(), 2u);
  options.resume = true;
  EXPECT_EQ(weightsAfter(options), unbroken);
  EXPECT_EQ(result.history.size(), 4u);
  llvm::sys::fs::remove(options.checkpoint);
}

TEST_F(Training, ResumesNothingElse) {
  options.checkpoint = temporaryFile();
  weightsAfter(options);
  options.resume = true;
  options.seed = 5;
  TestModule module(network);
  expectFailure(module.function(), "other settings");
  llvm::sys::fs::remove(options.checkpoint);
  expectFailure(module.function(), "there is no such file");
}

// Renaming a file over it would take the device away.
TEST_F(Training, WritesNoCheckpointOverADevice) {
  options.checkpoint = "/dev/null";
  TestModule module(network);
  expectFailure(module.function(), "it is no regular file");
  EXPECT_FALSE(llvm::sys::fs::is_regular_file("/dev/null"));
}

TEST_F(Training, LeavesTheNetworkAsItWasWhenItFails) {
  TestModule module(network);
  initializeWeights(module.function(), 1);
  std::vector<float> before = weightsOf(module.function());
  options.schedule.rate = 1e30;
  options.epochs = 20;
  expectFailure(module.function(), "no longer finite");
  EXPECT_EQ(weightsOf(module.function()), before);
}

TEST_F(Training, SoftmaxAtTheEndStays) {
  TestModule module(network);
  llvm::cantFail(train(module.function(), data, options));
  Value output = module.function().front().getTerminator()->getOperand(0);
  EXPECT_TRUE(output.getDefiningOp<SoftmaxOp>());
}

TEST_F(Training, StopsWhenNothingGetsBetter) {
  options.epochs = 50;
  options.patience = 3;
  options.schedule.rate = 1e-12;
  options.averageDecay = 0;
  options.freezeStatistics = true;
  options.metric = "accuracy";
  weightsAfter(options);
  EXPECT_EQ(result.history.size(), 4u);
}

/// A teacher that always says class 1 with confidence.
class Stubborn : public Teacher {
public:
  size_t outputSize() const override { return 2; }
  llvm::Error teach(Workers &, const Batch &batch,
                    llvm::MutableArrayRef<float> logits) override {
    asked += batch.size();
    for (size_t i = 0; i < batch.size(); ++i) {
      logits[2 * i] = -10;
      logits[2 * i + 1] = 10;
    }
    return llvm::Error::success();
  }
  size_t asked = 0;
};

TEST_F(Training, FollowsItsTeacher) {
  TestModule module(network);
  initializeWeights(module.function(), 1);
  Stubborn teacher;
  options.epochs = 30;
  options.augment = AugmentOptions();
  options.schedule.rate = 1e-2;
  options.loss.distillWeight = 1;
  options.valSplit = ""; // the best epoch would follow the labels
  Teacher *teachers[] = {&teacher};
  llvm::cantFail(train(module.function(), data, options, teachers));
  // Without augmentation every sample is asked about once.
  EXPECT_EQ(teacher.asked, llvm::cantFail(data.split("train")).size());
  auto program = createProgram(*module);
  auto evaluation = llvm::cantFail(evaluate(*program, data, "train"));
  EXPECT_EQ(llvm::count(evaluation.predictions, 1),
            int64_t(evaluation.predictions.size()));
}

// The mask is there while it trains and gone afterwards.
TEST_F(Training, DropoutLeavesNoTrace) {
  TestModule module(network);
  options.dropout = 0.5;
  auto with = llvm::cantFail(train(module.function(), data, options));
  EXPECT_EQ(module.function().getNumArguments(), 1u);
  EXPECT_TRUE(module.function().front().getOps<MulOp>().empty());
  options.dropout = 0;
  TestModule plain(network);
  auto without = llvm::cantFail(train(plain.function(), data, options));
  EXPECT_NE(with.history[0].trainLoss, without.history[0].trainLoss);
}

// What pruning leaves behind has other statistics.
TEST_F(Training, RateOfZeroMeasuresStatisticsAnew) {
  TestModule module(network);
  initializeWeights(module.function(), 1);
  auto valuesOf = [&](unsigned operand) {
    auto norm = *module.function().front().getOps<BatchNormOp>().begin();
    return ConstantData<float>::get(norm->getOperand(operand))->values().vec();
  };
  auto conv = *module.function().front().getOps<Conv1dOp>().begin();
  auto before = ConstantData<float>::get(conv.getWeight())->values().vec();
  options.schedule.rate = 0;
  options.averageDecay = 0;
  options.epochs = 1;
  llvm::cantFail(train(module.function(), data, options));
  EXPECT_EQ(ConstantData<float>::get(conv.getWeight())->values().vec(), before);
  EXPECT_EQ(valuesOf(1), std::vector<float>(4, 1.0f));
  EXPECT_NE(valuesOf(3), std::vector<float>(4, 0.0f));
}

// Teachers know nothing of the validation split.
TEST_F(Training, ValidatesWithoutTeachers) {
  TestModule module(network);
  Stubborn teacher;
  Teacher *teachers[] = {&teacher};
  auto trained =
      llvm::cantFail(train(module.function(), data, options, teachers));
  EXPECT_EQ(teacher.asked,
            options.epochs * llvm::cantFail(data.split("train")).size());
  EXPECT_FALSE(std::isnan(trained.history.back().valLoss));
}

// One constant for three biases and two statistics is an accident of equal
// values; it would tie what has nothing in common.
TEST_F(Training, EqualConstantsGoSeparateWays) {
  TestModule module(network);
  separateConstants(module.function());
  for (auto constant : module.function().front().getOps<ConstantOp>())
    EXPECT_TRUE(constant->hasOneUse());
}

} // namespace

TEST(SinkActivations, OnlyWhereThePoolAloneReads) {
  TestModule module(R"(
func.func @f(%x: tensor<1x2x8xf32>) -> (tensor<1x2x4xf32>, tensor<1x2x2xf32>, tensor<1x2x4xf32>) {
  %r = ecg.relu %x : tensor<1x2x8xf32> -> tensor<1x2x8xf32>
  %p = ecg.max_pool %r kernel [2] strides [2] : tensor<1x2x8xf32> -> tensor<1x2x4xf32>
  %q = ecg.max_pool %p kernel [2] strides [2] : tensor<1x2x4xf32> -> tensor<1x2x2xf32>
  %s = ecg.relu %p : tensor<1x2x4xf32> -> tensor<1x2x4xf32>
  return %p, %q, %s : tensor<1x2x4xf32>, tensor<1x2x2xf32>, tensor<1x2x4xf32>
})");
  func::FuncOp function = module.function();
  sinkActivations(function);
  ASSERT_TRUE(succeeded(mlir::verify(function)));
  std::vector<std::string> names;
  for (Operation &op : function.front())
    names.push_back(op.getName().stripDialect().str());
  EXPECT_EQ(names, (std::vector<std::string>{"max_pool", "relu", "max_pool",
                                             "relu", "return"}));
  Operation *returned = function.front().getTerminator();
  EXPECT_TRUE(isa<ReluOp>(returned->getOperand(0).getDefiningOp()));
  EXPECT_TRUE(isa<MaxPoolOp>(returned->getOperand(1).getDefiningOp()));
}
