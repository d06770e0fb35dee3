// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Strided walks with as few dimensions as possible.

#include "ecg/IR/Strides.h"
#include "llvm/ADT/STLExtras.h"

using llvm::ArrayRef;

namespace ecg {

Dims denseStrides(ArrayRef<int64_t> shape) {
  Dims strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;)
    strides[i - 1] = strides[i] * shape[i];
  return strides;
}

Dims broadcastStrides(ArrayRef<int64_t> shape, ArrayRef<int64_t> to) {
  size_t lead = to.size() - shape.size();
  Dims strides(lead, 0);
  for (auto [dim, stride] : llvm::zip_equal(shape, denseStrides(shape)))
    strides.push_back(dim == 1 ? 0 : stride);
  return strides;
}

void StridedWalk::collapse() {
  StridedWalk joined;
  joined.strides.resize(strides.size());
  // From the innermost dimension outwards; `joined` is reversed until the end.
  for (size_t i = dims.size(); i-- > 0;) {
    if (dims[i] == 1)
      continue;
    bool continues =
        !joined.dims.empty() &&
        llvm::all_of(llvm::zip_equal(strides, joined.strides), [&](auto pair) {
          auto &[from, to] = pair;
          return from[i] == to.back() * joined.dims.back();
        });
    if (continues) {
      joined.dims.back() *= dims[i];
      continue;
    }
    joined.dims.push_back(dims[i]);
    for (auto [from, to] : llvm::zip_equal(strides, joined.strides))
      to.push_back(from[i]);
  }
  std::reverse(joined.dims.begin(), joined.dims.end());
  for (Dims &tensor : joined.strides)
    std::reverse(tensor.begin(), tensor.end());
  *this = joined;
}

bool StridedWalk::extendTo(size_t rank) {
  if (dims.size() > rank)
    return false;
  size_t missing = rank - dims.size();
  dims.insert(dims.begin(), missing, 1);
  for (Dims &tensor : strides)
    tensor.insert(tensor.begin(), missing, 0);
  return true;
}

} // namespace ecg
