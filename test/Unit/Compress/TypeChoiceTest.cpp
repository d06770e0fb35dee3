// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// docs/numerics.md `@type_choice`: nothing that costs as little loses less.

#include "ecg/Compress/TypeChoice.h"
#include "ecg/Data/Random.h"
#include <gtest/gtest.h>
#include <limits>

using namespace ecg;
using ecg::portable::Random;

namespace {

using Layers = std::vector<std::vector<TypeOption>>;

struct Sum {
  double cost = 0, loss = 0;
};

Sum sumOf(const Layers &layers, llvm::ArrayRef<size_t> chosen) {
  Sum sum;
  for (size_t l = 0; l < layers.size(); ++l) {
    sum.cost += layers[l][chosen[l]].cost;
    sum.loss += layers[l][chosen[l]].loss;
  }
  return sum;
}

/// The least loss of all combinations within `budget`; infinity without any.
double tryAll(const Layers &layers, double budget) {
  double best = std::numeric_limits<double>::infinity();
  std::vector<size_t> chosen(layers.size());
  for (;;) {
    Sum sum = sumOf(layers, chosen);
    if (sum.cost <= budget)
      best = std::min(best, sum.loss);
    size_t l = 0;
    while (l < layers.size() && ++chosen[l] == layers[l].size())
      chosen[l++] = 0;
    if (l == layers.size())
      return best;
  }
}

TEST(TypeChoice, type_choice_IsTheBestOfAllCombinations) {
  Random random{3};
  for (int trial = 0; trial < 200; ++trial) {
    Layers layers(1 + random.below(5));
    for (std::vector<TypeOption> &layer : layers)
      for (int i = 0; i <= trial % 4; ++i)
        layer.push_back({double(random.below(100)), random.uniform(0, 1)});
    auto budget = static_cast<double>(random.below(300));
    auto chosen = chooseTypes(layers, budget);
    double best = tryAll(layers, budget);
    ASSERT_EQ(chosen.has_value(), std::isfinite(best));
    if (!chosen)
      continue;
    EXPECT_LE(sumOf(layers, *chosen).cost, budget);
    EXPECT_NEAR(sumOf(layers, *chosen).loss, best, 1e-12);
  }
}

// The least loss a byte saved is that of the last two layers: 6 would be lost.
TEST(TypeChoice, type_choice_IsNotGreedy) {
  Layers layers{{{10, 0}, {2, 5}}, {{10, 0}, {5, 3}}, {{10, 0}, {5, 3}}};
  auto chosen = chooseTypes(layers, 22);
  ASSERT_TRUE(chosen);
  EXPECT_EQ(*chosen, (std::vector<size_t>{1, 0, 0}));
}

TEST(TypeChoice, type_choice_KeepsToLargeBudgets) {
  Layers layers;
  for (int l = 0; l < 40; ++l)
    layers.push_back({{1e6 + l, 0.0}, {3e5 + l, 1.0 + l}});
  auto chosen = chooseTypes(layers, 2e7);
  ASSERT_TRUE(chosen);
  Sum sum = sumOf(layers, *chosen);
  EXPECT_LE(sum.cost, 2e7);
  EXPECT_GE(sum.cost, 2e7 - 7e5 - 40 * 2e7 / (1 << 15)) << "room is left";
  EXPECT_EQ(chosen->front(), 1u) << "the first lose least";
  EXPECT_EQ(chosen->back(), 0u);
  EXPECT_FALSE(chooseTypes(layers, 1e6));
}

} // namespace
