// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which rows of weights become coarser so that all of them fit into a number of
// bytes. Plain arrays, no MLIR types; what a row loses is told by others.

#ifndef ECG_COMPRESS_TYPEBUDGET_H
#define ECG_COMPRESS_TYPEBUDGET_H

#include "ecg/Compress/WeightTypes.h"
#include <vector>

namespace ecg {

/// What `@stored_bytes` counts of a layer, and of each of its output channels
/// (int16 bias, factor of the scale), beside its rows.
inline constexpr int64_t kLayerBytes = 10, kChannelBytes = 3;

/// The output channels of a layer: weights each has, and their types.
struct LayerTypes {
  int64_t rowSize;
  std::vector<const WeightType *> rows;
};

/// `@stored_bytes`: what a device stores of a layer: its rows, a factor of the
/// scale and an int16 bias for each, half a byte for each that says its type
/// where these differ, and ten bytes for the layer.
int64_t storedBytes(const LayerTypes &layer);

/// That of all layers.
int64_t storedBytes(llvm::ArrayRef<LayerTypes> layers);

/// A row that could be of the next coarser type.
struct Lowering {
  size_t layer, row;
  const WeightType *to;
  double loss; ///< by how much the loss of the network would grow
};

/// Gives rows the types of `candidates`, those with the least loss a byte saved
/// first (the first of equals), until storedBytes() is at most `budget` or none
/// is left. A row has one candidate at most. Returns those that were taken.
std::vector<Lowering> lowerTypes(std::vector<LayerTypes> &layers,
                                 llvm::ArrayRef<Lowering> candidates,
                                 int64_t budget);

/// The bytes that are left when every row is as coarse as it can become.
int64_t leastBytes(std::vector<LayerTypes> layers);

} // namespace ecg

#endif // ECG_COMPRESS_TYPEBUDGET_H
