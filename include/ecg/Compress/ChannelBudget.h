// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which channels go so that a network keeps to budgets: the least valuable of
// all, or the same share of each layer. Scores and costs come from elsewhere.

#ifndef ECG_COMPRESS_CHANNELBUDGET_H
#define ECG_COMPRESS_CHANNELBUDGET_H

#include "llvm/ADT/ArrayRef.h"
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace ecg {

/// What a network costs; docs/pruning.md says how each is counted.
enum class Measure { Channels, Parameters, Macs, Bytes, Instructions };
constexpr size_t numMeasures = 5;

struct Costs : std::array<double, numMeasures> {
  Costs() { fill(0); }
  using std::array<double, numMeasures>::operator[];
  double &operator[](Measure measure) { return (*this)[size_t(measure)]; }
  double operator[](Measure measure) const { return (*this)[size_t(measure)]; }
  Costs &operator+=(const Costs &other);
  Costs &operator-=(const Costs &other);
};

/// The most each measure may be.
using Budgets = std::array<std::optional<double>, numMeasures>;

/// The widths a layer may have: what it started with, and below it multiples
/// of `align` where it was wider than that, any number where it was not, down
/// to `minimum`.
struct WidthRule {
  int64_t original = 1;
  int64_t minimum = 1;
  int64_t align = 1;

  /// The next smaller one; `width` itself if there is none.
  int64_t below(int64_t width) const;
  /// The one nearest to `width`, the larger of two.
  int64_t nearest(double width) const;

private:
  int64_t step() const { return original > align ? align : 1; }
  int64_t smallest() const;
};

/// A network whose layers can be given other widths to see what it costs.
class WidthCosts {
public:
  virtual ~WidthCosts();
  virtual Costs total() const = 0;
  /// What it saves to give layer `layer` a smaller width, all others as they
  /// are.
  virtual Costs savedBy(size_t layer, int64_t width) = 0;
  virtual void setWidth(size_t layer, int64_t width) = 0;
};

/// A layer, or layers whose channels go together.
struct RankedChannels {
  WidthRule rule;
  std::vector<double> scores; ///< one a channel it has now
};

/// Indices of the channels that stay, ascending, a layer.
using KeptChannels = std::vector<std::vector<int64_t>>;

/// Removes from the layer where it costs least score per benefit, channel by
/// channel (aligned layers lose `align` at a time), until all budgets hold or
/// nothing more can go. Benefit is the share of the costs `before` that it
/// saves, summed over the measures whose budget does not hold yet; MACs count
/// with weight `macsWeight` in any case (docs/numerics.md `@prune_benefit`).
/// `costs` has the widths that stay afterwards.
KeptChannels keepByBenefit(llvm::ArrayRef<RankedChannels> layers,
                           WidthCosts &costs, const Costs &before,
                           const Budgets &budgets, double macsWeight);

/// Keeps the share `share` of the channels each layer started with, those of
/// the highest scores.
KeptChannels keepShare(llvm::ArrayRef<RankedChannels> layers, WidthCosts &costs,
                       double share);

/// The largest such share with which all budgets hold, to 1e-6; 0 when none
/// does.
double findShare(llvm::ArrayRef<RankedChannels> layers, WidthCosts &costs,
                 const Budgets &budgets);

/// The first measure that is above its budget.
std::optional<Measure> findExceeded(const Costs &costs, const Budgets &budgets);

} // namespace ecg

#endif // ECG_COMPRESS_CHANNELBUDGET_H
