// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ecg/Compress/Sparsity.h"
#include <gtest/gtest.h>
#include <vector>

using namespace ecg;

namespace {

std::vector<bool> bits(const llvm::BitVector &kept) {
  std::vector<bool> result;
  for (unsigned i = 0; i < kept.size(); ++i)
    result.push_back(kept[i]);
  return result;
}

TEST(Sparsity, SmallestMagnitudesGoFirst) {
  const float weights[] = {0.5f, -0.1f, 0.1f, -2.0f, 0.0f};
  EXPECT_EQ(bits(keepLargest(weights, 0)),
            std::vector<bool>({true, true, true, true, true}));
  EXPECT_EQ(bits(keepLargest(weights, 0.59)),
            std::vector<bool>({true, false, true, true, false}));
  EXPECT_EQ(bits(keepLargest(weights, 1)), std::vector<bool>(5, false));
}

TEST(Sparsity, PatternHoldsInEveryGroupOfARow) {
  // Rows of 5: a group of 4 and a rest of 1, of which one stays.
  const float weights[] = {1, 2, 3, 4, 0.1f, -4, 3, -2, 1, 0};
  EXPECT_EQ(bits(keepPattern(weights, 2, 2, 4)),
            std::vector<bool>({false, false, true, true, true, true, true,
                               false, false, true}));
  EXPECT_EQ(keepPattern(weights, 2, 4, 4).count(), 10u);
}

TEST(Sparsity, GrowsFastAtFirstAndEndsAtTheGoal) {
  EXPECT_NEAR(sparsityOfRound(0.8, 1, 4), 0.8 * (1 - 0.421875), 1e-12);
  EXPECT_EQ(sparsityOfRound(0.8, 4, 4), 0.8);
  EXPECT_EQ(sparsityOfRound(0.3, 1, 1), 0.3);
}

} // namespace
