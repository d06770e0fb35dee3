// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of layers that reduce or order elements along dimensions.

#include "Models.h"
#include "ecg/IR/Shapes.h"
#include "ecg/IR/Strides.h"

using namespace mlir;

namespace ecg {

namespace {

/// What a reduction keeps and what it runs over, three dimensions each.
struct ReduceWalk {
  StridedWalk kept, reduced;
  int64_t count = 1; ///< elements of one result

  explicit ReduceWalk(ReduceOp reduce) {
    kept.strides.resize(1);
    reduced.strides.resize(1);
    ArrayRef<int64_t> shape = shapeOf(reduce.getInput());
    for (auto [d, stride] : llvm::enumerate(denseStrides(shape))) {
      bool isReduced =
          llvm::is_contained(reduce.getAxes(), static_cast<int64_t>(d));
      StridedWalk &walk = isReduced ? reduced : kept;
      walk.dims.push_back(shape[d]);
      walk.strides[0].push_back(stride);
      count *= isReduced ? shape[d] : 1;
    }
    kept.collapse();
    reduced.collapse();
  }

  /// False when there are more dimensions than the kernels take.
  template <typename Params> bool writeTo(Params &p, KernelLowering &lowering) {
    if (!kept.extendTo(3) || !reduced.extendTo(3))
      return false;
    for (size_t i = 0; i < 3; ++i) {
      p.dims[i] = lowering.size(kept.dims[i]);
      p.strides[i] = lowering.size(kept.strides[0][i]);
      p.dims[i + 3] = lowering.size(reduced.dims[i]);
      p.strides[i + 3] = lowering.size(reduced.strides[0][i]);
    }
    return true;
  }
};

struct ReduceModel : KernelOpInterface::ExternalModel<ReduceModel, ReduceOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto reduce = cast<ReduceOp>(op);
    ReduceWalk walk(reduce);
    rt::ReduceOp::Params p = {};
    if (!walk.writeTo(p, lowering))
      return op->emitOpError("has no kernel: kept and reduced dimensions take "
                             "turns more than three times");
    auto input = lowering.anyFormatOf(op, reduce.getInput());
    if (failed(input))
      return failure();
    if (input->quantized && reduce.getQuantRule() == QuantRule::Calibrated)
      return lowerSum(reduce, lowering, p, walk.count);
    return lowering.moveElements(op, [&](const ElementFormat &, Value to) {
      return lowering.callFamily<rt::ReduceOp>(
          op, ("reduce_" + reduce.getFunction()).str(), p,
          {lowering.bufferOf(reduce.getInput()), to});
    });
  }

private:
  /// @reduce_sum_s8
  static LogicalResult lowerSum(ReduceOp op, KernelLowering &lowering,
                                const rt::ReduceOp::Params &walk,
                                int64_t count) {
    auto formats = lowering.formatsOf(op, {op.getInput(), op.getResult()});
    if (failed(formats))
      return failure();
    const QuantizedRange &in = *formats->at(0).quantized;
    const QuantizedRange &out = *formats->at(1).quantized;
    if (int limit = sumLimitBits(in); count >= 1 << limit)
      return op.emitOpError()
             << "has no kernel for the sum of " << count << " int" << in.bits
             << " elements; fewer than 2^" << limit << " have";
    double ratio = in.params.scale / out.params.scale;
    if (op.getFunction() == "mean")
      ratio /= static_cast<double>(count);
    std::optional<Multiplier> multiplier = makeMultiplier(ratio);
    if (!multiplier)
      return op.emitOpError() << "cannot requantize: the ratio " << ratio
                              << " of input and result scale is not in [0, "
                                 "2^30)";
    rt::ReduceSumS8Op::Params p = {};
    std::copy_n(walk.dims, 6, p.dims);
    std::copy_n(walk.strides, 6, p.strides);
    p.mult = multiplier->mult;
    p.shift = multiplier->shift;
    p.in_zp = in.params.zeroPoint;
    p.out_zp = out.params.zeroPoint;
    p.act_min = out.min;
    p.act_max = out.max;
    return lowering.callQuantized<rt::ReduceSumS8Op, rt::ReduceSumS16Op>(
        op, in, p,
        {lowering.bufferOf(op.getInput()), lowering.resultBuffer(op)});
  }
};

/// outer, n and inner of the dimension `axis` of a tensor.
template <typename Params>
Params axisParams(KernelLowering &lowering, Value input, int64_t axis) {
  AxisSplit split = splitAtAxis(shapeOf(input), axis);
  Params p = {};
  p.outer = lowering.size(split.outer);
  p.n = lowering.size(shapeOf(input)[axis]);
  p.inner = lowering.size(split.inner);
  return p;
}

struct ArgModel : KernelOpInterface::ExternalModel<ArgModel, ArgOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto arg = cast<ArgOp>(op);
    auto p =
        axisParams<rt::ArgOp::Params>(lowering, arg.getInput(), arg.getAxis());
    p.last = arg.getLast();
    return lowering.callFamily<rt::ArgOp>(
        op, ("arg" + arg.getFunction()).str(), p,
        {lowering.bufferOf(arg.getInput()), lowering.resultBuffer(arg)});
  }
};

struct TopKModel : KernelOpInterface::ExternalModel<TopKModel, TopKOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto topK = cast<TopKOp>(op);
    auto p = axisParams<rt::TopKOp::Params>(lowering, topK.getInput(),
                                            topK.getAxis());
    p.k = lowering.size(topK.getK());
    return lowering.callFamily<rt::TopKOp>(
        op, topK.getSmallest() ? "top_k_smallest" : "top_k_largest", p,
        {lowering.bufferOf(topK.getInput()),
         lowering.resultBuffer(topK.getValues()),
         lowering.resultBuffer(topK.getIndices())});
  }
};

struct CumSumModel : KernelOpInterface::ExternalModel<CumSumModel, CumSumOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto sum = cast<CumSumOp>(op);
    auto p = axisParams<rt::CumSumOp::Params>(lowering, sum.getInput(),
                                              sum.getAxis());
    p.exclusive = sum.getExclusive();
    p.reverse = sum.getReverse();
    return lowering.callFamily<rt::CumSumOp>(
        op, "cum_sum", p,
        {lowering.bufferOf(sum.getInput()), lowering.resultBuffer(sum)});
  }
};

} // namespace

void attachReductionKernels(MLIRContext &context) {
  ReduceOp::attachInterface<ReduceModel>(context);
  ArgOp::attachInterface<ArgModel>(context);
  TopKOp::attachInterface<TopKModel>(context);
  CumSumOp::attachInterface<CumSumModel>(context);
}

} // namespace ecg
