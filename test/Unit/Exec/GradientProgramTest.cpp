// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whole functions forward and backward over batches.

#include "ecg/Exec/GradientProgram.h"
#include "TestModule.h"
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

using namespace ecg;
using namespace mlir;

namespace {

/// A network with everything that makes a difference: a layer that looks at the
/// whole batch, a weight computed from a weight, a branch, a constant that is
/// no weight.
const char *const network = R"(
func.func @f(%x: tensor<1x2x12xf32>) -> tensor<1x3xf32> {
  %w = ecg.constant dense<[[[0.5, -0.2, 0.1], [0.3, 0.2, -0.4]], [[-0.6, 0.1, 0.7], [0.2, -0.3, 0.5]]]> : tensor<2x2x3xf32> -> tensor<2x2x3xf32>
  %b = ecg.constant dense<[0.1, -0.2]> : tensor<2xf32> -> tensor<2xf32>
  %scale = ecg.constant dense<[1.5, 0.5]> : tensor<2xf32> -> tensor<2xf32>
  %shift = ecg.constant dense<[0.2, 0.3]> : tensor<2xf32> -> tensor<2xf32>
  %mean = ecg.constant dense<[0.0, 0.5]> : tensor<2xf32> -> tensor<2xf32>
  %var = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %half = ecg.constant dense<0.5> : tensor<f32> -> tensor<f32>
  %v = ecg.constant dense<[[0.4, -0.1, 0.2, 0.3], [0.1, 0.6, -0.5, 0.2], [-0.3, 0.2, 0.4, 0.1]]> : tensor<3x4xf32> -> tensor<3x4xf32>
  %s = ecg.constant dense<[0.01]> : tensor<1xf32> -> tensor<1xf32>
  %c = ecg.conv1d %x, %w, %b pads [1, 1] : (tensor<1x2x12xf32>, tensor<2x2x3xf32>, tensor<2xf32>) -> tensor<1x2x12xf32>
  %n = ecg.batch_norm %c, %scale, %shift, %mean, %var epsilon 1.000000e-05 : (tensor<1x2x12xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x12xf32>
  %h = ecg.mul %c, %half : (tensor<1x2x12xf32>, tensor<f32>) -> tensor<1x2x12xf32>
  %a = ecg.add %n, %h : (tensor<1x2x12xf32>, tensor<1x2x12xf32>) -> tensor<1x2x12xf32>
  %t = ecg.tanh %a : tensor<1x2x12xf32> -> tensor<1x2x12xf32>
  %p = ecg.avg_pool %t kernel [6] strides [6] : tensor<1x2x12xf32> -> tensor<1x2x2xf32>
  %f = ecg.reshape %p : tensor<1x2x2xf32> -> tensor<1x4xf32>
  %q = ecg.fake_quantize %v, %s range [-100, 100] : (tensor<3x4xf32>, tensor<1xf32>) -> tensor<3x4xf32>
  %y = ecg.linear %f, %q : (tensor<1x4xf32>, tensor<3x4xf32>) -> tensor<1x3xf32>
  return %y : tensor<1x3xf32>
})";

std::vector<float> randomValues(size_t count, unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(count);
  for (float &value : values)
    value = normal(engine);
  return values;
}

/// A batch of seven with a loss of half the squared outputs.
class Batch {
public:
  static constexpr size_t samples = 7;

  explicit Batch(GradientProgram::Options options = {})
      : module(network),
        program(GradientProgram::create(module.function(), options)) {}

  double train(unsigned threads = 1) {
    Workers workers(threads);
    std::vector<double> losses(samples);
    program->trainBatch(workers, samples, {in.data()},
                        [&](const GradientProgram::LossCall &call) {
                          for (size_t s = 0; s < call.count; ++s)
                            losses[call.first + s] = loss(call, s);
                        });
    return std::accumulate(losses.begin(), losses.end(), 0.0);
  }

  TestModule module;
  std::unique_ptr<GradientProgram> program;

private:
  static double loss(const GradientProgram::LossCall &call, size_t s) {
    double sum = 0;
    for (int i = 0; i < 3; ++i) {
      float y = call.outputs[0].of(s)[i];
      call.outputGrads[0].of(s)[i] = y;
      sum += 0.5 * y * y;
    }
    return sum;
  }

