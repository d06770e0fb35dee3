// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which channels go, in networks of two or three layers whose costs are known.

#include "ecg/Compress/ChannelBudget.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

using Indices = std::vector<int64_t>;

/// A chain of matrices: parameters are products of neighbouring widths, with
/// `ends` before and behind; MACs are those times `positions` of each.
class Chain : public WidthCosts {
public:
  Chain(std::vector<int64_t> widths, int64_t ends,
        std::vector<double> positions)
      : widths(std::move(widths)), ends(ends), positions(std::move(positions)) {
  }

  Costs total() const override {
    Costs costs;
    for (size_t i = 0; i <= widths.size(); ++i) {
      double size = double(i ? widths[i - 1] : ends) *
                    (i < widths.size() ? widths[i] : ends);
      costs[Measure::Parameters] += size;
      costs[Measure::Macs] += size * positions[i];
    }
    for (int64_t width : widths)
      costs[Measure::Channels] += width;
    return costs;
  }
  Costs savedBy(size_t layer, int64_t width) override {
    Costs saved = total();
    std::swap(widths[layer], width);
    saved -= total();
    std::swap(widths[layer], width);
    return saved;
  }
  void setWidth(size_t layer, int64_t width) override { widths[layer] = width; }

  std::vector<int64_t> widths;

private:
  int64_t ends;
  std::vector<double> positions;
};

Budgets budget(Measure measure, double most) {
  Budgets budgets;
  budgets[size_t(measure)] = most;
  return budgets;
}

RankedChannels ranked(std::vector<double> scores, int64_t align = 1,
                      int64_t minimum = 1) {
  return {{int64_t(scores.size()), minimum, align}, scores};
}

TEST(WidthRule, AlignedLayersHaveMultiples) {
  WidthRule rule{10, 2, 4};
  EXPECT_EQ(rule.below(10), 8);
  EXPECT_EQ(rule.below(8), 4);
  EXPECT_EQ(rule.below(4), 4); // 0 is below the minimum
  EXPECT_EQ(rule.nearest(5.9), 4);
  EXPECT_EQ(rule.nearest(6), 8);
  EXPECT_EQ(rule.nearest(0), 4);
  EXPECT_EQ(rule.nearest(11), 10);
}

TEST(WidthRule, LayersNarrowerThanTheAlignmentAreNotAligned) {
  WidthRule rule{4, 2, 4};
  EXPECT_EQ(rule.below(4), 3);
  EXPECT_EQ(rule.nearest(2.5), 3);
  EXPECT_EQ(rule.nearest(1), 2);
}

TEST(WidthRule, AMinimumOfTheWidthProtects) {
  WidthRule rule{10, 10, 4};
  EXPECT_EQ(rule.below(10), 10);
  EXPECT_EQ(rule.nearest(3), 10);
}

TEST(ChannelBudget, KeepsTheHighestScoresOfEachLayer) {
  Chain costs({4, 2}, 1, {1, 1, 1});
  EXPECT_EQ(keepShare({ranked({1, 4, 2, 3}), ranked({5, 5})}, costs, 0.5),
            (KeptChannels{Indices{1, 3}, Indices{0}}));
  EXPECT_EQ(costs.widths, (std::vector<int64_t>{2, 1}));
}

TEST(ChannelBudget, FindsTheLargestShare) {
  Chain costs({8, 8}, 1, {1, 1, 1});
  std::vector<RankedChannels> layers(2, ranked(std::vector<double>(8, 1.0)));
  // 6 + 36 + 6 = 48 fits, 7 + 49 + 7 does not: up to 6.5 channels of 8.
  double share = findShare(layers, costs, budget(Measure::Parameters, 60));
  EXPECT_NEAR(share, 6.5 / 8, 2e-6);
  EXPECT_EQ(keepShare(layers, costs, share)[0].size(), 6u);
}

// @prune_benefit
TEST(ChannelBudget, RemovesWhereScoresBuyMost) {
  // A channel of the first layer saves 10 + 2 of 60 parameters, one of the
  // second 4 + 10.
  Chain costs({4, 2}, 10, {1, 1, 1});
  std::vector<RankedChannels> layers = {ranked({1.0, 9, 9, 9}),
                                        ranked({1.2, 9})};
  Costs before = costs.total();
  ASSERT_EQ(before[Measure::Parameters], 68);
  // 1 / 12 against 1.2 / 14: the first one is cheaper.
  EXPECT_EQ(
      keepByBenefit(layers, costs, before, budget(Measure::Parameters, 60), 0),
      (KeptChannels{Indices{1, 2, 3}, Indices{0, 1}}));
}

TEST(ChannelBudget, NeighboursShrinkWhatALaterChannelSaves) {
  // After a channel of the first layer is gone, one of the second saves 13
  // instead of 14: 1.2 / 13 is still below 9 / 12.
  Chain costs({4, 2}, 10, {1, 1, 1});
  std::vector<RankedChannels> layers = {ranked({1.0, 9, 9, 9}),
                                        ranked({1.2, 9})};
  EXPECT_EQ(keepByBenefit(layers, costs, costs.total(),
                          budget(Measure::Parameters, 45), 0),
            (KeptChannels{Indices{1, 2, 3}, Indices{1}}));
  EXPECT_EQ(costs.total()[Measure::Parameters], 43);
}

TEST(ChannelBudget, MacsCountByTheirWeight) {
  // The first layer's MACs are a hundred times the second's.
  std::vector<RankedChannels> layers = {ranked({1.1, 9, 9, 9}),
                                        ranked({1.0, 9, 9, 9})};
  auto first = [&](double weight) {
    Chain costs({4, 4}, 4, {100, 1, 1});
    return keepByBenefit(layers, costs, costs.total(),
                         budget(Measure::Parameters, 47), weight)[0]
        .size();
  };
  EXPECT_EQ(first(0), 4u);
  EXPECT_EQ(first(3), 3u);
}

TEST(ChannelBudget, AlignedLayersLoseSeveralAtOnce) {
  Chain costs({8, 2}, 1, {1, 1, 1});
  std::vector<RankedChannels> layers = {ranked({1, 1, 9, 9, 1, 1, 9, 9}, 4),
                                        ranked({99, 99})};
  EXPECT_EQ(keepByBenefit(layers, costs, costs.total(),
                          budget(Measure::Channels, 9), 0),
            (KeptChannels{Indices{2, 3, 6, 7}, Indices{0, 1}}));
}

TEST(ChannelBudget, StopsWhereNothingMoreCanGo) {
  Chain costs({4, 4}, 1, {1, 1, 1});
  std::vector<RankedChannels> layers = {ranked({1, 2, 3, 4}, 1, 3),
                                        ranked({1, 2, 3, 4}, 1, 4)};
  EXPECT_EQ(
      keepByBenefit(layers, costs, costs.total(), budget(Measure::Macs, 1), 0),
      (KeptChannels{Indices{1, 2, 3}, Indices{0, 1, 2, 3}}));
  EXPECT_EQ(findExceeded(costs.total(), budget(Measure::Macs, 1)),
            Measure::Macs);
}

} // namespace
