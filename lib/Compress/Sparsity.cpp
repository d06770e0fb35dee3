// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Magnitudes in order.

#include "ecg/Compress/Sparsity.h"
#include "llvm/ADT/STLExtras.h"
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

using llvm::ArrayRef;
using llvm::BitVector;

namespace ecg {

/// Takes the `count` smallest of `weights` out of `kept`, where they begin at
/// `first`.
static void dropSmallest(ArrayRef<float> weights, size_t count, size_t first,
                         BitVector &kept) {
  std::vector<size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0);
  auto isSmaller = [&](size_t a, size_t b) {
    return std::pair(std::fabs(weights[a]), a) <
           std::pair(std::fabs(weights[b]), b);
  };
  std::nth_element(order.begin(), order.begin() + count, order.end(),
                   isSmaller);
  for (size_t i : ArrayRef(order).take_front(count))
    kept.reset(first + i);
}

BitVector keepLargest(ArrayRef<float> weights, double sparsity) {
  assert(sparsity >= 0 && sparsity <= 1);
  BitVector kept(weights.size(), true);
  auto count = static_cast<size_t>(std::floor(sparsity * weights.size()));
  dropSmallest(weights, count, 0, kept);
  return kept;
}

BitVector keepPattern(ArrayRef<float> weights, int64_t rows, unsigned n,
                      unsigned m) {
  assert(rows > 0 && weights.size() % rows == 0 && n > 0 && n <= m);
  BitVector kept(weights.size(), true);
  size_t row = weights.size() / rows;
  for (size_t begin = 0; begin < weights.size(); begin += row)
    for (size_t i = 0; i < row; i += m) {
      size_t size = std::min<size_t>(m, row - i);
      size_t stay = (n * size + m - 1) / m;
      dropSmallest(weights.slice(begin + i, size), size - stay, begin + i,
                   kept);
    }
  return kept;
}

double sparsityOfRound(double goal, unsigned round, unsigned rounds) {
  assert(round >= 1 && round <= rounds);
  if (round == rounds)
    return goal;
  double left = 1 - static_cast<double>(round) / rounds;
  return goal * (1 - left * left * left);
}

} // namespace ecg
