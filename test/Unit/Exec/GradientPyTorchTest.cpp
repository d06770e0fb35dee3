// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gradients of the big layers against PyTorch's. What both compute from is
// `pattern`; what PyTorch said stands in PyTorchGradients.inc, written by
// Inputs/pytorch-gradients.py.

#include "GradientCheck.h"
#include "ecg/Exec/GradientProgram.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

#include "PyTorchGradients.inc"

/// Operands: eighths in [-0.75, 0.75].
std::vector<double> pattern(int64_t seed, int64_t count) {
  std::vector<double> values(count);
  for (int64_t i = 0; i < count; ++i)
    values[i] = ((7 * i + 3 * seed + i * i) % 13 - 6) / 8.0;
  return values;
}

template <typename T>
void expectNear(llvm::ArrayRef<T> actual, llvm::ArrayRef<double> expected,
                double tolerance) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(actual[i], expected[i], tolerance) << i;
}

/// One layer for two samples. The operands are patterns 1, 2, ..., the gradient
/// of result i is pattern 5 + i.
struct Layer {
  const char *text;
  std::vector<int64_t> operandSizes, resultSizes; ///< of both samples

  void expect(const std::vector<std::vector<double>> &expected) const {
    GradientCheck check(text);
    for (auto [i, size] : llvm::enumerate(operandSizes))
      check.set(i, pattern(i + 1, size));
    for (auto [i, size] : llvm::enumerate(resultSizes))
      check.setLossWeights(i, pattern(i + 5, size));
    auto gradients = check.gradients<double>();
    for (auto [i, values] : llvm::enumerate(expected)) {
      SCOPED_TRACE("operand " + std::to_string(i));
      expectNear<double>(gradients[i], values, 1e-8);
    }
  }
};

TEST(PyTorchGradient, Lstm) {
  Layer{R"(
func.func @f(%x: tensor<3x1x2xf32>, %w: tensor<2x8x2xf32>,
             %r: tensor<2x8x2xf32>, %b: tensor<2x16xf32>) {
  %y, %h, %c = ecg.lstm %x, %w, %r bias %b
      : (tensor<3x1x2xf32>, tensor<2x8x2xf32>, tensor<2x8x2xf32>,
         tensor<2x16xf32>)
      -> (tensor<3x2x1x2xf32>, tensor<2x1x2xf32>, tensor<2x1x2xf32>)
  return
})",
        {12, 32, 32, 32},
        {24, 8, 8}}
      .expect(lstm);
}

TEST(PyTorchGradient, GruWithLinearBeforeReset) {
  Layer{R"(
func.func @f(%x: tensor<3x1x2xf32>, %w: tensor<1x6x2xf32>,
             %r: tensor<1x6x2xf32>, %b: tensor<1x12xf32>) {
  %y, %h = ecg.gru %x, %w, %r bias %b linear_before_reset
      : (tensor<3x1x2xf32>, tensor<1x6x2xf32>, tensor<1x6x2xf32>,
         tensor<1x12xf32>) -> (tensor<3x1x1x2xf32>, tensor<1x1x2xf32>)
  return
})",
        {12, 12, 12, 12},
        {12, 4}}
      .expect(gru);
}

TEST(PyTorchGradient, LayerNorm) {
  Layer{R"(
func.func @f(%x: tensor<2x4xf32>, %scale: tensor<4xf32>, %shift: tensor<4xf32>) {
  %y = ecg.layer_norm %x, %scale, %shift axes [1] epsilon 1.000000e-05
      : (tensor<2x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return
})",
        {16, 4, 4},
        {16}}
      .expect(layerNorm);
}

TEST(PyTorchGradient, Conv1d) {
  Layer{R"(
func.func @f(%x: tensor<1x2x6xf32>, %w: tensor<3x2x3xf32>, %b: tensor<3xf32>) {
  %y = ecg.conv1d %x, %w, %b stride 2 pads [1, 1]
      : (tensor<1x2x6xf32>, tensor<3x2x3xf32>, tensor<3xf32>)
      -> tensor<1x3x3xf32>
  return
})",
        {24, 18, 3},
        {18}}
      .expect(conv1d);
}

