// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ONNX Resize along one axis as a table: which inputs make an output, with what
// weights. Plain numbers, no MLIR types.

#ifndef ECG_IR_RESIZETABLE_H
#define ECG_IR_RESIZETABLE_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <vector>

namespace ecg {

/// How one axis is resized; names are those of the attributes of ONNX Resize.
struct ResizeAxis {
  int64_t in, out;
  float scale; ///< out / in, before out was rounded down
  llvm::StringRef mode, coordinates, nearest;
  float cubic = -0.75f;
  bool excludeOutside = false;
  float roiBegin = 0, roiEnd = 1; ///< of tf_crop_and_resize
};

/// Output o is the sum over t of weights[o * taps + t] times the input
/// indices[o * taps + t]; index -1 stands for the extrapolation value.
struct ResizeTable {
  int64_t taps;
  std::vector<int32_t> indices;
  std::vector<float> weights;
};

/// @resize
ResizeTable makeResizeTable(const ResizeAxis &axis);

/// The names makeResizeTable knows.
bool isResizeMode(llvm::StringRef name);
bool isResizeCoordinates(llvm::StringRef name);
bool isResizeNearest(llvm::StringRef name);

} // namespace ecg

#endif // ECG_IR_RESIZETABLE_H
