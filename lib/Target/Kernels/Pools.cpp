// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of pools. 1-D is a height of 1; batch and channels are one dimension.

#include "Models.h"
#include "ecg/IR/Windows.h"

using namespace mlir;

namespace ecg {

namespace {

/// A pool as the kernels see it, one entry a spatial dimension.
struct PoolShape {
  int64_t channels;
  SmallVector<int64_t, 2> in, out;
  Windows windows;

  PoolShape(Operation *op, Windows windows)
      : in(shapeOf(op->getOperand(0)).drop_front(2)),
        out(shapeOf(op->getResult(0)).drop_front(2)), windows(windows) {
    ArrayRef<int64_t> shape = shapeOf(op->getOperand(0));
    channels = shape[0] * shape[1];
  }

  /// The mean over all positions: a window as large as the input.
  explicit PoolShape(Operation *op) : PoolShape(op, {}) {
    in = {ShapedType::getNumElements(in)};
    out = {1};
    windows = {Window{in[0]}};
  }
};

/// The fields all pool structs share.
template <typename Params>
Params poolParams(KernelLowering &lowering, const PoolShape &shape) {
  bool is2d = shape.windows.size() == 2;
  const Window flat{1};
  const Window &h = is2d ? shape.windows[0] : flat, &w = shape.windows.back();
  Params p = {};
  p.channels = lowering.size(shape.channels);
  p.hin = lowering.size(is2d ? shape.in[0] : 1);
  p.win = lowering.size(shape.in.back());
  p.hout = lowering.size(is2d ? shape.out[0] : 1);
  p.wout = lowering.size(shape.out.back());
  p.kernel_h = lowering.size(h.kernel);
  p.kernel_w = lowering.size(w.kernel);
  p.stride_h = lowering.size(h.stride);
  p.stride_w = lowering.size(w.stride);
  p.dilation_h = lowering.size(h.dilation);
  p.dilation_w = lowering.size(w.dilation);
  p.pad_top = lowering.size(h.padLow);
  p.pad_left = lowering.size(w.padLow);
  return p;
}

struct MaxPoolModel
    : KernelOpInterface::ExternalModel<MaxPoolModel, MaxPoolOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto pool = cast<MaxPoolOp>(op);
    auto params = poolParams<ecg_max_pool_f32_params_t>(
        lowering, PoolShape(op, getWindows(pool)));
    return lowering.moveElements(
        op, [&](const ElementFormat &format, Value to) {
          Value from = lowering.bufferOf(pool.getInput());
          if (format.isFloat())
            return lowering.call<rt::MaxPoolF32Op>(op, params, {from, to});
          return lowering.callQuantized<rt::MaxPoolS8Op, rt::MaxPoolS16Op>(
              op, *format.quantized, params, {from, to});
        });
  }
};

struct MaxPoolIndicesModel
    : KernelOpInterface::ExternalModel<MaxPoolIndicesModel, MaxPoolIndicesOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto pool = cast<MaxPoolIndicesOp>(op);
    if (!elementTypeOf(pool.getInput()).isF32())
      return op->emitOpError("has a kernel for f32 only");
    auto params = poolParams<ecg_max_pool_indices_f32_params_t>(
        lowering, PoolShape(op, getWindows(pool)));
    params.column_major = pool.getColumnMajor();
    return lowering.call<rt::MaxPoolIndicesF32Op>(
        op, params,
        {lowering.bufferOf(pool.getInput()), lowering.resultBuffer(pool)});
  }
};

struct Mean {
  PoolShape shape;
  bool countIncludePad = false;

  /// True when every window averages as many elements.
  bool isUniform() const {
    for (auto [window, in, out] :
         llvm::zip_equal(shape.windows, shape.in, shape.out)) {
      int64_t low = window.padLow, high = window.padHigh;
      int64_t end = (out - 1) * window.stride + window.span();
      if ((low != 0 && !countIncludePad) ||
          end > low + in + (countIncludePad ? high : 0))
        return false;
    }
    return true;
  }

