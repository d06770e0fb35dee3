// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arithmetic of windows along one dimension.

#include "Spatial.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>

namespace ecg {

OutputRange SpatialDim::outputsOf(int64_t tap) const {
  int64_t first = inputOf(0, tap); // read by output 0
  int64_t begin =
      first >= 0 ? 0 : llvm::divideCeil<int64_t>(-first, window.stride);
  int64_t end =
      first >= in ? 0 : llvm::divideCeil<int64_t>(in - first, window.stride);
  end = std::min(end, out);
  return {std::min(begin, end), end};
}

int64_t SpatialDim::countTaps(int64_t i, bool includePadding) const {
  int64_t low = includePadding ? -window.padLow : 0;
  int64_t high = includePadding ? in + window.padHigh : in;
  int64_t count = 0;
  for (int64_t tap = 0; tap < window.kernel; ++tap) {
    int64_t index = inputOf(i, tap);
    count += index >= low && index < high;
  }
  return count;
}

SpatialGeometry SpatialGeometry::get(llvm::ArrayRef<Window> windows,
                                     llvm::ArrayRef<int64_t> in,
                                     llvm::ArrayRef<int64_t> out) {
  SpatialGeometry geometry;
  geometry.width = {in.back(), out.back(), windows.back()};
  if (windows.size() == 2)
    geometry.height = {in.front(), out.front(), windows.front()};
  return geometry;
}

} // namespace ecg
