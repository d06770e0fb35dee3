// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Evaluation over data made up on the spot.

#include "ecg/Exec/Evaluate.h"
#include "TestModule.h"
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ecg;

namespace {

constexpr int64_t length = 32;

/// Sample s is a sine of frequency s + 1; labels are s modulo 3.
class Sines : public SignalSource {
public:
  llvm::Error read(size_t sample, size_t,
                   llvm::MutableArrayRef<float> out) const override {
    for (auto [i, value] : llvm::enumerate(out))
      value = std::sin(0.1f * (sample + 1) * i);
    return llvm::Error::success();
  }
};

Dataset makeData(size_t size) {
  DatasetInfo info;
  info.source = "sines";
  DatasetInfo::Input input;
  input.name = "ecg";
  input.length = length;
  input.normalization.kind = Normalization::Kind::None;
  info.inputs = {input};
  info.size = size;
  DatasetInfo::Split all{"test", {}};
  for (uint32_t i = 0; i < size; ++i) {
    info.labels.push_back(i % 3);
    all.samples.push_back(i);
  }
  info.schemes = {{"split", {all}}};
  info.activeScheme = "split";
  return Dataset(std::move(info), std::make_unique<Sines>());
}

/// A convolution and a pool that end in three values; `factor` scales them.
std::string network(llvm::StringRef factor) {
  return R"(
func.func @f(%x: tensor<1x1x32xf32> {ecg.name = "ecg"})
    -> (tensor<1x3xf32> {ecg.name = "logits"}) {
  %w = ecg.constant dense<[[[0.5, -1.0, 0.25]], [[1.0, 1.0, 1.0]], [[0.1, 0.7, -0.3]]]> : tensor<3x1x3xf32> -> tensor<3x1x3xf32>
  %y = ecg.conv1d %x, %w pads [1, 1] clamp <0.0, inf> : (tensor<1x1x32xf32>, tensor<3x1x3xf32>) -> tensor<1x3x32xf32>
  %p = ecg.global_avg_pool %y : tensor<1x3x32xf32> -> tensor<1x3x1xf32>
  %r = ecg.reshape %p : tensor<1x3x1xf32> -> tensor<1x3xf32>
  %f = ecg.constant dense<)" +
         factor.str() + R"(> : tensor<1xf32> -> tensor<1xf32>
  %s = ecg.mul %r, %f : (tensor<1x3xf32>, tensor<1xf32>) -> tensor<1x3xf32>
  return %s : tensor<1x3xf32>
})";
}

EvaluateOptions withThreads(unsigned threads) {
  EvaluateOptions options;
  options.threads = threads;
  return options;
}

TEST(Evaluate, SameBytesOnAnyNumberOfThreads) {
  TestModule module(network("1.0"));
  auto program = createProgram(*module);
  Dataset data = makeData(101);
  auto one = evaluate(*program, data, llvm::StringRef("test"), withThreads(1));
  ASSERT_TRUE(bool(one)) << llvm::toString(one.takeError());
  EXPECT_EQ(one->outputs.size(), 303u);
  EXPECT_EQ(one->labels[4], 1);
  for (unsigned threads : {2, 3, 7}) {
    auto many =
        evaluate(*program, data, llvm::StringRef("test"), withThreads(threads));
    ASSERT_TRUE(bool(many));
    EXPECT_EQ(many->outputs, one->outputs);
    EXPECT_EQ(many->predictions, one->predictions);
  }
}

TEST(Evaluate, OutputsStandInTheOrderAsked) {
  TestModule module(network("1.0"));
  auto program = createProgram(*module);
  Dataset data = makeData(9);
  auto all = evaluate(*program, data, llvm::StringRef("test"));
  auto some = evaluate(*program, data, {7, 2});
  ASSERT_TRUE(bool(all) && bool(some));
  EXPECT_EQ(some->outputsOf(0).vec(), all->outputsOf(7).vec());
  EXPECT_EQ(some->predictions[1], all->predictions[2]);
  EXPECT_EQ(some->labels[0], 1);
}

// Whichever thread comes first, the first sample is the one named.
TEST(Evaluate, NamesTheFirstSampleThatIsNotFinite) {
  TestModule module(network("0x7FC00000"));
  auto program = createProgram(*module);
  Dataset data = makeData(50);
  for (unsigned threads : {1, 4}) {
    auto result =
        evaluate(*program, data, llvm::StringRef("test"), withThreads(threads));
    ASSERT_FALSE(bool(result));
    EXPECT_EQ(llvm::toString(result.takeError()),
              "sines: sample 0: value 0 of output 'logits' is NaN");
  }
}

