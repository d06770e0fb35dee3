// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Walking several tensors together whose elements lie differently, row by row:
// broadcasting, transposing and padding.

#ifndef ECG_LIB_EXEC_OPS_STRIDES_H
#define ECG_LIB_EXEC_OPS_STRIDES_H

#include "ecg/IR/Strides.h"
#include <array>

namespace ecg {

using Strides = Dims;

/// Calls fn(offsets) for the start of every row (last dimension) of `shape`,
/// in row-major order; offsets[t] is where tensor t, with strides[t], stands.
template <size_t N, typename Fn>
void forEachRow(llvm::ArrayRef<int64_t> shape,
                const std::array<Strides, N> &strides, Fn fn) {
  llvm::ArrayRef<int64_t> outer = shape.empty() ? shape : shape.drop_back();
  for (int64_t dim : shape)
    if (dim == 0)
      return;
  llvm::SmallVector<int64_t, 6> index(outer.size(), 0);
  std::array<int64_t, N> offsets{};
  for (;;) {
    fn(offsets);
    size_t d = outer.size();
    for (; d > 0; --d) {
      for (size_t t = 0; t < N; ++t)
        offsets[t] += strides[t][d - 1];
      if (++index[d - 1] < outer[d - 1])
        break;
      for (size_t t = 0; t < N; ++t)
        offsets[t] -= outer[d - 1] * strides[t][d - 1];
      index[d - 1] = 0;
    }
    if (d == 0)
      return;
  }
}

/// Joins dimensions so that rows become long, and leaves at least one.
inline void makeRowsLong(StridedWalk &walk) {
  walk.collapse();
  if (walk.dims.empty())
    walk.extendTo(1);
}

/// The same for a walk over N tensors: fn(offsets) for each row of
/// walk.dims.back() elements, `walk.strides[t].back()` apart in tensor t.
template <size_t N, typename Fn>
void forEachRow(const StridedWalk &walk, Fn fn) {
  std::array<Strides, N> strides;
  std::copy_n(walk.strides.begin(), N, strides.begin());
  forEachRow(walk.dims, strides, fn);
}

} // namespace ecg

#endif // ECG_LIB_EXEC_OPS_STRIDES_H
