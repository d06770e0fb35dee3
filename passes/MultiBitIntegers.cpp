// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arithmetic of ecg.fake_multi_bit, in integers.

#include "MultiBitIntegers.h"
#include "ecg/Compress/ChannelTables.h"
#include "ecg/IR/Constants.h"
#include <numeric>

using namespace mlir;

namespace ecg {

std::unique_ptr<MultiBitIntegers> MultiBitIntegers::get(FakeMultiBitOp op) {
  auto input = ConstantData<float>::get(op.getInput());
  auto alphas = ConstantData<float>::get(op.getAlphas());
  if (!input || !alphas)
    return nullptr;
  auto made = std::make_unique<MultiBitIntegers>();
  made->groups = WeightGroups::get(
      cast<RankedTensorType>(op.getInput().getType()).getShape(),
      op.getGroupSize(), op.getPixel());
  made->alphas = alphas->values().vec();
  made->table = {made->alphas,
                 int64_t(made->alphas.size() / op.getCodes().size()),
                 op.getCodes(), made->groups.areRows()};
  made->units = made->table.chooseUnits();
  made->weights.resize(input->values().size());
  for (int64_t g = 0; g < made->table.size(); ++g) {
    BitLevels<float> levels = storedLevels(made->table, g, made->units);
    SmallVector<int64_t> integers = made->alphasOf(g);
    for (int64_t i = 0; i < made->groups.size; ++i) {
      int64_t at = made->groups.at(g, i), sum = 0;
      size_t level = levels.nearest(input->values()[at]);
      for (auto [a, alpha] : llvm::enumerate(integers))
        sum += levels.factor(level, a) * alpha;
      made->weights[at] = sum;
    }
  }
  return made;
}

SmallVector<int64_t> MultiBitIntegers::alphasOf(int64_t group) const {
  SmallVector<int64_t> integers;
  for (float alpha : table.of(group))
    integers.push_back(roundAlpha(alpha, table.codeOf(group), units));
  return integers;
}

/// The largest divisor of `common` that a scale can take, up to 255 units.
static int64_t limitFactor(int64_t common) {
  constexpr int64_t kLargestScale = 255;
  for (int64_t factor = std::min(common, kLargestScale); factor > 1; --factor)
    if (common % factor == 0)
      return factor;
  return 1;
}

/// What a row has in common, so that int8 holds the rest: the one magnitude of
/// its weights, or else a divisor of its coordinates, which are one or
/// multiples of the step of sums. (Divisors of weights alone may leave sums of
/// halves, which no code of rows holds.)
int64_t MultiBitIntegers::commonFactor(int64_t row) const {
  int64_t largest = 0, common = 0;
  ArrayRef<int64_t> all =
      ArrayRef(weights).slice(row * groups.rowSize, groups.rowSize);
  for (int64_t weight : all)
    largest = std::max(largest, std::abs(weight));
  for (int64_t g = row * groups.perRow(); g < (row + 1) * groups.perRow(); ++g)
    for (int64_t alpha : alphasOf(g))
      common = std::gcd(common, alpha);
  bool isOneStep = llvm::all_of(
      all, [&](int64_t w) { return w == 0 || std::abs(w) == largest; });
  return limitFactor(isOneStep && largest ? largest : common);
}

std::pair<std::vector<int8_t>, std::vector<double>>
MultiBitIntegers::makeRows() const {
  std::vector<int8_t> rows;
  std::vector<double> scales;
  double unit = roundUnit(units.unit);
  size_t size = groups.rowSize;
  for (size_t row = 0; row * size < weights.size(); ++row) {
    int64_t factor = commonFactor(static_cast<int64_t>(row));
    for (int64_t weight : ArrayRef(weights).slice(row * size, size)) {
      assert(std::abs(weight / factor) <= INT8_MAX);
      rows.push_back(static_cast<int8_t>(weight / factor));
    }
    scales.push_back(unit * static_cast<double>(factor));
  }
  return {std::move(rows), std::move(scales)};
}

} // namespace ecg