  int64_t windowElements() const {
    int64_t count = 1;
    for (const Window &window : shape.windows)
      count *= window.kernel;
    return count;
  }
};

template <typename Params>
Params meanParams(KernelLowering &lowering, const Mean &mean) {
  auto p = poolParams<Params>(lowering, mean.shape);
  const Windows &windows = mean.shape.windows;
  p.pad_bottom = lowering.size(windows.size() == 2 ? windows[0].padHigh : 0);
  p.pad_right = lowering.size(windows.back().padHigh);
  p.count_include_pad = mean.countIncludePad;
  return p;
}

/// @avg_pool_s8
LogicalResult lowerQuantizedMean(Operation *op, KernelLowering &lowering,
                                 const Mean &mean, const QuantizedRange &input,
                                 const QuantizedRange &output) {
  auto p = meanParams<ecg_avg_pool_s8_params_t>(lowering, mean);
  int64_t area = mean.windowElements();
  if (int limit = sumLimitBits(input); area >= 1 << limit)
    return op->emitOpError()
           << "has no kernel for the mean of " << area << " int" << input.bits
           << " elements; fewer than 2^" << limit << " have";
  double ratio = input.params.scale / output.params.scale;
  std::optional<MeanTable> table =
      mean.isUniform() ? makeMeanOf(ratio, area) : makeMeanTable(ratio, area);
  if (!table)
    return op->emitOpError() << "cannot requantize: the ratio " << ratio
                             << " of input and result scale is not in [0, "
                                "2^30)";
  p.counts = lowering.size(table->mult.size());
  p.shift = table->shift;
  p.in_zp = input.params.zeroPoint;
  p.out_zp = output.params.zeroPoint;
  p.act_min = output.min;
  p.act_max = output.max;
  Value from = lowering.bufferOf(op->getOperand(0));
  Value mult = lowering.makeTable<int32_t>(op->getLoc(), "mult", table->mult);
  return lowering.callQuantized<rt::AvgPoolS8Op, rt::AvgPoolS16Op>(
      op, input, p, {from, mult, lowering.resultBuffer(op->getResult(0))});
}

LogicalResult lowerMean(Operation *op, KernelLowering &lowering,
                        const Mean &mean) {
  auto formats = lowering.formatsOf(op, {op->getOperand(0), op->getResult(0)});
  if (failed(formats))
    return failure();
  auto &[input, output] = *formats;
  if (!input.isFloat())
    return lowerQuantizedMean(op, lowering, mean, *input.quantized,
                              *output.quantized);
  auto p = meanParams<ecg_avg_pool_f32_params_t>(lowering, mean);
  return lowering.call<rt::AvgPoolF32Op>(
      op, p,
      {lowering.bufferOf(op->getOperand(0)),
       lowering.resultBuffer(op->getResult(0))});
}

struct AvgPoolModel
    : KernelOpInterface::ExternalModel<AvgPoolModel, AvgPoolOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto pool = cast<AvgPoolOp>(op);
    return lowerMean(
        op, lowering,
        {PoolShape(op, getWindows(pool)), pool.getCountIncludePad()});
  }
};

struct GlobalAvgPoolModel
    : KernelOpInterface::ExternalModel<GlobalAvgPoolModel, GlobalAvgPoolOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    return lowerMean(op, lowering, {PoolShape(op)});
  }
};

} // namespace

void attachPoolKernels(MLIRContext &context) {
  MaxPoolOp::attachInterface<MaxPoolModel>(context);
  MaxPoolIndicesOp::attachInterface<MaxPoolIndicesModel>(context);
  AvgPoolOp::attachInterface<AvgPoolModel>(context);
  GlobalAvgPoolOp::attachInterface<GlobalAvgPoolModel>(context);
}

} // namespace ecg
