// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Greedy choice over all layers, and a search for one share of each.

#include "ecg/Compress/ChannelBudget.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <limits>
#include <numeric>

using llvm::ArrayRef;

namespace ecg {

Costs &Costs::operator+=(const Costs &other) {
  for (size_t i = 0; i < numMeasures; ++i)
    (*this)[i] += other[i];
  return *this;
}

Costs &Costs::operator-=(const Costs &other) {
  for (size_t i = 0; i < numMeasures; ++i)
    (*this)[i] -= other[i];
  return *this;
}

WidthCosts::~WidthCosts() = default;

int64_t WidthRule::smallest() const {
  int64_t least = std::max<int64_t>(minimum, 1);
  return std::min(original, (least + step() - 1) / step() * step());
}

int64_t WidthRule::below(int64_t width) const {
  int64_t next = (width - 1) / step() * step();
  return next < smallest() ? width : next;
}

int64_t WidthRule::nearest(double width) const {
  if (width >= original)
    return original;
  int64_t aligned = int64_t(std::floor(width / step() + 0.5)) * step();
  return std::clamp(aligned, smallest(), original);
}

namespace {

/// Channels of a layer, the least valuable first; of equals the last, as it is
/// with sorting by descending score.
std::vector<int64_t> orderByScore(ArrayRef<double> scores) {
  std::vector<int64_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::sort(order, [&](int64_t a, int64_t b) {
    return std::pair(scores[a], -a) < std::pair(scores[b], -b);
  });
  return order;
}

KeptChannels keepWidths(ArrayRef<RankedChannels> layers,
                        ArrayRef<int64_t> widths) {
  KeptChannels kept;
  for (auto [layer, width] : llvm::zip_equal(layers, widths)) {
    std::vector<int64_t> &stay = kept.emplace_back(orderByScore(layer.scores));
    stay.erase(stay.begin(), stay.end() - width);
    llvm::sort(stay);
  }
  return kept;
}

class Choice {
public:
  Choice(ArrayRef<RankedChannels> layers, WidthCosts &costs,
         const Costs &before, const Budgets &budgets, double macsWeight)
      : layers(layers), costs(costs), before(before), budgets(budgets),
        macsWeight(macsWeight) {
    for (const RankedChannels &layer : layers) {
      widths.push_back(layer.scores.size());
      orders.push_back(orderByScore(layer.scores));
    }
  }

  KeptChannels run() {
    while (findExceeded(costs.total(), budgets) && removeCheapest()) {
    }
    return keepWidths(layers, widths);
  }

private:
  bool removeCheapest() {
    Costs now = costs.total();
    double least = std::numeric_limits<double>::infinity();
    std::optional<size_t> cheapest;
    for (size_t i = 0; i < layers.size(); ++i) {
      int64_t next = layers[i].rule.below(widths[i]);
      if (next == widths[i])
        continue;
      double price = lostScore(i, next) / benefit(now, costs.savedBy(i, next));
      if (price < least) {
        least = price;
        cheapest = i;
      }
    }
    if (!cheapest)
      return false;
    widths[*cheapest] = layers[*cheapest].rule.below(widths[*cheapest]);
    costs.setWidth(*cheapest, widths[*cheapest]);
    return true;
  }

  double lostScore(size_t layer, int64_t next) const {
    double sum = 0;
    const std::vector<double> &scores = layers[layer].scores;
    for (size_t i = scores.size() - widths[layer]; i < scores.size() - next;
         ++i)
      sum += scores[orders[layer][i]];
    return sum;
  }

  double benefit(const Costs &now, const Costs &saved) const {
    auto isExceeded = [&](size_t i) {
      return budgets[i] && now[i] > *budgets[i];
    };
    double weight = isExceeded(size_t(Measure::Macs)) ? 1 : 0;
    double sum = std::max(weight, macsWeight) * share(saved, Measure::Macs);
    for (size_t i = 0; i < numMeasures; ++i)
      if (Measure(i) != Measure::Macs && isExceeded(i))
        sum += share(saved, Measure(i));
    return sum;
  }

  double share(const Costs &saved, Measure measure) const {
    return before[measure] > 0 ? saved[measure] / before[measure] : 0;
  }

  ArrayRef<RankedChannels> layers;
  WidthCosts &costs;
  const Costs &before;
  const Budgets &budgets;
  double macsWeight;
  std::vector<int64_t> widths;
  std::vector<std::vector<int64_t>> orders;
};

} // namespace

std::optional<Measure> findExceeded(const Costs &costs,
                                    const Budgets &budgets) {
  for (size_t i = 0; i < numMeasures; ++i)
    if (budgets[i] && costs[i] > *budgets[i])
      return Measure(i);
  return std::nullopt;
}

KeptChannels keepByBenefit(ArrayRef<RankedChannels> layers, WidthCosts &costs,
                           const Costs &before, const Budgets &budgets,
                           double macsWeight) {
  return Choice(layers, costs, before, budgets, macsWeight).run();
}

/// Never more than a layer still has.
static std::vector<int64_t> widthsOf(ArrayRef<RankedChannels> layers,
                                     double share) {
  std::vector<int64_t> widths;
  for (const RankedChannels &layer : layers)
    widths.push_back(std::min<int64_t>(
        layer.rule.nearest(share * layer.rule.original), layer.scores.size()));
  return widths;
}

KeptChannels keepShare(ArrayRef<RankedChannels> layers, WidthCosts &costs,
                       double share) {
  std::vector<int64_t> widths = widthsOf(layers, share);
  for (auto [i, width] : llvm::enumerate(widths))
    costs.setWidth(i, width);
  return keepWidths(layers, widths);
}

double findShare(ArrayRef<RankedChannels> layers, WidthCosts &costs,
                 const Budgets &budgets) {
  auto holds = [&](double share) {
    keepShare(layers, costs, share);
    return !findExceeded(costs.total(), budgets);
  };
  if (holds(1))
    return 1;
  double low = 0, high = 1;
  while (high - low > 1e-6) {
    double middle = (low + high) / 2;
    (holds(middle) ? low : high) = middle;
  }
  return low;
}

} // namespace ecg
