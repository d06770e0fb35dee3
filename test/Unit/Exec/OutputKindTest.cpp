// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an output is, by its layer and by its shape.

#include "TestModule.h"
#include "ecg/Exec/Evaluate.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

std::string endingIn(llvm::StringRef layers) {
  return "func.func @f(%x: tensor<1x4xf32>) -> tensor<4x1xf32> {\n" +
         layers.str() + "\n return %y : tensor<4x1xf32>\n}";
}

std::optional<ScoreScale> scaleOf(llvm::StringRef layers) {
  TestModule module(endingIn(layers));
  return findScoreScale(*module, 0);
}

constexpr llvm::StringLiteral reshaped =
    "%y = ecg.reshape %s : tensor<1x4xf32> -> tensor<4x1xf32>";

TEST(OutputKind, ProbabilitiesAfterSigmoidAndSoftmax) {
  for (llvm::StringRef layer : {"sigmoid %x", "softmax %x axis 1"})
    EXPECT_EQ(scaleOf(("%s = ecg." + layer +
                       " : tensor<1x4xf32> -> tensor<1x4xf32>\n" + reshaped)
                          .str()),
              ScoreScale::Probabilities)
        << layer.str();
}

TEST(OutputKind, LogitsAfterAnythingElse) {
  EXPECT_EQ(scaleOf(("%s = ecg.add %x, %x : (tensor<1x4xf32>, "
                     "tensor<1x4xf32>) -> tensor<1x4xf32>\n" +
                     reshaped)
                        .str()),
            ScoreScale::Logits);
}

TEST(OutputKind, ReconstructsTheInputOfItsShape) {
  TestModule module(
      endingIn("%y = ecg.reshape %x : tensor<1x4xf32> -> tensor<4x1xf32>"));
  auto program = createProgram(*module);
  ASSERT_TRUE(program);
  EXPECT_EQ(reconstructedInput(*program, 0), 0u);
  TestModule other("func.func @f(%x: tensor<1x1x4xf32>) -> "
                   "tensor<1x1x1xf32> {\n %y = ecg.global_avg_pool %x : "
                   "tensor<1x1x4xf32> -> tensor<1x1x1xf32>\n return %y : "
                   "tensor<1x1x1xf32>\n}");
  auto pooled = createProgram(*other);
  ASSERT_TRUE(pooled);
  EXPECT_EQ(reconstructedInput(*pooled, 0), std::nullopt);
}

} // namespace
