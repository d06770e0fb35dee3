// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// quantize and dequantize of constants, computed now. Patterns only: which
// dequantized constants shall stay integers is for FoldQdq to say.

#include "Patterns.h"
#include "QuantizedConstants.h"

using namespace mlir;
using namespace ecg;

namespace {

using quant::QuantizedType;
using quant::UniformQuantizedPerAxisType;
using quant::UniformQuantizedType;

/// Scale and zero point of every element of a tensor, row-major.
class ElementParams {
public:
  /// False for quantized types other than uniform ones.
  bool init(RankedTensorType type) {
    Type element = type.getElementType();
    if (auto perTensor = dyn_cast<UniformQuantizedType>(element)) {
      params = {{perTensor.getScale(),
                 static_cast<int32_t>(perTensor.getZeroPoint())}};
      return true;
    }
    auto perAxis = dyn_cast<UniformQuantizedPerAxisType>(element);
    if (!perAxis)
      return false;
    for (auto [scale, zeroPoint] :
         llvm::zip_equal(perAxis.getScales(), perAxis.getZeroPoints()))
      params.push_back({scale, static_cast<int32_t>(zeroPoint)});
    inner = splitAtAxis(type.getShape(), perAxis.getQuantizedDimension()).inner;
    return true;
  }

  const AffineParams &operator[](size_t i) const {
    return params[i / inner % params.size()];
  }

private:
  SmallVector<AffineParams> params;
  int64_t inner = 1;
};

/// docs/numerics.md `@quantize_f32`: the division is one of floats.
template <typename T>
ElementsAttr quantize(ArrayRef<float> values, const ElementParams &params,
                      RankedTensorType type) {
  auto element = cast<QuantizedType>(type.getElementType());
  std::vector<T> stored(values.size());
  for (size_t i = 0; i < values.size(); ++i)
    stored[i] = static_cast<T>(
        quantizeValue(values[i] / static_cast<float>(params[i].scale),
                      {1.0, params[i].zeroPoint}, element.getStorageTypeMin(),
                      element.getStorageTypeMax()));
  return makeElements<T>(type.clone(element.getStorageType()), stored);
}

struct QuantizeConstant : OpRewritePattern<QuantizeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(QuantizeOp op,
                                PatternRewriter &rewriter) const override {
    auto values = ConstantData<float>::get(op.getInput());
    auto type = cast<RankedTensorType>(op.getType());
    ElementParams params;
    if (!values || !params.init(type))
      return failure();
    Type stored = cast<QuantizedType>(type.getElementType()).getStorageType();
    ElementsAttr elements;
    if (stored.isInteger(8))
      elements = quantize<int8_t>(values->values(), params, type);
    else if (stored.isInteger(16))
      elements = quantize<int16_t>(values->values(), params, type);
    else if (stored.isInteger(32))
      elements = quantize<int32_t>(values->values(), params, type);
    else
      return failure();
    rewriter.replaceOpWithNewOp<ConstantOp>(op, type, elements);
    return success();
  }
};

struct DequantizeConstant : OpRewritePattern<DequantizeOp> {
  using OpRewritePattern::OpRewritePattern;

  template <typename T>
  static ElementsAttr dequantize(DequantizeOp op, const ElementParams &params) {
    auto values = ConstantData<T>::get(op.getInput());
    if (!values)
      return {};
    std::vector<float> real;
    for (auto [i, value] : llvm::enumerate(values->values()))
      real.push_back(static_cast<float>(params[i].scale) *
                     static_cast<float>(static_cast<int64_t>(value) -
                                        params[i].zeroPoint));
    return makeElements<float>(cast<RankedTensorType>(op.getType()), real);
  }

  LogicalResult matchAndRewrite(DequantizeOp op,
                                PatternRewriter &rewriter) const override {
    ElementParams params;
    if (!params.init(cast<RankedTensorType>(op.getInput().getType())))
      return failure();
    ElementsAttr real = dequantize<int8_t>(op, params);
    if (!real)
      real = dequantize<int16_t>(op, params);
    if (!real)
      real = dequantize<int32_t>(op, params);
    if (!real)
      return failure();
    rewriter.replaceOpWithNewOp<ConstantOp>(op, real);
    return success();
  }
};

} // namespace

void ecg::populateQuantizeConstantPatterns(RewritePatternSet &patterns) {
  patterns.add<QuantizeConstant>(patterns.getContext());
}

void ecg::populateDequantizeConstantPatterns(RewritePatternSet &patterns) {
  patterns.add<DequantizeConstant>(patterns.getContext());
}