TEST(PyTorchGradient, BatchNorm) {
  Layer{R"(
func.func @f(%x: tensor<1x2x3xf32>, %scale: tensor<2xf32>, %shift: tensor<2xf32>,
             %mean: tensor<2xf32>, %variance: tensor<2xf32>) {
  %y = ecg.batch_norm %x, %scale, %shift, %mean, %variance epsilon 1.000000e-05
      : (tensor<1x2x3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>,
         tensor<2xf32>) -> tensor<1x2x3xf32>
  return
})",
        {12, 2, 2, 2, 2},
        {12}}
      .expect(batchNorm);
}

/// A constant of elements [first, first + count) of a pattern with `cols`
/// columns; 0: a vector.
std::string constant(llvm::StringRef name, int64_t seed, int64_t first,
                     int64_t rows, int64_t cols) {
  std::string type = "tensor<" + std::to_string(rows) +
                     (cols ? "x" + std::to_string(cols) : "") + "xf32>";
  std::vector<double> values =
      pattern(seed, first + rows * std::max<int64_t>(cols, 1));
  std::string text = "  " + name.str() + " = ecg.constant dense<[";
  for (int64_t i = 0; i < int64_t(values.size()) - first; ++i)
    text += (i ? ", " : "") + std::string(cols && i % cols == 0 ? "[" : "") +
            std::to_string(values[first + i]) +
            (cols && i % cols == cols - 1 ? "]" : "");
  return text + "]> : " + type + " -> " + type + "\n";
}

// Two heads over three steps of four features.
TEST(PyTorchGradient, Attention) {
  std::string text = "func.func @f(%x: tensor<1x3x4xf32>) -> "
                     "tensor<1x3x4xf32> {\n";
  for (int i = 0; i < 3; ++i) {
    std::string n(1, "qkv"[i]);
    text += constant("%w" + n, 2, i * 16, 4, 4) +
            constant("%b" + n, 3, i * 4, 4, 0) + "  %" + n +
            "flat = ecg.linear %x, %w" + n + ", %b" + n +
            " : (tensor<1x3x4xf32>, tensor<4x4xf32>, tensor<4xf32>) -> "
            "tensor<1x3x4xf32>\n  %" +
            n + " = ecg.reshape %" + n +
            "flat : tensor<1x3x4xf32> -> tensor<1x3x2x2xf32>\n";
  }
  text += constant("%wo", 4, 0, 4, 4) + constant("%bo", 6, 0, 4, 0) + R"(
  %scores = ecg.matmul %q, %k lhs [0, 2, 1, 3] rhs [0, 2, 3, 1]
      alpha 0.707106769
      : (tensor<1x3x2x2xf32>, tensor<1x3x2x2xf32>) -> tensor<1x2x3x3xf32>
  %p = ecg.softmax %scores axis 3 : tensor<1x2x3x3xf32> -> tensor<1x2x3x3xf32>
  %mixed = ecg.matmul %p, %v rhs [0, 2, 1, 3] result [0, 2, 1, 3]
      : (tensor<1x2x3x3xf32>, tensor<1x3x2x2xf32>) -> tensor<1x3x2x2xf32>
  %flat = ecg.reshape %mixed : tensor<1x3x2x2xf32> -> tensor<1x3x4xf32>
  %y = ecg.linear %flat, %wo, %bo
      : (tensor<1x3x4xf32>, tensor<4x4xf32>, tensor<4xf32>)
      -> tensor<1x3x4xf32>
  return %y : tensor<1x3x4xf32>
})";
  TestModule module(text);
  auto program = GradientProgram::create(module.function(), {});
  ASSERT_TRUE(program) << module.diagnostics;
  std::vector<double> x = pattern(1, 24), dy = pattern(5, 24);
  std::vector<float> in(x.begin(), x.end());
  Workers workers(1);
  program->trainBatch(workers, 2, {in.data()},
                      [&](const GradientProgram::LossCall &call) {
                        for (size_t s = 0; s < call.count; ++s)
                          std::copy_n(dy.begin() + (call.first + s) * 12, 12,
                                      call.outputGrads[0].of(s));
                      });
  // Weights and biases of q, k and v are three constants each here.
  std::vector<double> expected;
  for (int i = 0; i < 3; ++i) {
    llvm::append_range(expected,
                       llvm::ArrayRef(attention[0]).slice(i * 16, 16));
    llvm::append_range(expected, llvm::ArrayRef(attention[1]).slice(i * 4, 4));
  }
  llvm::append_range(expected, attention[2]);
  llvm::append_range(expected, attention[3]);
  expectNear<float>(program->gradients(), expected, 1e-6);
}

} // namespace
