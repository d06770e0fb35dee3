// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The gradient of every layer against central differences in double.

#include "GradientCheck.h"
#include <gtest/gtest.h>

using namespace ecg;
using llvm::StringRef;

namespace {

TEST(Gradient, Activations) {
  for (StringRef layer :
       {"ecg.relu %a0", "ecg.sigmoid %a0", "ecg.tanh %a0", "ecg.swish %a0",
        "ecg.hard_swish %a0", "ecg.leaky_relu %a0 alpha 1.000000e-01",
        "ecg.clip %a0 to <-1.0, 2.5>"})
    expectGradients(layer, {"2x3x5"}, "2x3x5", {2, true, -5, 5});
}

TEST(Gradient, Softmax) {
  for (StringRef name : {"ecg.softmax %a0", "ecg.log_softmax %a0"})
    for (StringRef axis : {" axis 0", " axis 1", " axis 2"})
      expectGradients((name + axis).str(), {"2x3x5"}, "2x3x5");
}

TEST(Gradient, Binary) {
  for (StringRef name : {"ecg.add %a0, %a1", "ecg.mul %a0, %a1"})
    for (StringRef clamp : {"", " clamp <-0.5, 1.0>"}) {
      expectGradients((name + clamp).str(), {"1x3x5", "3x1"}, "1x3x5");
      expectGradients((name + clamp).str(), {"5", "2x1x5"}, "2x1x5");
    }
}

TEST(Gradient, Conv1d) {
  std::string layer = "ecg.conv1d %a0, %a1, %a2";
  expectGradients(layer, {"1x4x12", "6x4x4", "6"}, "1x6x9");
  expectGradients(layer + " clamp <-1.0, 4.0>", {"2x4x12", "6x4x4", "6"},
                  "2x6x9");
  expectGradients(layer + " stride 2 pads [3, 0]", {"1x4x12", "6x4x4", "6"},
                  "1x6x6");
  expectGradients(layer + " dilation 2", {"1x4x12", "6x4x4", "6"}, "1x6x6");
  expectGradients(layer + " pads [1, 2] groups 2", {"1x4x12", "6x2x4", "6"},
                  "1x6x12");
  expectGradients(layer + " stride 2 groups 4", {"1x4x12", "4x1x3", "4"},
                  "1x4x5");
  expectGradients("ecg.conv1d %a0, %a1", {"1x4x12", "6x4x1"}, "1x6x12");
}

/// Enough channels for products of the shifted input, and more than a tile.
TEST(Gradient, Conv1dShifted) {
  expectGradients("ecg.conv1d %a0, %a1, %a2 pads [2, 1] dilation 2",
                  {"1x48x66", "49x48x2", "49"}, "1x49x67");
}

TEST(Gradient, Conv2d) {
  expectGradients("ecg.conv2d %a0, %a1, %a2 strides [2, 1] pads [1, 0, 0, 2]",
                  {"1x2x5x6", "4x2x2x3", "4"}, "1x4x3x6");
  expectGradients("ecg.conv2d %a0, %a1 groups 2", {"1x2x5x6", "2x1x2x3"},
                  "1x2x4x4");
}

TEST(Gradient, Conv3d) {
  expectGradients("ecg.conv3d %a0, %a1, %a2 strides [1, 2, 1] pads "
                  "[1, 0, 0, 0, 1, 2] dilations [2, 1, 1]",
                  {"1x2x5x4x3", "4x2x2x2x3", "4"}, "1x4x4x2x3");
  expectGradients("ecg.conv3d %a0, %a1 strides [2, 1, 1] pads "
                  "[0, 0, 0, 0, 0, 0] dilations [1, 1, 1] groups 2 "
                  "clamp <-1.0, 4.0>",
                  {"2x2x3x3x3", "2x1x2x2x2"}, "2x2x1x2x2");
}

TEST(Gradient, ConvTranspose) {
  std::string layer = "ecg.conv_transpose %a0, %a1, %a2 ";
  expectGradients(layer + "strides [2] pads [1, 1] dilations [1] "
                          "output_padding [0]",
                  {"1x3x5", "4x3x4", "4"}, "1x4x10");
  expectGradients(layer + "strides [3] pads [0, 2] dilations [2] "
                          "output_padding [1] groups 2 clamp <-1.0, 3.0>",
                  {"2x4x4", "6x2x3", "6"}, "2x6x13");
  expectGradients("ecg.conv_transpose %a0, %a1 strides [2, 1] "
                  "pads [0, 1, 0, 1] dilations [1, 1] output_padding [0, 0]",
                  {"1x2x3x4", "3x2x2x3"}, "1x3x6x4");
  expectGradients(layer + "strides [1, 2, 1] pads [0, 0, 0, 0, 0, 0] "
                          "dilations [1, 1, 1] output_padding [0, 0, 0]",
                  {"1x2x2x2x3", "2x2x2x2x2", "2"}, "1x2x3x4x4");
}

TEST(Gradient, Linear) {
  expectGradients("ecg.linear %a0, %a1, %a2", {"1x7", "4x7", "4"}, "1x4");
  expectGradients("ecg.linear %a0, %a1 clamp <0.0, 9.0>", {"2x3x7", "4x7"},
                  "2x3x4");
}

TEST(Gradient, BatchNorm) {
  for (bool training : {false, true}) {
    GradientCheck check(
        layerFunction(
            "ecg.batch_norm %a0, %a1, %a2, %a3, %a4 epsilon 1.000000e-05",
            {"1x3x5", "3", "3", "3", "3"}, "1x3x5"),
        {3, training, 0.5, 2});
    check.ignore(3); // statistics move by updateStatistics
    check.ignore(4);
    expectGradients(check);
  }
}

TEST(Gradient, Pools) {
  expectGradients("ecg.max_pool %a0 kernel [3] strides [2]", {"1x2x11"},
                  "1x2x5");
  expectGradients("ecg.max_pool %a0 kernel [2, 3] strides [1, 2]", {"1x2x4x7"},
                  "1x2x3x3");
  expectGradients("ecg.max_pool %a0 kernel [2, 2] strides [1, 2] pads "
                  "[1, 0, 0, 1] dilations [2, 1]",
                  {"2x2x4x5"}, "2x2x3x3");
  expectGradients("ecg.avg_pool %a0 kernel [3] strides [2] pads [1, 1]",
                  {"1x2x11"}, "1x2x6");
  expectGradients("ecg.avg_pool %a0 kernel [2, 2] strides [2, 2] pads "
                  "[1, 0, 1, 0] count_include_pad",
                  {"1x2x4x6"}, "1x2x3x3");
  expectGradients("ecg.global_avg_pool %a0", {"1x3x7"}, "1x3x1");
}

TEST(Gradient, Moves) {
  expectGradients("ecg.reshape %a0", {"1x3x7"}, "1x21");
  expectGradients("ecg.transpose %a0 permutation [0, 2, 1]", {"2x3x7"},
                  "2x7x3");
  expectGradients("ecg.pad %a0 low [0, 1, 2] high [1, 0, 3] value 5.0",
                  {"1x3x4"}, "2x4x9");
  expectGradients("ecg.concat %a0, %a1, %a2 axis 1",
                  {"2x3x4", "2x1x4", "2x2x4"}, "2x6x4");
}

// The gradient of rounding is defined, not derived: only its edges can be
// compared with differences (LSQ, Esser et al. 2020).
TEST(Gradient, FakeQuantizePassesStraightThroughInsideTheRange) {
  GradientCheck check(layerFunction("ecg.fake_quantize %a0, %a1 range [-3, 3]",
                                    {"4", "1"}, "4"),
                      {1, true, 0, 1});
  check.set(0, {0.26, -1.3, 5.0, -5.0});
  check.set(1, {0.5});
  check.setLossWeights(0, {1, 10, 100, 1000});
  auto gradients = check.gradients<double>();
  EXPECT_EQ(gradients[0], (std::vector<double>{1, 10, 0, 0}));
  // q - x / s inside: 1 - 0.52 and -3 + 2.6; q outside.
  EXPECT_NEAR(gradients[1][0], 0.48 - 10 * 0.4 + 300 - 3000, 1e-9);
}

// @fake_quantize: each index of the axis by its own scale and pair.
TEST(Gradient, FakeQuantizeKnowsTypesByRow) {
  GradientCheck check(
      layerFunction("ecg.fake_quantize %a0, %a1 range [-3, 3, -1, 1] axis 0",
                    {"2x2", "2"}, "2x2"),
      {1, true, 0, 1});
  check.set(0, {0.26, -1.3, 0.9, -2.6});
  check.set(1, {0.5, 2.0});
  check.setLossWeights(0, {1, 10, 100, 1000});
  auto gradients = check.gradients<double>();
  EXPECT_EQ(gradients[0], (std::vector<double>{1, 10, 100, 0}));
  EXPECT_NEAR(gradients[1][0], 0.48 - 10 * 0.4, 1e-9);
  // 0 - 0.45 inside, -1 outside.
  EXPECT_NEAR(gradients[1][1], -45 - 1000, 1e-9);
}

// @fake_multi_bit: dw = dy, da = B^T dy, by the group; nothing without bits.
TEST(Gradient, FakeMultiBitKnowsItsPatterns) {
  GradientCheck check(
      layerFunction("ecg.fake_multi_bit %a0, %a1 codes [4, 0] groups 3",
                    {"2x3", "2x2"}, "2x3"),
      {1, true, 0, 1});
  check.set(0, {0.9, -0.2, 0.3, 1, 2, 3}); // ++, -+ or +-: nearest of .8 .2
  check.set(1, {0.5, 0.3, 0, 0});
  check.setLossWeights(0, {1, 10, 100, 1000, 1000, 1000});
  auto gradients = check.gradients<double>();
  EXPECT_EQ(gradients[0], (std::vector<double>{1, 10, 100, 0, 0, 0}));
  EXPECT_EQ(gradients[1],
            (std::vector<double>{1 - 10 + 100, 1 + 10 - 100, 0, 0}));
}

} // namespace
