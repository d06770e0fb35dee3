// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of convolutions, and the max-pool a 1-D convolution takes over.

#include "ConvNd.h"
#include "Weighted.h"
#include "ecg/IR/QuantTypes.h"
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

/// The fields all kernels of a 1-D convolution share, with its pool.
template <typename Params>
void setConv1dShape(Conv1dOp conv, KernelLowering &lowering, Params &p) {
  MaxPoolOp pool = findFusiblePool(conv);
  Value result = pool ? pool.getResult() : conv.getResult();
  Window window = getWindows(conv)[0];
  Window poolWindow = pool ? getWindows(pool)[0] : Window{1};
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
}

/// The convolution that makes `value`, with its pool.
Conv1dOp findProducer(Value value) {
  if (auto pool = value.getDefiningOp<MaxPoolOp>()) {
    auto conv = pool.getInput().getDefiningOp<Conv1dOp>();
    return conv && findFusiblePool(conv) == pool ? conv : nullptr;
  }
  auto conv = value.getDefiningOp<Conv1dOp>();
  return conv && !findFusiblePool(conv) ? conv : nullptr;
}

/// Whether a value between two convolutions has its channels last: where the
/// one that reads it takes it tile by tile, so that it can only then be
/// overwritten behind the tile that is read.
bool areChannelsLast(Value value, KernelLowering &lowering) {
  const auto &kernel = lowering.kernels.get<rt::Conv1dS8Op, int8_t>();
  Conv1dOp from = findProducer(value);
  auto to =
      value.hasOneUse() ? dyn_cast<Conv1dOp>(*value.user_begin()) : Conv1dOp();
  quant::UniformQuantizedType type = getActivationTypeOf(value);
  if (!kernel.outputAhead || !from || !to || to.getInput() != value || !type ||
      type.getStorageTypeIntegralWidth() != 8 || needsConvNd(from) ||
      needsConvNd(to) || from.getGroups() != 1 || to.getGroups() != 1)
    return false;
  rt::Conv1dS8Op::Params params = {};
  setConv1dShape(to, lowering, params);
  return kernel.outputAhead(&params) != ECG_RT_ANYWHERE;
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
          setConv1dShape(conv, lowering, p);
          if constexpr (std::is_same_v<decltype(&p),
                                       rt::Conv1dS8Op::Params *>) {
            p.in_last = areChannelsLast(conv.getInput(), lowering);
            p.out_last = areChannelsLast(result, lowering);
          }
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
