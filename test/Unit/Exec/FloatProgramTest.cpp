// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The float executor as its users see it. Values of layers stand in test/Ops.

#include "TestModule.h"
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

const char *const twoInputs = R"(
func.func @f(%a: tensor<1x2xf32> {ecg.name = "beat"}, %b: tensor<2xf32>)
    -> (tensor<1x2xf32> {ecg.name = "sum"}, tensor<1x2xf32>) {
  %two = ecg.constant dense<2.0> : tensor<2xf32> -> tensor<2xf32>
  %sum = ecg.add %a, %b : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %twice = ecg.mul %sum, %two : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %sum, %twice : tensor<1x2xf32>, tensor<1x2xf32>
})";

TEST(FloatProgram, PortsCarryNamesAndShapes) {
  TestModule module(twoInputs);
  auto program = createProgram(*module);
  ASSERT_TRUE(program);
  ASSERT_EQ(program->inputs().size(), 2u);
  EXPECT_EQ(program->inputs()[0].name, "beat");
  EXPECT_EQ(program->inputs()[1].name, "input1");
  EXPECT_EQ(program->outputs()[0].name, "sum");
  EXPECT_EQ(program->outputs()[0].shape, (SmallVector<int64_t>{1, 2}));
}

TEST(FloatProgram, RunsTwiceInOneWorkspace) {
  TestModule module(twoInputs);
  auto program = createProgram(*module);
  auto workspace = program->makeWorkspace();
  float b[] = {10, 20}, sum[2], twice[2];
  for (float start : {1.0f, 5.0f}) {
    float a[] = {start, start + 1};
    program->run(*workspace, {a, b}, {sum, twice});
    EXPECT_EQ(sum[0], start + 10);
    EXPECT_EQ(twice[1], 2 * (start + 21));
  }
}

TEST(FloatProgram, ObserverSeesArgumentsThenLayersInOrder) {
  TestModule module(twoInputs);
  auto program = FloatProgram::create(module.function());
  float a[] = {1, 2}, b[] = {10, 20}, sum[2], twice[2];
  std::vector<float> firsts;
  std::vector<Value> values;
  program->run(*program->makeWorkspace(), {a, b}, {sum, twice},
               [&](Value value, ConstTensorView view) {
                 values.push_back(value);
                 firsts.push_back(view.data[0]);
               });
  EXPECT_EQ(firsts, (std::vector<float>{1, 10, 11, 22}));
  EXPECT_EQ(values[1], module.function().getArgument(1));
  EXPECT_TRUE(isa<MulOp>(values[3].getDefiningOp()));
}

// Arguments and constants may be results, and one value two of them.
TEST(FloatProgram, ResultsNeedNoLayer) {
  TestModule module(R"(
func.func @f(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<1xf32>) {
  %c = ecg.constant dense<3.0> : tensor<1xf32> -> tensor<1xf32>
  return %x, %x, %c : tensor<2xf32>, tensor<2xf32>, tensor<1xf32>
})");
  auto program = createProgram(*module);
  float x[] = {1, 2}, first[2], second[2], c[1];
  program->run(*program->makeWorkspace(), {x}, {first, second, c});
  EXPECT_EQ(first[1], 2);
  EXPECT_EQ(second[0], 1);
  EXPECT_EQ(c[0], 3);
}

TEST(FloatProgram, RefusesWhatCannotRun) {
  TestModule module(R"(
func.func @g(%x: tensor<2xf32>) -> tensor<2xf32> {
  %y = func.call @f(%x) : (tensor<2xf32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}
func.func private @f(tensor<2xf32>) -> tensor<2xf32>
)");
  EXPECT_FALSE(FloatProgram::create(module.function()));
  EXPECT_NE(module.diagnostics.find("cannot run 'func.call' on the host"),
            std::string::npos)
      << module.diagnostics;
}

TEST(FloatProgram, RefusesHugeShapesBeforeAllocating) {
  TestModule module(R"(
func.func @f(%x: tensor<1x1x1xf32>) -> tensor<1x1x99999999999xf32> {
  %y = ecg.pad %x low [0, 0, 0] high [0, 0, 99999999998] value 0.0 : tensor<1x1x1xf32> -> tensor<1x1x99999999999xf32>
  return %y : tensor<1x1x99999999999xf32>
})");
  EXPECT_FALSE(createProgram(*module));
  EXPECT_NE(module.diagnostics.find("more than the host executor takes"),
            std::string::npos)
      << module.diagnostics;
}

TEST(FloatProgram, RefusesHugeSplatsBeforeAllocating) {
  TestModule module(R"(
func.func @f() -> tensor<99999999999xf32> {
  %c = ecg.constant dense<0.0> : tensor<99999999999xf32> -> tensor<99999999999xf32>
  return %c : tensor<99999999999xf32>
})");
  EXPECT_FALSE(createProgram(*module));
  EXPECT_NE(module.diagnostics.find("more than the host executor takes"),
            std::string::npos)
      << module.diagnostics;
}

// Quantized layers run by the reference kernels, on a copy: the function itself
// stays what it was. -0.9 is -1.8 steps of 0.5, so -2; 0.3 is 0.6, so 1.
TEST(FloatProgram, QuantizedFunctionsRunAsDevicePrograms) {
  TestModule module(R"(
func.func @f(%x: tensor<1x3xf32> {ecg.name = "x"}) -> tensor<1x3xf32> {
  %q = ecg.quantize %x : tensor<1x3xf32> -> tensor<1x3x!quant.uniform<i8:f32, 0.5>>
  %r = ecg.leaky_relu %q alpha 0.5 : tensor<1x3x!quant.uniform<i8:f32, 0.5>> -> tensor<1x3x!quant.uniform<i8:f32, 0.5>>
  %y = ecg.dequantize %r : tensor<1x3x!quant.uniform<i8:f32, 0.5>> -> tensor<1x3xf32>
  return %y : tensor<1x3xf32>
})");
  auto program = createProgram(*module);
  ASSERT_TRUE(program) << module.diagnostics;
  EXPECT_EQ(program->inputs()[0].name, "x");
  float x[] = {-0.9f, 0.3f, 100.0f}, y[3];
  program->run(*program->makeWorkspace(), {x}, {y});
  EXPECT_EQ(y[0], -0.5f);
  EXPECT_EQ(y[1], 0.5f);
  EXPECT_EQ(y[2], 63.5f); // the largest int8
  EXPECT_TRUE(isa<QuantizeOp>(module.function().front().front()));
}

TEST(FloatProgram, OneFunctionIsAProgram) {
  TestModule module("module {}");
  EXPECT_FALSE(createProgram(*module));
  EXPECT_NE(module.diagnostics.find("one function, got 0"), std::string::npos)
      << module.diagnostics;
}

} // namespace
