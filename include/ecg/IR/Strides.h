// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Strided walks over tensors with as few dimensions as possible: kernels take a
// fixed number of them.

#ifndef ECG_IR_STRIDES_H
#define ECG_IR_STRIDES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>

namespace ecg {

using Dims = llvm::SmallVector<int64_t, 6>;

/// Elements from one index to the next, a dimension, of a dense tensor.
Dims denseStrides(llvm::ArrayRef<int64_t> shape);

/// Strides that read a tensor of `shape` as if it had the dimensions of `to`,
/// of higher or equal rank: 0 where it repeats.
Dims broadcastStrides(llvm::ArrayRef<int64_t> shape,
                      llvm::ArrayRef<int64_t> to);

/// One walk over several tensors at once: `strides[t]` are those of tensor t.
struct StridedWalk {
  Dims dims;
  llvm::SmallVector<Dims, 3> strides;

  /// Drops dimensions of size 1 and joins neighbours that every tensor steps
  /// through as if they were one.
  void collapse();

  /// Leading dimensions of size 1 up to `rank`; false when there are more.
  bool extendTo(size_t rank);
};

} // namespace ecg

#endif // ECG_IR_STRIDES_H
