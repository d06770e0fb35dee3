// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Multipliers and tables against the reals they stand for.

#include "ecg/Compress/Requantize.h"
#include "gtest/gtest.h"
#include <cmath>
#include <random>

using namespace ecg;

namespace {

double valueOf(Multiplier m) { return std::ldexp(m.mult, -m.shift); }

/// @multiplier
TEST(Requantize, MultiplierIsWithinHalfAUnitOf2To31) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> exponent(-29, 29);
  for (int i = 0; i < 1000; ++i) {
    double ratio = std::exp2(exponent(random));
    std::optional<Multiplier> m = makeMultiplier(ratio);
    ASSERT_TRUE(m) << ratio;
    EXPECT_GE(m->mult, 1 << 30);
    EXPECT_GE(m->shift, 1);
    EXPECT_LE(m->shift, 62);
    EXPECT_LE(std::fabs(valueOf(*m) / ratio - 1), std::exp2(-31)) << ratio;
  }
}

TEST(Requantize, MultiplierThatRoundsUpToAPowerOfTwoIsRenormalised) {
  std::optional<Multiplier> m = makeMultiplier(1 - std::exp2(-40));
  ASSERT_TRUE(m);
  EXPECT_EQ(m->mult, 1 << 30);
  EXPECT_EQ(m->shift, 30);
}

TEST(Requantize, MultiplierAtTheEndsOfItsRange) {
  EXPECT_EQ(makeMultiplier(0)->mult, 0);
  EXPECT_EQ(makeMultiplier(std::exp2(-40))->mult, 0);
  EXPECT_EQ(makeMultiplier(std::exp2(-32))->shift, 62);
  EXPECT_EQ(makeMultiplier(std::exp2(29))->shift, 1);
  EXPECT_FALSE(makeMultiplier(std::exp2(30)));
  EXPECT_FALSE(makeMultiplier(-1));
  EXPECT_FALSE(makeMultiplier(NAN));
  EXPECT_FALSE(makeMultiplier(INFINITY));
}

/// @add_s8
TEST(Requantize, AddMultipliersUseTheRoomTheyHave) {
  std::optional<AddMultipliers> m = makeAddMultipliers(0.75, 0.1);
  ASSERT_TRUE(m);
  EXPECT_EQ(m->shift, 22);
  EXPECT_EQ(m->a, 3 << 20);
  EXPECT_EQ(m->b, std::lrint(0.1 * (1 << 22)));
  EXPECT_EQ(makeAddMultipliers(0.01, 0.02)->shift, 23);
  EXPECT_EQ(makeAddMultipliers(1 << 21, 0)->a, 1 << 22);
  EXPECT_FALSE(makeAddMultipliers((1 << 21) + 1, 1));
  EXPECT_FALSE(makeAddMultipliers(NAN, 1));
}

/// @scale_shift_s8
TEST(Requantize, ScaleShiftTablesShareTheLargestShift) {
  std::optional<ScaleShiftTables> t =
      makeScaleShiftTables({0.5, -2.0}, {100.0, -3.25});
  ASSERT_TRUE(t);
  EXPECT_EQ(t->shift, 23);
  EXPECT_EQ(t->mult[1], -(2 << 23));
  EXPECT_EQ(t->offset[0], 100 << 23);
  // What saturates every output does not cost the others their precision range.
  t = makeScaleShiftTables({1.0}, {1e30});
  ASSERT_TRUE(t);
  EXPECT_EQ(t->shift, 1);
  EXPECT_EQ(t->offset[0], 1 << 30);
  EXPECT_FALSE(makeScaleShiftTables({std::exp2(30)}, {0.0}));
  EXPECT_FALSE(makeScaleShiftTables({1.0}, {NAN}));
}

/// @avg_pool_s8
TEST(Requantize, MeanTableDividesByTheCount) {
  std::optional<MeanTable> t = makeMeanTable(1.5, 9);
  ASSERT_TRUE(t);
  ASSERT_EQ(t->mult.size(), 9u);
  for (int n = 1; n <= 9; ++n)
    EXPECT_NEAR(std::ldexp(t->mult[n - 1], -t->shift), 1.5 / n,
                std::ldexp(0.5, -t->shift));
  t = makeMeanOf(1.5, 9);
  ASSERT_EQ(t->mult.size(), 1u);
  EXPECT_NEAR(std::ldexp(t->mult[0], -t->shift), 1.5 / 9, 1e-10);
}

/// @softmax_s8
TEST(Requantize, ExpTableFallsFromOne) {
  std::array<uint32_t, 256> table = makeExpTable(0.1);
  EXPECT_EQ(table[0], 65536u);
  EXPECT_EQ(table[10], std::lrint(65536 * std::exp(-1.0)));
  EXPECT_EQ(makeExpTable(100)[255], 0u);
}

/// @lut_s8
TEST(Requantize, LookupTableIsTheFunctionRoundedAndClamped) {
  QuantizedRange in{{0.1, 0}}, out{{0.25, -128}, -128, 100};
  std::array<int8_t, 256> table =
      makeLookupTable(in, out, [](double x) { return x * x; });
  EXPECT_EQ(table[128], -128);
  EXPECT_EQ(table[128 + 5], -127); // exactly 0.25
  EXPECT_EQ(table[0], 100);
  for (int q = -50; q <= 50; ++q)
    EXPECT_EQ(table[q + 128],
              std::min(100.0, std::nearbyint(q * q * 0.01 / 0.25) - 128))
        << q;
}

/// @requant_wide: 24 bits, so that an accumulator of 39 fits into the product.
TEST(Requantize, WideMultiplierHas24Bits) {
  for (double ratio : {1e-9, 0.3, 1.0, 12345.6}) {
    std::optional<Multiplier> m = makeMultiplier(ratio, wideMultiplierBits);
    ASSERT_TRUE(m) << ratio;
    EXPECT_GE(m->mult, 1 << 23);
    EXPECT_LT(m->mult, 1 << 24);
    EXPECT_LE(std::fabs(valueOf(*m) / ratio - 1), std::exp2(-24)) << ratio;
  }
  EXPECT_EQ(makeMultiplier(1 - std::exp2(-40), 24)->mult, 1 << 23);
  EXPECT_FALSE(makeMultiplier(std::exp2(23), 24));
}

/// @add_s16
TEST(Requantize, AddMultipliersOfInt16UseTheirRoom) {
  EXPECT_EQ(makeAddMultipliers(0.75, 0.1, 29)->shift, 29);
  EXPECT_EQ(makeAddMultipliers(0.01, 0.02, 29)->shift, 30);
  EXPECT_FALSE(makeAddMultipliers((1 << 28) + 1, 1, 29));
}

/// @lut_s16: knots are the function, the last one just beyond int16.
TEST(Requantize, KnotsAreEvery128Steps) {
  QuantizedRange in = QuantizedRange::int16(0.5),
                 out = QuantizedRange::int16(1);
  auto table = makeKnotTable(in, out, [](double x) { return x + 1; });
  EXPECT_EQ(table[0], -16383);
  EXPECT_EQ(table[256], 1);
  EXPECT_EQ(table[257], 65);
  EXPECT_EQ(table[512], 16385);
}

} // namespace