TEST(Evaluate, ProgressCountsEverySample) {
  TestModule module(network("1.0"));
  auto program = createProgram(*module);
  std::vector<size_t> seen;
  auto progress = [&](size_t done, size_t total) {
    EXPECT_EQ(total, 10u);
    seen.push_back(done);
  };
  EvaluateOptions options;
  options.threads = 3;
  options.progress = progress;
  ASSERT_TRUE(
      bool(evaluate(*program, makeData(10), llvm::StringRef("test"), options)));
  ASSERT_EQ(seen.size(), 10u);
  EXPECT_TRUE(llvm::is_sorted(seen));
}

/// Features before the signal they belong to.
constexpr llvm::StringLiteral twoInputs = R"(
func.func @f(%r: tensor<1x4xf32> {ecg.name = "$0"}, %x: tensor<1x1x32xf32> {ecg.name = "$1"})
    -> (tensor<1x5xf32> {ecg.name = "logits"}) {
  %p = ecg.global_avg_pool %x : tensor<1x1x32xf32> -> tensor<1x1x1xf32>
  %f = ecg.reshape %p : tensor<1x1x1xf32> -> tensor<1x1xf32>
  %y = ecg.concat %f, %r axis 1 : (tensor<1x1xf32>, tensor<1x4xf32>) -> tensor<1x5xf32>
  return %y : tensor<1x5xf32>
})";

/// Inputs of the data that fill those of `twoInputs`.
llvm::Expected<llvm::SmallVector<size_t>>
matchesOf(llvm::StringRef first, llvm::StringRef second,
          std::vector<std::pair<std::string, int64_t>> inputs) {
  std::string text = twoInputs.str();
  text.replace(text.find("$0"), 2, first);
  text.replace(text.find("$1"), 2, second);
  TestModule module(text);
  DatasetInfo info;
  info.source = "two";
  for (auto &[name, size] : inputs)
    info.inputs.push_back(DatasetInfo::Input::of({name, {size}}));
  return matchInputs(*createProgram(*module),
                     Dataset(std::move(info), nullptr));
}

TEST(MatchInputs, ByNameThenPlaceThenSize) {
  using Matches = llvm::SmallVector<size_t>;
  EXPECT_EQ(*matchesOf("rr", "beat", {{"beat", 32}, {"rr", 4}}),
            Matches({1, 0}));
  EXPECT_EQ(*matchesOf("a", "b", {{"rr", 4}, {"beat", 32}}), Matches({0, 1}));
  EXPECT_EQ(*matchesOf("a", "b", {{"beat", 32}, {"rr", 4}}), Matches({1, 0}));
}

TEST(MatchInputs, OneInputDoesNotFillTwo) {
  EXPECT_EQ(llvm::toString(matchesOf("a", "b", {{"beat", 32}}).takeError()),
            "two: 'beat' has 32 values a sample, model input 'a' 4");
  EXPECT_EQ(llvm::toString(matchesOf("a", "b", {{"rr", 4}}).takeError()),
            "two: nothing in the data fills model input 'b'");
}

TEST(Evaluate, UnknownSplit) {
  TestModule module(network("1.0"));
  auto program = createProgram(*module);
  auto result = evaluate(*program, makeData(3), llvm::StringRef("nope"));
  ASSERT_FALSE(bool(result));
  EXPECT_NE(llvm::toString(result.takeError()).find("nope"), std::string::npos);
}

TEST(Evaluate, OutputThatIsNoListOfClasses) {
  TestModule module(R"(
func.func @f(%x: tensor<1x1x32xf32>) -> (tensor<1x2x16xf32> {ecg.name = "map"}) {
  %y = ecg.reshape %x : tensor<1x1x32xf32> -> tensor<1x2x16xf32>
  return %y : tensor<1x2x16xf32>
})");
  auto program = createProgram(*module);
  auto result = evaluate(*program, makeData(3), llvm::StringRef("test"));
  ASSERT_FALSE(bool(result));
  EXPECT_EQ(llvm::toString(result.takeError()),
            "output 'map' has shape 1x2x16; evaluation needs one value a "
            "class");
}

} // namespace
