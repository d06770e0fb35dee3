// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The histogram must not depend on the order or grouping of the values.

#include "ecg/Compress/Histogram.h"
#include <gtest/gtest.h>
#include <limits>
#include <random>

using namespace ecg;

namespace {

std::vector<float> makeValues(size_t count) {
  std::mt19937 random(7);
  std::normal_distribution<float> normal;
  std::vector<float> values(count);
  for (float &value : values)
    value = std::exp(3 * normal(random)) * (random() % 2 ? 1.0f : -1.0f);
  return values;
}

void expectSame(const Histogram &a, const Histogram &b) {
  EXPECT_EQ(a.binWidth(), b.binWidth());
  EXPECT_EQ(a.total(), b.total());
  EXPECT_EQ(a.zeros(), b.zeros());
  EXPECT_EQ(a.min(), b.min());
  EXPECT_EQ(a.max(), b.max());
  for (int64_t bin = -Histogram::kSide; bin < Histogram::kSide; ++bin)
    ASSERT_EQ(a.count(bin), b.count(bin)) << "bin " << bin;
}

TEST(Histogram, CountsEveryValueInItsBin) {
  Histogram histogram;
  histogram.add({-1.0f, 0.0f, 0.5f, 0.75f});
  EXPECT_EQ(histogram.total(), 4u);
  EXPECT_EQ(histogram.zeros(), 1u);
  EXPECT_EQ(histogram.min(), -1.0f);
  EXPECT_EQ(histogram.max(), 0.75f);
  for (float value : {-1.0f, 0.0f, 0.5f, 0.75f})
    EXPECT_EQ(histogram.count(histogram.binOf(value)), 1u) << value;
}

TEST(Histogram, OrderAndGroupingDoNotMatter) {
  std::vector<float> values = makeValues(5000);
  Histogram whole, reversed, first, second;
  whole.add(values);
  for (size_t i = values.size(); i-- > 0;)
    reversed.add(values[i]);
  first.add(llvm::ArrayRef(values).take_front(1234));
  second.add(llvm::ArrayRef(values).drop_front(1234));
  second.merge(first);
  expectSame(whole, reversed);
  expectSame(whole, second);
}

TEST(Histogram, MergingAnEmptyOneChangesNothing) {
  Histogram histogram, copy, empty;
  histogram.add({2.0f, 3.0f});
  copy = histogram;
  histogram.merge(empty);
  expectSame(histogram, copy);
  empty.merge(copy);
  expectSame(empty, copy);
}

TEST(Histogram, NotFiniteValuesAreOnlyCounted) {
  Histogram histogram;
  histogram.add({1.0f, std::numeric_limits<float>::infinity(),
                 std::numeric_limits<float>::quiet_NaN()});
  EXPECT_EQ(histogram.total(), 1u);
  EXPECT_EQ(histogram.nonFinite(), 2u);
  EXPECT_EQ(histogram.max(), 1.0f);
}

TEST(Histogram, ExtremeMagnitudesFit) {
  float tiny = std::numeric_limits<float>::denorm_min();
  float huge = std::numeric_limits<float>::max();
  Histogram histogram;
  histogram.add(tiny);
  EXPECT_EQ(histogram.count(histogram.binOf(tiny)), 1u);
  histogram.add({-huge, huge});
  EXPECT_EQ(histogram.count(0), 1u);
  EXPECT_EQ(histogram.count(histogram.binOf(-huge)), 1u);
}

} // namespace
