// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Greedy by loss a byte (docs/numerics.md `@stored_bytes`).

#include "ecg/Compress/TypeBudget.h"
#include "llvm/ADT/STLExtras.h"

using llvm::ArrayRef;

namespace ecg {

int64_t storedBytes(const LayerTypes &layer) {
  auto count = static_cast<int64_t>(layer.rows.size());
  int64_t bytes = kLayerBytes + count * kChannelBytes;
  for (const WeightType *type : layer.rows)
    bytes += type->rowBytes(layer.rowSize);
  return llvm::all_equal(layer.rows) ? bytes : bytes + (count + 1) / 2;
}

int64_t storedBytes(ArrayRef<LayerTypes> layers) {
  int64_t bytes = 0;
  for (const LayerTypes &layer : layers)
    bytes += storedBytes(layer);
  return bytes;
}

std::vector<Lowering> lowerTypes(std::vector<LayerTypes> &layers,
                                 ArrayRef<Lowering> candidates,
                                 int64_t budget) {
  std::vector<std::pair<double, size_t>> order; // loss a byte, candidate
  for (auto [i, lowering] : llvm::enumerate(candidates)) {
    const LayerTypes &layer = layers[lowering.layer];
    int64_t saved = layer.rows[lowering.row]->rowBytes(layer.rowSize) -
                    lowering.to->rowBytes(layer.rowSize);
    if (saved > 0) // not so for rows of a few weights
      order.push_back({lowering.loss / static_cast<double>(saved), i});
  }
  llvm::sort(order);
  int64_t bytes = storedBytes(layers);
  std::vector<Lowering> taken;
  for (auto [loss, i] : order) {
    if (bytes <= budget)
      break;
    LayerTypes &layer = layers[candidates[i].layer];
    bytes -= storedBytes(layer);
    layer.rows[candidates[i].row] = candidates[i].to;
    bytes += storedBytes(layer);
    taken.push_back(candidates[i]);
  }
  return taken;
}

int64_t leastBytes(std::vector<LayerTypes> layers) {
  for (LayerTypes &layer : layers)
    for (const WeightType *&type : layer.rows)
      while (const WeightType *next = coarserThan(*type))
        type = next;
  return storedBytes(layers);
}

} // namespace ecg
