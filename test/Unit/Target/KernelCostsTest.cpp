// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where predictions exist. How good they are is measured on boards
// (test/Device/check-bench.py).

#include "ecg/Target/KernelCosts.h"
#include "gtest/gtest.h"

using namespace ecg;

static std::optional<PredictedCosts> predict(llvm::StringRef target,
                                             llvm::StringRef kernel,
                                             const CallParams &params) {
  return predictCosts(*llvm::cantFail(findTarget(target)), kernel, params);
}

static const CallParams conv{{"cin", 8},    {"cout", 4},   {"kernel", 3},
                             {"groups", 2}, {"lout", 100}, {"lin", 100}};

TEST(KernelCosts, MoreWorkCostsMore) {
  CallParams longer = conv;
  longer["lout"] = 200;
  auto one = predict("cortex-m4", "ecg_conv1d_s8", conv);
  auto two = predict("cortex-m4", "ecg_conv1d_s8", longer);
  ASSERT_TRUE(one && two);
  EXPECT_GT(two->instructions, one->instructions);
  EXPECT_GT(*one->cycles, one->instructions);
}

/// 4 * 3 * 8 / 2 = 48 weights, 4,800 products, 400 results.
TEST(KernelCosts, GroupsShareInputs) {
  auto costs = predict("cortex-m4", "ecg_conv1d_s8", conv);
  ASSERT_TRUE(costs);
  EXPECT_NEAR(costs->instructions, .561 * 4800 + 12.04 * 400 + 5.2 * 48, 1);
}

/// Its kernels are those of the Cortex-M4, its cycles are not.
TEST(KernelCosts, CyclesBelongToOneTable) {
  auto costs = predict("cortex-m7", "ecg_conv1d_s8", conv);
  ASSERT_TRUE(costs);
  EXPECT_FALSE(costs->cycles);
}

TEST(KernelCosts, NothingIsMadeUp) {
  EXPECT_FALSE(predict("generic", "ecg_conv1d_s8", conv));
  EXPECT_FALSE(predict("cortex-m4", "ecg_softmax_s8", {{"n", 4}}));
}
