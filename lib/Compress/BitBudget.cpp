// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hulls, and their steps in order.

#include "ecg/Compress/BitBudget.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using llvm::ArrayRef;

namespace ecg {

namespace {

/// From one vertex of a group's hull to the next smaller one.
struct Step {
  double lossPerByte;
  size_t group, at; ///< which step of the group
  size_t to;
  double saved;

  bool operator<(const Step &other) const {
    return std::tie(lossPerByte, group, at) <
           std::tie(other.lossPerByte, other.group, other.at);
  }
};

double slope(const BitChoice &from, const BitChoice &to) {
  return (to.loss - from.loss) / (from.bytes - to.bytes);
}

/// The steps of one group; slopes rise.
void appendSteps(ArrayRef<BitChoice> choices, size_t group,
                 std::vector<Step> &steps) {
  for (size_t at = 0, count = 0;; ++count) {
    size_t best = at;
    for (size_t to = 0; to < choices.size(); ++to)
      if (choices[to].bytes < choices[at].bytes &&
          (best == at ||
           slope(choices[at], choices[to]) < slope(choices[at], choices[best])))
        best = to;
    if (best == at)
      return;
    // Rounding must not bring the next step before this one.
    double loss = slope(choices[at], choices[best]);
    if (count > 0)
      loss = std::max(loss, steps.back().lossPerByte);
    steps.push_back(
        {loss, group, count, best, choices[at].bytes - choices[best].bytes});
    at = best;
  }
}

} // namespace

std::vector<size_t> chooseBits(ArrayRef<std::vector<BitChoice>> groups,
                               double save) {
  std::vector<Step> steps;
  for (auto [g, choices] : llvm::enumerate(groups))
    appendSteps(choices, g, steps);
  llvm::sort(steps);
  std::vector<size_t> chosen(groups.size(), 0);
  for (const Step &step : steps) {
    if (save <= 0)
      break;
    chosen[step.group] = step.to;
    save -= step.saved;
  }
  return chosen;
}

} // namespace ecg
