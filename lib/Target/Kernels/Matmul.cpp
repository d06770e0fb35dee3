// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of the product of two tensors. Permutations of operands and result
// are strides, so nothing is moved for them.

#include "Models.h"
#include "ecg/IR/Strides.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;

namespace ecg {

namespace {

/// Strides of `value` in an order of its dimensions, for a product whose stack
/// has `rank` dimensions; 0 where it repeats.
Dims orderedStrides(Value value, ArrayRef<int64_t> order, size_t rank) {
  ArrayRef<int64_t> shape = shapeOf(value);
  Dims dense = denseStrides(shape), strides(rank + 2 - shape.size(), 0);
  for (int64_t dim : order)
    strides.push_back(shape[dim] == 1 ? 0 : dense[dim]);
  return strides;
}

/// The geometry of the product, which both kernels share.
template <typename Params>
LogicalResult setShape(MatmulOp op, KernelLowering &lowering, Params &p) {
  SmallVector<int64_t> order = op.getResultOrder();
  SmallVector<int64_t> product =
      applyPermutation(shapeOf(op.getResult()), invertPermutationVector(order));
  size_t rank = product.size() - 2;
  // Result dimension order[i] of the product is dimension i of the tensor.
  Dims y = applyPermutation(denseStrides(shapeOf(op.getResult())),
                            invertPermutationVector(order));
  Dims a = orderedStrides(op.getLhs(), op.getLhsOrder(), rank);
  Dims b = orderedStrides(op.getRhs(), op.getRhsOrder(), rank);
  auto stack = [&](const Dims &strides) {
    return Dims(ArrayRef(strides).take_front(rank));
  };
  StridedWalk walk{Dims(ArrayRef(product).take_front(rank)),
                   {stack(a), stack(b), stack(y)}};
  walk.collapse();
  if (!walk.extendTo(4))
    return op.emitOpError(
        "has no kernel: the matrices are stacked in a pattern "
        "of more than four dimensions");
  p.rows = lowering.size(product[rank]);
  p.columns = lowering.size(product[rank + 1]);
  p.depth = lowering.size(shapeOf(op.getLhs())[op.getLhsOrder().back()]);
  for (size_t i = 0; i < 4; ++i)
    p.batch[i] = lowering.size(walk.dims[i]);
  auto set = [&](int32_t(&to)[6], const Dims &outer, const Dims &all) {
    for (size_t i = 0; i < 6; ++i)
      to[i] = lowering.size(i < 4 ? outer[i] : all[rank + i - 4]);
  };
  set(p.a_strides, walk.strides[0], a);
  set(p.b_strides, walk.strides[1], b);
  set(p.y_strides, walk.strides[2], y);
  return success();
}

/// @matmul_s8
LogicalResult setScales(MatmulOp op, const QuantizedRange &a,
                        const QuantizedRange &b, const QuantizedRange &y,
                        rt::MatmulS8Op::Params &p) {
  double ratio = op.getAlpha().convertToDouble() * a.params.scale *
                 b.params.scale / y.params.scale;
  std::optional<Multiplier> multiplier = makeMultiplier(ratio);
  if (!multiplier)
    return op.emitOpError() << "cannot requantize: the ratio " << ratio
                            << " of product and result scale is not in [0, "
                               "2^30)";
  p.a_zp = a.params.zeroPoint;
  p.b_zp = b.params.zeroPoint;
  p.out_zp = y.params.zeroPoint;
  p.mult = multiplier->mult;
  p.shift = multiplier->shift;
  p.act_min = y.min;
  p.act_max = y.max;
  return success();
}

struct MatmulModel : KernelOpInterface::ExternalModel<MatmulModel, MatmulOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto matmul = cast<MatmulOp>(op);
    auto a = lowering.anyFormatOf(op, matmul.getLhs());
    auto b = lowering.anyFormatOf(op, matmul.getRhs());
    auto y = lowering.anyFormatOf(op, matmul.getResult());
    if (failed(a) || failed(b) || failed(y))
      return failure();
    if (y->quantized) {
      rt::MatmulS8Op::Params p = {};
      if (failed(setScales(matmul, *a->quantized, *b->quantized, *y->quantized,
                           p)))
        return failure();
      return finish<rt::MatmulS8Op>(matmul, lowering, p);
    }
    rt::MatmulOp::Params p = {};
    p.alpha = matmul.getAlpha().convertToFloat();
    return finish<rt::MatmulOp>(matmul, lowering, p);
  }

  template <typename OpTy>
  static LogicalResult finish(MatmulOp op, KernelLowering &lowering,
                              typename OpTy::Params &p) {
    if (failed(setShape(op, lowering, p)))
      return failure();
    return lowering.call<OpTy>(op, p,
                               {lowering.bufferOf(op.getLhs()),
                                lowering.bufferOf(op.getRhs()),
                                lowering.resultBuffer(op.getResult())});
  }
};

} // namespace

void attachMatmulKernels(MLIRContext &context) {
  MatmulOp::attachInterface<MatmulModel>(context);
}

} // namespace ecg
