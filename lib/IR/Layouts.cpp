// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What becomes of a layer's attributes when the dimensions of its activations
// are in another order (LayoutOpInterface).

#include "ecg/IR/EcgOps.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;

namespace ecg {

/// One entry a dimension, in the new order.
static SmallVector<int64_t> reordered(ArrayRef<int64_t> entries,
                                      ArrayRef<int64_t> to) {
  return applyPermutation(entries, invertPermutationVector(to));
}

bool SoftmaxOp::reorderDims(ArrayRef<int64_t> to) {
  setAxis(to[getAxis()]);
  return true;
}

bool ConcatOp::reorderDims(ArrayRef<int64_t> to) {
  setAxis(to[getAxis()]);
  return true;
}

bool PadOp::reorderDims(ArrayRef<int64_t> to) {
  setLow(reordered(getLow(), to));
  setHigh(reordered(getHigh(), to));
  return true;
}

bool SliceOp::reorderDims(ArrayRef<int64_t> to) {
  setStarts(reordered(getStarts(), to));
  setSizes(reordered(getSizes(), to));
  if (getSteps())
    setSteps(reordered(*getSteps(), to));
  return true;
}

// The vectors of parameters fit only while the axes stay side by side.
bool LayerNormOp::reorderDims(ArrayRef<int64_t> to) {
  SmallVector<int64_t> axes;
  for (int64_t axis : getAxes()) {
    if (!axes.empty() && to[axis] != axes.back() + 1)
      return false;
    axes.push_back(to[axis]);
  }
  setAxes(axes);
  return true;
}

unsigned LayerNormOp::getNumReordered() { return 1; }

} // namespace ecg
