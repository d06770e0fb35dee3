// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Confidence intervals against published and computed ones.

#include "ecg/Metrics/Intervals.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

TEST(Intervals, Wilson) {
  // 186 of 200, as the issue quotes for ECGNet.
  Interval interval = wilsonInterval(186, 200);
  EXPECT_NEAR(interval.low, 0.8859, 1e-4);
  EXPECT_NEAR(interval.high, 0.9578, 1e-4);
  EXPECT_NEAR(wilsonInterval(0, 10).low, 0, 1e-12);
  EXPECT_NEAR(wilsonInterval(0, 10).high, 0.2775, 1e-4);
  EXPECT_NEAR(wilsonInterval(10, 10).high, 1, 1e-12);
  EXPECT_EQ(wilsonInterval(0, 0).low, 0);
  EXPECT_EQ(wilsonInterval(0, 0).high, 1);
}

} // namespace
