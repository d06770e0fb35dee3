// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gradients of what transformers are made of: products of activations and layer
// normalization. Values against the reference kernels.

#include "GradientCheck.h"
#include <gtest/gtest.h>

using namespace ecg;
using llvm::StringRef;

namespace {

// @matmul
TEST(Gradient, Matmul) {
  expectGradients("ecg.matmul %a0, %a1", {"3x4", "4x5"}, "3x5");
  expectGradients("ecg.matmul %a0, %a1 alpha 5.000000e-01", {"1x4", "4x1"},
                  "1x1");
  expectGradients("ecg.matmul %a0, %a1", {"2x3x4", "2x4x5"}, "2x3x5");
  expectGradients("ecg.matmul %a0, %a1", {"2x1x3x4", "6x4x5"}, "2x6x3x5");
  expectGradients("ecg.matmul %a0, %a1", {"3x4", "2x4x5"}, "2x3x5");
  expectGradients("ecg.matmul %a0, %a1", {"2x3x4", "4x5"}, "2x3x5");
}

TEST(Gradient, MatmulInOtherOrders) {
  expectGradients("ecg.matmul %a0, %a1 lhs [0, 2, 1]", {"2x4x3", "2x4x5"},
                  "2x3x5");
  expectGradients(
      "ecg.matmul %a0, %a1 lhs [2, 0, 1] rhs [1, 2, 0] result [1, 2, 0]",
      {"3x4x2", "5x2x4"}, "3x5x2");
  // Heads of attention: nothing lies densely.
  expectGradients("ecg.matmul %a0, %a1 lhs [0, 2, 1, 3] rhs [0, 2, 3, 1] alpha "
                  "5.000000e-01",
                  {"1x5x2x3", "1x5x2x3"}, "1x2x5x5");
  expectGradients("ecg.matmul %a0, %a1 rhs [0, 2, 1, 3] result [0, 2, 1, 3]",
                  {"1x2x5x4", "1x4x2x3"}, "1x5x2x3");
  expectGradients("ecg.matmul %a0, %a1 lhs [1, 2, 0]", {"4x2x3", "2x4x5"},
                  "2x3x5");
}

// @layer_norm_f32
TEST(Gradient, LayerNorm) {
  for (auto [axes, size] : {std::pair<StringRef, StringRef>{"[2]", "4"},
                            {"[1]", "3"},
                            {"[0, 1]", "6"},
                            {"[1, 2]", "12"},
                            {"[0, 1, 2]", "24"}})
    expectGradients(
        ("ecg.layer_norm %a0, %a1, %a2 axes " + axes + " epsilon 1.000000e-02")
            .str(),
        {"2x3x4", size, size}, "2x3x4");
  expectGradients("ecg.layer_norm %a0, %a1, %a2 axes [1] epsilon 1.000000e-05",
                  {"3x70", "70", "70"}, "3x70");
}

} // namespace
