// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See NetworkBuilder.h.

#include "NetworkBuilder.h"
#include "ecg/IR/Constants.h"
#include <cmath>

using namespace mlir;

namespace ecg {

NetworkBuilder::NetworkBuilder(func::FuncOp function, unsigned seed)
    : builder(OpBuilder::atBlockEnd(&function.front())), random(seed) {}

int64_t NetworkBuilder::pick(int64_t low, int64_t high) {
  return low + static_cast<int64_t>(random() % (high - low + 1));
}

NetworkBuilder::Shape NetworkBuilder::shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

Value NetworkBuilder::constant(Shape shape, float low, float high) {
  auto type = RankedTensorType::get(shape, builder.getF32Type());
  std::vector<float> values(type.getNumElements());
  for (float &value : values)
    value = low + (high - low) * static_cast<float>(random()) / 4294967296.0f;
  return create<ConstantOp>(makeElements<float>(type, values));
}

Value NetworkBuilder::weight(Shape shape) {
  int64_t inputs = 1;
  for (int64_t size : shape.drop_front())
    inputs *= size;
  float limit = std::sqrt(3.0f / static_cast<float>(inputs));
  return constant(shape, -limit, limit);
}

Value NetworkBuilder::indices(ArrayRef<int64_t> values) {
  auto type = RankedTensorType::get(static_cast<int64_t>(values.size()),
                                    builder.getI64Type());
  return create<ConstantOp>(
      cast<ElementsAttr>(DenseElementsAttr::get(type, values)));
}

//===----------------------------------------------------------------------===//
// Layers with weights
//===----------------------------------------------------------------------===//

Value NetworkBuilder::conv(Value x, int64_t outputs, int64_t kernel,
                           int64_t stride, int64_t groups) {
  Value w = weight({outputs, channelsOf(x) / groups, kernel});
  Value b = flip() ? constant({outputs}, -0.5f, 0.5f) : Value();
  return create<Conv1dOp>(x, w, b, stride,
                          ArrayRef<int64_t>{(kernel - 1) / 2, kernel / 2}, 1,
                          groups, ClampAttr());
}

Value NetworkBuilder::conv2d(Value x, int64_t outputs, int64_t kernel) {
  Value w = weight({outputs, channelsOf(x), kernel, kernel});
  int64_t pad = kernel / 2;
  return create<Conv2dOp>(x, w, constant({outputs}, -0.5f, 0.5f),
                          ArrayRef<int64_t>{1, 1},
                          ArrayRef<int64_t>{pad, pad, pad, pad},
                          ArrayRef<int64_t>{1, 1}, 1, ClampAttr());
}

Value NetworkBuilder::convTranspose(Value x, int64_t outputs, int64_t stride,
                                    int64_t groups) {
  Value w = weight({outputs, channelsOf(x) / groups, stride});
  return create<ConvTransposeOp>(x, w, constant({outputs}, -0.5f, 0.5f),
                                 ArrayRef<int64_t>{stride},
                                 ArrayRef<int64_t>{0, 0}, ArrayRef<int64_t>{1},
                                 ArrayRef<int64_t>{0}, groups, ClampAttr());
}

Value NetworkBuilder::linear(Value x, int64_t outputs) {
  Value w = weight({outputs, shapeOf(x).back()});
  Value b = flip() ? constant({outputs}, -0.5f, 0.5f) : Value();
  return create<LinearOp>(x, w, b, ClampAttr());
}

Value NetworkBuilder::batchNorm(Value x) {
  int64_t c = channelsOf(x);
  return create<BatchNormOp>(
      x, constant({c}, 0.5f, 1.5f), constant({c}, -0.5f, 0.5f),
      constant({c}, -0.5f, 0.5f), constant({c}, 0.5f, 1.5f), APFloat(1e-5f));
}

Value NetworkBuilder::layerNorm(Value x, ArrayRef<int64_t> axes) {
  int64_t size = 1;
  for (int64_t axis : axes)
    size *= shapeOf(x)[axis];
  return create<LayerNormOp>(x, constant({size}, 0.5f, 1.5f),
                             constant({size}, -0.5f, 0.5f), axes,
                             APFloat(1e-3f));
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

Value NetworkBuilder::prelu(Value x) {
  Value zero = create<ConstantOp>(makeElements<float>(
      RankedTensorType::get({}, builder.getF32Type()), {0.0f}));
  Value below = create<BinaryOp>("min", x, zero);
  Value slopes = constant({channelsOf(x), 1}, 0, 0.5f);
  return add(create<ReluOp>(x), mul(below, slopes));
}

Value NetworkBuilder::activate(Value x) {
  switch (pick(0, 7)) {
  case 0:
    return create<LeakyReluOp>(x, APFloat(0.1f));
  case 1:
    return create<SwishOp>(x);
  case 2:
    return create<TanhOp>(x);
  case 3:
    return create<ClipOp>(x,
                          ClampAttr::get(builder.getContext(), -0.25f, 1.5f));
  case 4:
    return create<UnaryOp>("gelu", x, APFloat(0.0f), APFloat(0.0f));
  case 5:
    return shapeOf(x).size() == 3 ? prelu(x) : create<SigmoidOp>(x);
  default:
    return create<ReluOp>(x);
  }
}

Value NetworkBuilder::add(Value a, Value b) {
  return create<AddOp>(a, b, ClampAttr());
}
Value NetworkBuilder::mul(Value a, Value b) {
  return create<MulOp>(a, b, ClampAttr());
}

//===----------------------------------------------------------------------===//
// Moves and products
//===----------------------------------------------------------------------===//

Value NetworkBuilder::concat(ValueRange values, int64_t axis) {
  return create<ConcatOp>(values, axis);
}

Value NetworkBuilder::slice(Value x, int64_t dim, int64_t start, int64_t size) {
  SmallVector<int64_t> starts(shapeOf(x).size(), 0), sizes(shapeOf(x));
  starts[dim] = start;
  sizes[dim] = size;
  return create<SliceOp>(x, starts, sizes, DenseI64ArrayAttr());
}

Value NetworkBuilder::reshape(Value x, Shape shape) {
  return create<ReshapeOp>(RankedTensorType::get(shape, builder.getF32Type()),
                           x);
}

Value NetworkBuilder::transpose(Value x, ArrayRef<int64_t> order) {
  return create<TransposeOp>(x, order);
}

Value NetworkBuilder::matmul(Value a, Value b, float alpha) {
  return create<MatmulOp>(a, b, DenseI64ArrayAttr(), DenseI64ArrayAttr(),
                          DenseI64ArrayAttr(), APFloat(alpha));
}

} // namespace ecg
