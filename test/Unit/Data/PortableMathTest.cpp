// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The generator's own elementary functions against libm, and its random
// numbers against fixed values.
#include "ecg/Data/PortableMath.h"
#include "ecg/Data/Random.h"
#include "gtest/gtest.h"
#include <algorithm>

using namespace ecg;
using portable::Random;

TEST(PortableMath, AgreesWithLibm) {
  for (double x = -40; x < 40; x += 0.0137) {
    EXPECT_NEAR(portable::sin(x), std::sin(x), 1e-14) << x;
    EXPECT_NEAR(portable::cos(x), std::cos(x), 1e-14) << x;
    EXPECT_NEAR(portable::exp(x) / std::exp(x), 1, 1e-14) << x;
  }
  for (double x = 0; x < 1e5; x += 997.3)
    EXPECT_NEAR(portable::sin(x), std::sin(x), 1e-11) << x;
}

TEST(PortableMath, AtanOfEveryDirection) {
  for (double angle = -3.14; angle < 3.14; angle += 0.01)
    EXPECT_NEAR(portable::atan2(std::sin(angle), std::cos(angle)), angle,
                1e-15);
  EXPECT_EQ(portable::atan2(0, 0), 0);
  EXPECT_EQ(portable::atan2(0, -1), portable::kPi);
  EXPECT_EQ(portable::atan2(1, 0), portable::kPi / 2);
}

TEST(Random, IsTheSameEverywhere) {
  Random random({2003, 1});
  uint64_t first = random.bits(), second = random.bits();
  EXPECT_EQ(first, UINT64_C(9582110753474051938));
  EXPECT_EQ(second, UINT64_C(13242007034882205228));
}

TEST(Random, StreamsDiffer) {
  EXPECT_NE(Random({1, 2}).bits(), Random({2, 1}).bits());
  EXPECT_NE(Random({1, 0}).bits(), Random({1}).bits());
}

TEST(Random, MomentsFit) {
  Random random({7});
  double sum = 0, squares = 0, uniform = 0;
  constexpr int kCount = 100000;
  for (int i = 0; i < kCount; ++i) {
    double x = random.normal();
    sum += x;
    squares += x * x;
    uniform += random.uniform(2, 4);
  }
  EXPECT_NEAR(sum / kCount, 0, 0.02);
  EXPECT_NEAR(squares / kCount, 1, 0.02);
  EXPECT_NEAR(uniform / kCount, 3, 0.01);
}

TEST(Random, CoarseNormalHasTheMomentsOfANormal) {
  Random random({7});
  double sum = 0, squares = 0, fourth = 0, largest = 0;
  constexpr int kCount = 100000;
  for (int i = 0; i < kCount; ++i) {
    double x = random.coarseNormal();
    sum += x;
    squares += x * x;
    fourth += x * x * x * x;
    largest = std::max(largest, std::abs(x));
  }
  EXPECT_NEAR(sum / kCount, 0, 0.01);
  EXPECT_NEAR(squares / kCount, 1, 0.01);
  // 3 of a normal; 3 - 6 / (5 * 8) of a sum of eight.
  EXPECT_NEAR(fourth / kCount, 2.85, 0.05);
  EXPECT_GT(largest, 3.5);
}
