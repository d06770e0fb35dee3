// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The axes of ecg.resize.

#include "ecg/IR/ResizeAxes.h"

using namespace mlir;
using namespace ecg;

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

SmallVector<size_t> ecg::changedAxes(ResizeOp resize) {
  SmallVector<size_t> axes;
  ArrayRef<int64_t> in = shapeOf(resize.getInput()), out = shapeOf(resize);
  size_t rank = in.size();
  auto isWhole = [&](size_t d) {
    return !resize.getRoi() ||
           ((*resize.getRoi())[d] == 0 && (*resize.getRoi())[d + rank] == 1);
  };
  for (size_t d = 0; d < rank; ++d)
    if (in[d] != out[d] || resize.getScales()[d] != 1 || !isWhole(d))
      axes.push_back(d);
  if (axes.empty())
    axes.push_back(rank - 1);
  return axes;
}

ResizeAxis ecg::axisOf(ResizeOp resize, size_t d) {
  ResizeAxis axis;
  axis.in = shapeOf(resize.getInput())[d];
  axis.out = shapeOf(resize)[d];
  axis.scale = resize.getScales()[d];
  axis.mode = resize.getMode();
  axis.coordinates = resize.getCoordinates();
  axis.nearest = resize.getNearest();
  axis.cubic = resize.getCubicCoeff().convertToFloat();
  axis.excludeOutside = resize.getExcludeOutside();
  if (resize.getRoi()) {
    axis.roiBegin = (*resize.getRoi())[d];
    axis.roiEnd = (*resize.getRoi())[d + shapeOf(resize).size()];
  }
  return axis;
}
