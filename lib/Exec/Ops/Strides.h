// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Walking several tensors together whose elements lie differently, row by row:
// broadcasting, transposing and padding.

#ifndef ECG_LIB_EXEC_OPS_STRIDES_H
#define ECG_LIB_EXEC_OPS_STRIDES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <array>

namespace ecg {

/// Elements from one index to the next along each dimension.
using Strides = llvm::SmallVector<int64_t, 6>;

/// Strides of a dense row-major tensor.
inline Strides denseStrides(llvm::ArrayRef<int64_t> shape) {
  Strides strides(shape.size());
  int64_t stride = 1;
  for (size_t d = shape.size(); d-- > 0; stride *= shape[d])
    strides[d] = stride;
  return strides;
}

/// Strides that read a tensor of `shape` as if it had the dimensions of
/// `result`: 0 along dimensions it is repeated over.
inline Strides broadcastStrides(llvm::ArrayRef<int64_t> shape,
                                llvm::ArrayRef<int64_t> result) {
  Strides dense = denseStrides(shape), strides(result.size(), 0);
  size_t shift = result.size() - shape.size();
  for (size_t d = 0; d < shape.size(); ++d)
    strides[d + shift] = shape[d] == 1 ? 0 : dense[d];
  return strides;
}

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

} // namespace ecg

#endif // ECG_LIB_EXEC_OPS_STRIDES_H
