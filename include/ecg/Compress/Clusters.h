// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights that share a few values (Han et al., Deep compression, 2016). Plain
// arrays; how they are stored is PackedWeights.h's business.

#ifndef ECG_COMPRESS_CLUSTERS_H
#define ECG_COMPRESS_CLUSTERS_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace ecg {

struct Clusters {
  std::vector<float> centroids;  ///< rising
  std::vector<uint32_t> indices; ///< a value each

  /// The squared distances of `values` from their centroids, summed.
  double error(llvm::ArrayRef<float> values) const;
};

/// @clusters: at most `count` (> 0) values that stand for `values`, by k-means
/// in double: centroids start evenly over the range, a value belongs to the
/// nearest (of two, the smaller one), a centroid becomes the mean of its
/// values, one without values splits the cluster of largest error. Where
/// weights were pruned, `keepZero` makes all zeros a cluster of their own.
/// Values must be finite. Values of no more than `count` kinds stay as they
/// are.
Clusters clusterValues(llvm::ArrayRef<float> values, unsigned count,
                       bool keepZero);

/// Whether someone has made `values` sparse, so that a zero is a weight that is
/// gone: one in ten. Fewer zeros are chance.
bool isSparse(llvm::ArrayRef<float> values);

/// Whether `values` are many but of at most `most` kinds.
bool isClustered(llvm::ArrayRef<float> values, unsigned most = 16);

} // namespace ecg

#endif // ECG_COMPRESS_CLUSTERS_H