  std::vector<float> in = randomValues(samples * 24, 3);
};

/// The loss's slope by one weight, by central differences.
double slope(Batch &batch, size_t weight) {
  constexpr float step = 1e-2f;
  float &value = batch.program->values()[weight], before = value;
  value = before + step;
  double above = batch.train();
  value = before - step;
  double below = batch.train();
  value = before;
  return (above - below) / (2 * step);
}

TEST(GradientProgram, KnowsWeightsFromStatisticsAndOtherConstants) {
  Batch batch;
  ASSERT_TRUE(batch.program);
  std::vector<size_t> sizes;
  for (const LearnedConstant &constant : batch.program->constants())
    sizes.push_back(constant.isStatistic ? 100 + constant.size : constant.size);
  EXPECT_EQ(sizes, (std::vector<size_t>{12, 2, 2, 2, 12, 1, 102, 102}));
  EXPECT_EQ(batch.program->numWeights(), 31u);
}

TEST(GradientProgram, GradientsAreSlopesOfTheBatchLoss) {
  Batch batch;
  batch.train();
  std::vector<float> gradients = batch.program->gradients().vec();
  // Rounding passes gradients straight through, so that differences know
  // nothing of the last 13.
  for (size_t i = 0; i < 18; ++i)
    EXPECT_NEAR(gradients[i], slope(batch, i), 2e-3) << "weight " << i;
}

TEST(GradientProgram, SumsDoNotDependOnThreads) {
  Batch one, four;
  EXPECT_EQ(one.train(1), four.train(4));
  EXPECT_EQ(one.program->gradients(), four.program->gradients());
  EXPECT_EQ(ArrayRef<float>(one.program->values()),
            ArrayRef<float>(four.program->values()));
}

TEST(GradientProgram, StatisticsMoveOncePerBatchUnlessFrozen) {
  Batch moving, frozen({/*freezeStatistics=*/true});
  moving.train();
  frozen.train();
  size_t mean = moving.program->constants()[6].offset;
  EXPECT_NE(moving.program->values()[mean], 0.0f);
  EXPECT_EQ(frozen.program->values()[mean], 0.0f);
}

TEST(GradientProgram, WritesBackWhatItLearned) {
  Batch batch;
  batch.program->values()[0] = 42;
  batch.program->writeBack();
  auto constants = batch.module.function().front().getOps<ConstantOp>();
  auto data = ConstantData<float>::get((*constants.begin()).getValue());
  EXPECT_EQ(data->values()[0], 42);
}

TEST(GradientProgram, RefusesWhatHasNoGradient) {
  TestModule module(R"(
func.func @f(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %w = ecg.constant dense<1.0> : tensor<4x4xf32> -> tensor<4x4xf32>
  %y = ecg.linear %x, %w : (tensor<1x4xf32>, tensor<4x4xf32>) -> tensor<1x4xf32>
  %i = ecg.cast %y : tensor<1x4xf32> -> tensor<1x4xi32>
  %z = ecg.cast %i : tensor<1x4xi32> -> tensor<1x4xf32>
  return %z : tensor<1x4xf32>
})");
  // Integers end a path for gradients; that nothing is learned is no error.
  EXPECT_TRUE(GradientProgram::create(module.function(), {}));
  TestModule outside(R"(
func.func @f(%x: tensor<1x4xf32>) -> tensor<4xf32> {
  %w = ecg.constant dense<1.0> : tensor<4xf32> -> tensor<4xf32>
  return %w : tensor<4xf32>
})");
  EXPECT_FALSE(GradientProgram::create(outside.function(), {}));
  EXPECT_NE(outside.diagnostics.find("'output0' does not depend on the input"),
            std::string::npos);
}

/// Gradients after a batch of three through sums and pools with ReLUs, some of
/// which can work in place; the sum of a branch must not.
std::vector<float> gradientsOfBlock(bool inPlace) {
  TestModule module(R"(
func.func @f(%x: tensor<1x2x12xf32>) -> (tensor<1x2x6xf32>, tensor<1x2x12xf32>) {
  %w = ecg.constant dense<[[[0.5, -0.2, 0.1], [0.3, 0.2, -0.4]], [[-0.6, 0.1, 0.7], [0.2, -0.3, 0.5]]]> : tensor<2x2x3xf32> -> tensor<2x2x3xf32>
  %c = ecg.conv1d %x, %w pads [1, 1] : (tensor<1x2x12xf32>, tensor<2x2x3xf32>) -> tensor<1x2x12xf32>
  %r = ecg.relu %c : tensor<1x2x12xf32> -> tensor<1x2x12xf32>
  %d = ecg.conv1d %r, %w pads [1, 1] : (tensor<1x2x12xf32>, tensor<2x2x3xf32>) -> tensor<1x2x12xf32>
  %s = ecg.relu %d : tensor<1x2x12xf32> -> tensor<1x2x12xf32>
  %a = ecg.add %s, %d : (tensor<1x2x12xf32>, tensor<1x2x12xf32>) -> tensor<1x2x12xf32>
  %p = ecg.max_pool %a kernel [2] strides [2] : tensor<1x2x12xf32> -> tensor<1x2x6xf32>
  %q = ecg.relu %p : tensor<1x2x6xf32> -> tensor<1x2x6xf32>
  %t = ecg.tanh %r : tensor<1x2x12xf32> -> tensor<1x2x12xf32>
  %u = ecg.relu %t : tensor<1x2x12xf32> -> tensor<1x2x12xf32>
  return %q, %u : tensor<1x2x6xf32>, tensor<1x2x12xf32>
})");
  GradientProgram::Options options;
  options.inPlace = inPlace;
  auto program = GradientProgram::create(module.function(), options);
  std::vector<float> in = randomValues(3 * 24, 5);
  Workers workers(2);
  program->trainBatch(
      workers, 3, {in.data()}, [](const GradientProgram::LossCall &call) {
        for (size_t output : {0, 1})
          for (size_t s = 0; s < call.count; ++s)
            std::copy_n(call.outputs[output].of(s), output ? 24 : 12,
                        call.outputGrads[output].of(s));
      });
  return program->gradients().vec();
}

TEST(GradientProgram, InPlaceChangesNothing) {
  std::vector<float> gradients = gradientsOfBlock(/*inPlace=*/false);
  EXPECT_EQ(gradientsOfBlock(/*inPlace=*/true), gradients);
  EXPECT_NE(gradients, std::vector<float>(12));
}

} // namespace
