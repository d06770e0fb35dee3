// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of layers that pick or repeat elements at fixed places: slice and
// expand.

#include "EmitMove.h"
#include "Models.h"

using namespace mlir;

namespace ecg {

namespace {

/// The elements a slice takes, in its input, going to a dense result.
Move makeMove(SliceOp slice) {
  Move move{Dims(shapeOf(slice)), {}, denseStrides(shapeOf(slice))};
  for (auto [d, stride] :
       llvm::enumerate(denseStrides(shapeOf(slice.getInput())))) {
    move.fromStrides.push_back(stride * slice.getStep(d));
    move.fromOffset += stride * slice.getStarts()[d];
  }
  return move;
}

/// Whether the elements lie side by side, in order.
bool isDense(const Move &move) {
  StridedWalk walk{move.dims, {move.fromStrides}};
  walk.collapse();
  return walk.dims.empty() ||
         (walk.dims.size() == 1 && walk.strides[0].front() == 1);
}

/// A part of its input where that is dense: no copy.
struct SliceModel : KernelOpInterface::ExternalModel<SliceModel, SliceOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto slice = cast<SliceOp>(op);
    Move move = makeMove(slice);
    Value from = lowering.bufferOf(slice.getInput());
    if (isDense(move) &&
        elementTypeOf(slice.getInput()) == elementTypeOf(op->getResult(0))) {
      lowering.bind(slice,
                    lowering.partOf(from, move.fromOffset, shapeOf(slice)));
      return success();
    }
    return lowering.moveElements(op, [&](const ElementFormat &, Value to) {
      return emitMove(op, lowering, move, from, to);
    });
  }
};

struct ExpandModel : KernelOpInterface::ExternalModel<ExpandModel, ExpandOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto expand = cast<ExpandOp>(op);
    ArrayRef<int64_t> shape = shapeOf(expand);
    Move move{Dims(shape), broadcastStrides(shapeOf(expand.getInput()), shape),
              denseStrides(shape)};
    return lowering.moveElements(op, [&](const ElementFormat &, Value to) {
      return emitMove(op, lowering, move, lowering.bufferOf(expand.getInput()),
                      to);
    });
  }
};

} // namespace

void attachSliceKernels(MLIRContext &context) {
  SliceOp::attachInterface<SliceModel>(context);
  ExpandOp::attachInterface<ExpandModel>(context);
}

} // namespace ecg
