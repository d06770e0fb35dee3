// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The window attributes convolutions and pools share: strides, dilations,
// pads and the automatic padding in place of them.

#ifndef ECG_LIB_IMPORT_OPS_GEOMETRY_H
#define ECG_LIB_IMPORT_OPS_GEOMETRY_H

#include "../Node.h"

namespace ecg {

/// Larger sizes appear in no signal network, and sums of products of two such
/// values fit into 64 bits.
constexpr int64_t maxGeometry = int64_t(1) << 28;

/// One entry a spatial dimension; `pads` all begins, then all ends.
struct Geometry {
  Shape kernel, strides, dilations, pads;
};

/// A list attribute with `count` entries in [min, maxGeometry].
Shape readGeometryList(Node &node, llvm::StringRef name, size_t count,
                       int64_t min);

/// Reads `strides`, `dilations`, `pads` and `auto_pad` of a window of `kernel`
/// over input 0. On failure (see Node) all are harmless defaults.
Geometry readGeometry(Node &node, Shape kernel);

/// The geometry of a pool over input 0, whose kernel is an attribute. Nothing
/// on failure.
std::optional<Geometry> readPool(Node &node);

/// Pads the ends for `ceil_mode`: windows that start inside the tensor or its
/// first padding are whole.
void ceilWindows(Geometry &geometry, llvm::ArrayRef<int64_t> lengths);

/// Refuses inputs that do not have one to `most` spatial dimensions behind
/// batch and channels.
bool checkSpatialRank(Node &node, int64_t most);

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPS_GEOMETRY_H
