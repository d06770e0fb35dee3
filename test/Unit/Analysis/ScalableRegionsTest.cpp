// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ecg/Analysis/ScalableRegions.h"
#include "../Exec/TestModule.h"
#include "ecg/Exec/FloatProgram.h"
#include "ecg/Train/Trainer.h"
#include "mlir/IR/Verifier.h"
#include <gtest/gtest.h>
#include <random>

using namespace ecg;
using namespace mlir;

namespace {

/// Everything a region may hold: pools, a sum, a depthwise convolution, a batch
/// norm, a flatten; and a sigmoid, at which it ends.
const char *const network = R"(
func.func @f(%x: tensor<1x2x16xf32>) -> (tensor<1x3xf32>, tensor<1x4x8xf32>) {
  %w0 = ecg.constant dense<0.1> : tensor<4x2x3xf32> -> tensor<4x2x3xf32>
  %b0 = ecg.constant dense<0.3> : tensor<4xf32> -> tensor<4xf32>
  %w1 = ecg.constant dense<0.1> : tensor<4x4x1xf32> -> tensor<4x4x1xf32>
  %w2 = ecg.constant dense<0.1> : tensor<4x1x3xf32> -> tensor<4x1x3xf32>
  %w3 = ecg.constant dense<0.1> : tensor<3x32xf32> -> tensor<3x32xf32>
  %one = ecg.constant dense<1.5> : tensor<4xf32> -> tensor<4xf32>
  %a = ecg.conv1d %x, %w0, %b0 pads [1, 1] clamp <0.0, inf> : (tensor<1x2x16xf32>, tensor<4x2x3xf32>, tensor<4xf32>) -> tensor<1x4x16xf32>
  %p = ecg.max_pool %a kernel [2] strides [2] : tensor<1x4x16xf32> -> tensor<1x4x8xf32>
  %q = ecg.conv1d %p, %w1 : (tensor<1x4x8xf32>, tensor<4x4x1xf32>) -> tensor<1x4x8xf32>
  %s = ecg.add %p, %q : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  %d = ecg.conv1d %s, %w2, %b0 pads [1, 1] groups 4 : (tensor<1x4x8xf32>, tensor<4x1x3xf32>, tensor<4xf32>) -> tensor<1x4x8xf32>
  %r = ecg.relu %d : tensor<1x4x8xf32> -> tensor<1x4x8xf32>
  %n = ecg.batch_norm %r, %one, %b0, %b0, %one epsilon 1.0e-05 : (tensor<1x4x8xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x8xf32>
  %f = ecg.reshape %n : tensor<1x4x8xf32> -> tensor<1x32xf32>
  %y = ecg.linear %f, %w3 : (tensor<1x32xf32>, tensor<3x32xf32>) -> tensor<1x3xf32>
  %e = ecg.conv1d %p, %w1 : (tensor<1x4x8xf32>, tensor<4x4x1xf32>) -> tensor<1x4x8xf32>
  %g = ecg.sigmoid %e : tensor<1x4x8xf32> -> tensor<1x4x8xf32>
  return %y, %g : tensor<1x3xf32>, tensor<1x4x8xf32>
})";

std::vector<float> runOn(func::FuncOp function) {
  std::unique_ptr<FloatProgram> program = FloatProgram::create(function);
  std::mt19937 engine(1);
  std::normal_distribution<float> normal;
  std::vector<float> x(32), y(3), g(32);
  for (float &value : x)
    value = normal(engine);
  std::unique_ptr<Workspace> workspace = program->makeWorkspace();
  program->run(*workspace, {x.data()}, {y.data(), g.data()});
  y.insert(y.end(), g.begin(), g.end());
  return y;
}

TEST(ScalableRegions, OutputsStayTheSameBitForBit) {
  TestModule module(network);
  func::FuncOp function = module.function();
  initializeWeights(function, 3);
  std::vector<float> before = runOn(function);
  std::vector<ScalableRegion> regions = findScalableRegions(function);
  // Around the sum, behind the depthwise convolution, behind the batch norm;
  // what the sigmoid or the function returns cannot be scaled.
  ASSERT_EQ(regions.size(), 3u);
  EXPECT_EQ(regions[0].values.size(), 4u);
  EXPECT_EQ(regions[0].producers.size(), 2u);
  EXPECT_EQ(regions[0].readers.size(), 3u);
  EXPECT_EQ(regions[2].channels, 4);
  std::mt19937 engine(2);
  for (const ScalableRegion &region : regions) {
    std::vector<float> factors;
    for (int64_t c = 0; c < region.channels; ++c)
      factors.push_back(std::ldexp(1.0f, -int(engine() % 6)));
    scaleChannels(region, factors);
  }
  ASSERT_TRUE(succeeded(mlir::verify(function)));
  EXPECT_EQ(runOn(function), before);
}

TEST(ScalableRegions, LimitsEndThem) {
  TestModule module(R"(
func.func @f(%x: tensor<1x2x8xf32>) -> tensor<1x2x8xf32> {
  %w = ecg.constant dense<0.1> : tensor<2x2x1xf32> -> tensor<2x2x1xf32>
  %a = ecg.conv1d %x, %w clamp <0.0, 6.0> : (tensor<1x2x8xf32>, tensor<2x2x1xf32>) -> tensor<1x2x8xf32>
  %y = ecg.conv1d %a, %w : (tensor<1x2x8xf32>, tensor<2x2x1xf32>) -> tensor<1x2x8xf32>
  return %y : tensor<1x2x8xf32>
})");
  EXPECT_TRUE(findScalableRegions(module.function()).empty());
}

} // namespace
