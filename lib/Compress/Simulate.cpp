// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounding and pruning of rows in place (docs/numerics.md `@q_simulated`).

#include "ecg/Compress/Simulate.h"
#include "ecg/Compress/Scales.h"
#include "llvm/ADT/STLExtras.h"
#include <cassert>
#include <cmath>
#include <numeric>

using llvm::ArrayRef;
using llvm::MutableArrayRef;

namespace ecg {

void roundRows(MutableArrayRef<float> weights, int64_t rows, unsigned bits) {
  assert(rows > 0 && weights.size() % rows == 0 && bits >= 2 && bits <= 16);
  size_t size = weights.size() / rows;
  int64_t largest = (int64_t(1) << (bits - 1)) - 1;
  for (int64_t r = 0; r < rows; ++r) {
    MutableArrayRef<float> row = weights.slice(r * size, size);
    double magnitude = 0;
    for (float weight : row)
      magnitude = std::max(magnitude, std::fabs(double(weight)));
    double scale = float(magnitude / largest);
    if (scale == 0)
      continue;
    for (float &weight : row)
      weight =
          float(scale * quantizeValue(weight, {scale, 0}, -largest, largest));
  }
}

std::vector<int64_t> smallestRows(ArrayRef<float> weights, int64_t rows,
                                  int64_t count) {
  assert(rows > 0 && weights.size() % rows == 0 && count <= rows);
  size_t size = weights.size() / rows;
  std::vector<double> norms(rows, 0.0);
  for (size_t i = 0; i < weights.size(); ++i)
    norms[i / size] += std::fabs(double(weights[i]));
  std::vector<int64_t> order(rows);
  std::iota(order.begin(), order.end(), 0);
  llvm::sort(order, [&](int64_t a, int64_t b) {
    return std::pair(norms[a], a) < std::pair(norms[b], b);
  });
  order.resize(count);
  llvm::sort(order);
  return order;
}

} // namespace ecg
