// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// SNR, PRD and PRDN worked out by hand.

#include "ecg/Metrics/Reconstruction.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace ecg;

namespace {

// x = 3, 4, 5 (sum x^2 = 50, mean 4, sum (x - 4)^2 = 2), errors 0, 1, 0.
TEST(Reconstruction, OneSample) {
  ReconstructionError error = measureReconstruction({3, 4, 5}, {3, 5, 5});
  EXPECT_DOUBLE_EQ(error.signal, 50);
  EXPECT_DOUBLE_EQ(error.centred, 2);
  EXPECT_DOUBLE_EQ(error.error, 1);
  EXPECT_NEAR(error.snr(), 16.989700043360187, 1e-12); // 10 log10 50
  EXPECT_NEAR(error.prd(), 14.142135623730951, 1e-12); // 100 sqrt(1 / 50)
  EXPECT_NEAR(error.prdn(), 70.71067811865476, 1e-12); // 100 sqrt(1 / 2)
}

TEST(Reconstruction, ExactAndZeroSignals) {
  ReconstructionError exact = measureReconstruction({1, 2}, {1, 2});
  EXPECT_TRUE(std::isinf(exact.snr()));
  EXPECT_EQ(exact.prd(), 0);
  ReconstructionError zero = measureReconstruction({0, 0}, {0, 1});
  EXPECT_TRUE(std::isnan(zero.prd()));
  EXPECT_TRUE(std::isnan(measureReconstruction({0, 0}, {0, 0}).snr()));
  EXPECT_TRUE(std::isnan(measureReconstruction({7, 7}, {7, 6}).prdn()));
}

TEST(Reconstruction, MeansAreOverSamplesThatHaveTheFigure) {
  std::vector<ReconstructionError> samples = {
      {100, 25, 1},   // 20 dB, 10 %, 20 %
      {1000, 100, 1}, // 30 dB, 3.16 %, 10 %
      {0, 0, 1},
  };
  EXPECT_NEAR(meanPrdn(samples), 15, 1e-12);
  EXPECT_NEAR(meanPrd(samples), (10 + 100 * std::sqrt(1e-3)) / 2, 1e-12);
  EXPECT_TRUE(std::isnan(meanPrd({})));
  samples.pop_back();
  EXPECT_NEAR(meanSnr(samples), 25, 1e-12);
}

} // namespace
