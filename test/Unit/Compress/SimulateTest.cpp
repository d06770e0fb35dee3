// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// docs/numerics.md `@q_simulated`: weights as few bits hold them.

#include "ecg/Compress/Simulate.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

TEST(Simulate, q_simulated_EveryRowHasItsScale) {
  // 2 bits: -1, 0 and 1 times the largest magnitude; halves to even.
  std::vector<float> weights{1, 0.6f, -0.5f, 0.4f, 0, 0, 0, 0, -8, 8, 3, -5};
  roundRows(weights, 3, 2);
  EXPECT_EQ(weights,
            (std::vector<float>{1, 1, 0, 0, 0, 0, 0, 0, -8, 8, 0, -8}));
}

TEST(Simulate, q_simulated_FourBitsAreSevenSteps) {
  std::vector<float> weights{7, 3.4f, -6.6f, 0.2f};
  roundRows(weights, 1, 4);
  EXPECT_EQ(weights, (std::vector<float>{7, 3, -7, 0}));
}

TEST(Simulate, SmallestRowsAreByTheirSumOfMagnitudes) {
  std::vector<float> weights{3, -3, 1, 0, 2, 2, 0, -1};
  EXPECT_EQ(smallestRows(weights, 4, 1), (std::vector<int64_t>{1}));
  EXPECT_EQ(smallestRows(weights, 4, 3), (std::vector<int64_t>{1, 2, 3}));
  EXPECT_TRUE(smallestRows(weights, 4, 0).empty());
}

} // namespace
