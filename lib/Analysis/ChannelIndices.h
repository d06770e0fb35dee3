// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Union of channel ties index by index.

#ifndef ECG_LIB_ANALYSIS_CHANNELINDICES_H
#define ECG_LIB_ANALYSIS_CHANNELINDICES_H

#include "LayerTies.h"
#include "llvm/ADT/DenseSet.h"

namespace ecg {

/// The indices of the dimensions that have to do with weights (elsewhere
/// nothing can be won), numbered in the order in which layers name them, and
/// joined to sets that have to go together.
class ChannelIndices {
public:
  ChannelIndices(llvm::ArrayRef<LayerTies> layers, const DimTable &table);

  unsigned size() const { return dims.size(); }
  unsigned numSets() const { return sets.getNumClasses(); }
  unsigned setOf(unsigned index) const { return sets[index]; }
  unsigned dimOf(unsigned index) const { return dims[index]; }
  int64_t withinDim(unsigned index) const { return index - first[dims[index]]; }

  /// Whether it counts rows or columns of weights.
  bool isOfWeight(unsigned index) const {
    return weights.contains(table[dimOf(index)].value);
  }

  bool holds(unsigned dim) const { return first[dim] != none; }
  unsigned find(unsigned dim, int64_t index) const {
    return first[dim] + index;
  }

  /// Calls `visit` for every index of every dimension of a tie, with the number
  /// of its channel.
  void forEach(const ChannelTie &tie,
               llvm::function_ref<void(int64_t, unsigned)> visit) const;

private:
  static constexpr unsigned none = -1;

  void numberIndices(llvm::ArrayRef<LayerTies> layers);
  void join(const ChannelTie &tie);

  const DimTable &table;
  llvm::DenseSet<mlir::Value> weights;
  std::vector<unsigned> first; ///< by dimension: its index 0
  std::vector<unsigned> dims;  ///< by index: its dimension
  llvm::IntEqClasses sets;
};

} // namespace ecg

#endif // ECG_LIB_ANALYSIS_CHANNELINDICES_H
