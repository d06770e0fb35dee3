// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of layers that pick elements by indices that are data.

#include "Models.h"
#include "ecg/IR/Shapes.h"
#include "ecg/IR/Strides.h"

using namespace mlir;

namespace ecg {

namespace {

int64_t productOf(ArrayRef<int64_t> dims) {
  return ShapedType::getNumElements(dims);
}

int32_t indexBytes(Value indices) {
  return elementTypeOf(indices).getIntOrFloatBitWidth() / 8;
}

/// Calls the kernel `Call` on the input and indices of `layer`.
template <typename Call, typename Layer>
LogicalResult callGather(Layer layer, KernelLowering &lowering,
                         const typename Call::Params &p) {
  return lowering.moveElements(layer, [&](const ElementFormat &, Value to) {
    return lowering.call<Call>(layer, p,
                               {lowering.bufferOf(layer.getInput()),
                                lowering.bufferOf(layer.getIndices()), to});
  });
}

/// One index a row, the same for all that is before the axis.
struct GatherModel : KernelOpInterface::ExternalModel<GatherModel, GatherOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto gather = cast<GatherOp>(op);
    ArrayRef<int64_t> shape = shapeOf(gather.getInput());
    AxisSplit split = splitAtAxis(shape, gather.getAxis());
    int64_t length = shape[gather.getAxis()];
    rt::GatherOp::Params p = {};
    p.batches = lowering.size(split.outer);
    p.rows = lowering.size(sizeOf(gather.getIndices()));
    p.inner = p.strides[0] = lowering.size(split.inner);
    p.depth = 1;
    std::fill_n(p.sizes, 6, 1);
    p.sizes[0] = lowering.size(length);
    p.x_stride = lowering.size(length * split.inner);
    p.index_bytes = indexBytes(gather.getIndices());
    return callGather<rt::GatherOp>(gather, lowering, p);
  }
};

struct GatherNdModel
    : KernelOpInterface::ExternalModel<GatherNdModel, GatherNdOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto gather = cast<GatherNdOp>(op);
    ArrayRef<int64_t> shape = shapeOf(gather.getInput());
    ArrayRef<int64_t> indices = shapeOf(gather.getIndices());
    size_t batch = gather.getBatchDims(), depth = indices.back();
    if (depth > 6)
      return op->emitOpError() << "has no kernel for " << depth
                               << " indices a row; up to six have";
    Dims strides = denseStrides(shape);
    rt::GatherOp::Params p = {};
    p.batches = lowering.size(productOf(shape.take_front(batch)));
    p.rows = lowering.size(productOf(indices.drop_front(batch).drop_back()));
    p.inner = lowering.size(productOf(shape.drop_front(batch + depth)));
    p.depth = lowering.size(depth);
    for (size_t d = 0; d < 6; ++d) {
      p.sizes[d] = d < depth ? lowering.size(shape[batch + d]) : 1;
      p.strides[d] = d < depth ? lowering.size(strides[batch + d]) : 0;
    }
    p.x_stride = lowering.size(productOf(shape.drop_front(batch)));
    p.index_stride = lowering.size(productOf(indices.drop_front(batch)));
    p.index_bytes = indexBytes(gather.getIndices());
    return callGather<rt::GatherOp>(gather, lowering, p);
  }
};

struct GatherElementsModel
    : KernelOpInterface::ExternalModel<GatherElementsModel, GatherElementsOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto gather = cast<GatherElementsOp>(op);
    AxisSplit split = splitAtAxis(shapeOf(gather), gather.getAxis());
    rt::GatherElementsOp::Params p = {};
    p.outer = lowering.size(split.outer);
    p.n = lowering.size(shapeOf(gather.getInput())[gather.getAxis()]);
    p.inner = lowering.size(split.inner);
    p.rows = lowering.size(shapeOf(gather)[gather.getAxis()]);
    p.index_bytes = indexBytes(gather.getIndices());
    return callGather<rt::GatherElementsOp>(gather, lowering, p);
  }
};

} // namespace

void attachGatherKernels(MLIRContext &context) {
  GatherOp::attachInterface<GatherModel>(context);
  GatherNdOp::attachInterface<GatherNdModel>(context);
  GatherElementsOp::attachInterface<GatherElementsModel>(context);
}

} // namespace ecg
