// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of convolutions, and the max-pool a 1-D convolution takes over.

#include "ConvNd.h"
#include "Weighted.h"
#include "ecg/IR/Windows.h"

using namespace mlir;

namespace ecg {

MaxPoolOp findFusiblePool(Conv1dOp conv) {
  if (!conv->hasOneUse())
    return nullptr;
  auto pool = dyn_cast<MaxPoolOp>(*conv->user_begin());
  if (!pool || cast<RankedTensorType>(pool.getType()).getElementType() !=
                   cast<RankedTensorType>(conv.getType()).getElementType())
    return nullptr;
  Window window = getWindows(pool)[0];
  int64_t lastRead = (shapeOf(pool)[2] - 1) * window.stride + window.kernel;
  bool isPlain = window.padLow == 0 && window.padHigh == 0 &&
                 window.dilation == 1 && lastRead <= shapeOf(conv)[2];
  return isPlain ? pool : nullptr;
}

namespace {

/// Specialised kernels take float or int8 and weights that are known.
template <typename Layer> bool needsConvNd(Layer layer) {
  auto isKnown = [](Value value) {
    return !value || value.getDefiningOp<ConstantOp>();
  };
  return elementTypeOf(layer.getInput()).isInteger(32) ||
         !isKnown(layer.getWeight()) || !isKnown(layer.getBias());
}

struct Conv1dModel : KernelOpInterface::ExternalModel<Conv1dModel, Conv1dOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto conv = cast<Conv1dOp>(op);
    if (needsConvNd(conv))
      return lowerConvNd(conv, lowering);
    // @pool_on_accumulators
    MaxPoolOp pool = findFusiblePool(conv);
    Value result = pool ? pool.getResult() : conv.getResult();
    if (pool)
      lowering.setLowered(pool);
    Window window = getWindows(conv)[0];
    Window poolWindow = pool ? getWindows(pool)[0] : Window{1};
    if (!rt::fitsTile(shapeOf(conv.getWeight())[1], window.kernel,
                      window.stride, window.dilation, poolWindow.kernel))
      return op->emitOpError("has no kernel: one output depends on 2^30 bytes "
                             "of input or more");
    return lowerWeighted<rt::Conv1dF32Op, rt::Conv1dS8Op, rt::Conv1dS16Op,
                         rt::Conv1dPackedS8Op>(
        conv, lowering, shapeOf(result)[0], result, [&](auto &p) {
          p.cin = lowering.size(shapeOf(conv.getInput())[1]);
          p.lin = lowering.size(shapeOf(conv.getInput())[2]);
          p.cout = lowering.size(shapeOf(conv)[1]);
          p.lout = lowering.size(shapeOf(conv)[2]);
          p.kernel = lowering.size(window.kernel);
          p.stride = lowering.size(window.stride);
          p.dilation = lowering.size(window.dilation);
          p.groups = lowering.size(conv.getGroups());
          p.pad_left = lowering.size(window.padLow);
          p.pool_kernel = lowering.size(poolWindow.kernel);
          p.pool_stride = lowering.size(poolWindow.stride);
          p.lpool = lowering.size(shapeOf(result)[2]);
        });
  }
};

struct Conv2dModel : KernelOpInterface::ExternalModel<Conv2dModel, Conv2dOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto conv = cast<Conv2dOp>(op);
    if (needsConvNd(conv))
      return lowerConvNd(conv, lowering);
    Windows windows = getWindows(conv);
    return lowerWeighted<rt::Conv2dF32Op, rt::Conv2dS8Op, rt::Conv2dS16Op,
                         rt::Conv2dPackedS8Op>(
        conv, lowering, shapeOf(conv)[0], conv.getResult(), [&](auto &p) {
          p.cin = lowering.size(shapeOf(conv.getInput())[1]);
          p.hin = lowering.size(shapeOf(conv.getInput())[2]);
          p.win = lowering.size(shapeOf(conv.getInput())[3]);
          p.cout = lowering.size(shapeOf(conv)[1]);
          p.hout = lowering.size(shapeOf(conv)[2]);
          p.wout = lowering.size(shapeOf(conv)[3]);
          p.kernel_h = lowering.size(windows[0].kernel);
          p.kernel_w = lowering.size(windows[1].kernel);
          p.stride_h = lowering.size(windows[0].stride);
          p.stride_w = lowering.size(windows[1].stride);
          p.dilation_h = lowering.size(windows[0].dilation);
          p.dilation_w = lowering.size(windows[1].dilation);
          p.groups = lowering.size(conv.getGroups());
          p.pad_top = lowering.size(windows[0].padLow);
          p.pad_left = lowering.size(windows[1].padLow);
        });
  }
};

struct Conv3dModel : KernelOpInterface::ExternalModel<Conv3dModel, Conv3dOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    return lowerConvNd(cast<Conv3dOp>(op), lowering);
  }
};

} // namespace

void attachConvKernels(MLIRContext &context) {
  Conv1dOp::attachInterface<Conv1dModel>(context);
  Conv2dOp::attachInterface<Conv2dModel>(context);
  Conv3dOp::attachInterface<Conv3dModel>(context);
}

} // namespace ecg
