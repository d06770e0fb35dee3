// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers of two tensors with numpy broadcasting.

#include "Ops.h"
#include "Strides.h"

using namespace mlir;
using namespace ecg;

namespace {

/// What each layer makes of two elements, and how fast that grows with each.
template <typename T> T combine(AddOp, T a, T b) { return a + b; }
template <typename T> std::pair<T, T> slopes(AddOp, T, T) { return {1, 1}; }

template <typename T> T combine(MulOp, T a, T b) { return a * b; }
template <typename T> std::pair<T, T> slopes(MulOp, T a, T b) { return {b, a}; }

/// fn(y, a, b) for the offsets of each element of the result and of what it is
/// made of, in one sample.
template <typename T, typename Fn>
void forEachPair(ArrayRef<BatchView<const T>> inputs, ArrayRef<int64_t> shape,
                 Fn fn) {
  std::array<Strides, 2> strides = {broadcastStrides(inputs[0].shape, shape),
                                    broadcastStrides(inputs[1].shape, shape)};
  int64_t length = shape.empty() ? 1 : shape.back();
  int64_t stepA = shape.empty() ? 0 : strides[0].back();
  int64_t stepB = shape.empty() ? 0 : strides[1].back();
  int64_t y = 0;
  forEachRow(shape, strides, [&](std::array<int64_t, 2> offsets) {
    for (int64_t i = 0; i < length; ++i)
      fn(y++, offsets[0] + i * stepA, offsets[1] + i * stepB);
  });
}

template <typename Op> struct BinaryMath : LayerMath<Op> {
  /// A constant of one element belongs to a formula, one of more was learned.
  static OperandRole roleOf(Op layer, unsigned operand) {
    Value value = layer->getOperand(operand);
    if (!value.getDefiningOp<ConstantOp>())
      return OperandRole::Activation;
    return cast<RankedTensorType>(value.getType()).getNumElements() > 1
               ? OperandRole::Weight
               : OperandRole::Fixed;
  }

  template <typename T>
  static void forward(Op layer, const ForwardCall<T> &call) {
    for (int64_t s = 0; s < call.samples; ++s) {
      const T *a = call.inputs[0].of(s), *b = call.inputs[1].of(s);
      T *y = call.outputs[0].of(s);
      forEachPair(call.inputs, call.outputs[0].shape,
                  [&](int64_t i, int64_t j, int64_t k) {
                    y[i] = combine(layer, a[j], b[k]);
                  });
    }
    applyClamp(layer.getClamp(), call.outputs[0], call.samples);
  }

  template <typename T>
  static void backward(Op layer, const BackwardCall<T> &call) {
    ClampedGrad<T> grad(layer.getClamp(), call.outputs[0], call.outputGrads[0],
                        call.samples);
    for (int64_t s = 0; s < call.samples; ++s) {
      const T *a = call.inputs[0].of(s), *b = call.inputs[1].of(s);
      const T *dy = grad.get().of(s);
      T *da = call.inputGrads[0].of(s), *db = call.inputGrads[1].of(s);
      bool wantsA(call.inputGrads[0]), wantsB(call.inputGrads[1]);
      forEachPair(call.inputs, call.outputs[0].shape,
                  [&](int64_t i, int64_t j, int64_t k) {
                    auto [byA, byB] = slopes(layer, a[j], b[k]);
                    if (wantsA)
                      da[j] += dy[i] * byA;
                    if (wantsB)
                      db[k] += dy[i] * byB;
                  });
    }
  }
};

} // namespace

void ecg::attachBinary(MLIRContext &context) {
  attachMath<BinaryMath<AddOp>, AddOp>(context);
  attachMath<BinaryMath<MulOp>, MulOp>(context);
}
