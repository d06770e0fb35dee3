// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Strided copies as kernel calls.

#include "EmitMove.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ecg {

static LogicalResult callMove(Operation *layer, KernelLowering &lowering,
                              const StridedWalk &walk, const Move &move,
                              Value from, Value to) {
  rt::MoveOp::Params p = {};
  p.x_offset = lowering.size(move.fromOffset);
  p.y_offset = lowering.size(move.toOffset);
  for (size_t i = 0; i < 6; ++i) {
    p.dims[i] = lowering.size(walk.dims[i]);
    p.x_strides[i] = lowering.size(walk.strides[0][i]);
    p.y_strides[i] = lowering.size(walk.strides[1][i]);
  }
  return lowering.call<rt::MoveOp>(layer, p, {from, to});
}

LogicalResult emitMove(Operation *layer, KernelLowering &lowering,
                       const Move &move, Value from, Value to) {
  StridedWalk walk{move.dims, {move.fromStrides, move.toStrides}};
  walk.collapse();
  if (walk.extendTo(6))
    return callMove(layer, lowering, walk, move, from, to);
  // The shortest dimension becomes a loop here.
  size_t shortest = llvm::min_element(walk.dims) - walk.dims.begin();
  Move part{walk.dims, walk.strides[0], walk.strides[1], move.fromOffset,
            move.toOffset};
  part.dims[shortest] = 1;
  for (int64_t i = 0; i < walk.dims[shortest]; ++i) {
    if (failed(emitMove(layer, lowering, part, from, to)))
      return failure();
    part.fromOffset += walk.strides[0][shortest];
    part.toOffset += walk.strides[1][shortest];
  }
  return success();
}

} // namespace ecg
