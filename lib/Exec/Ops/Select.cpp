// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Elements of one tensor or of another. The gradient goes to the one chosen.

#include "Broadcast.h"
#include "Ops.h"

using namespace mlir;
using namespace ecg;

namespace {

/// fn(y, condition, a, b): the offsets of every element.
template <typename Call, typename Fn>
void forEachChoice(const Call &call, Fn fn) {
  StridedWalk walk = broadcastWalk(call.samples, call.inputs, call.outputs[0]);
  std::array<int64_t, 4> steps;
  for (size_t t = 0; t < 4; ++t)
    steps[t] = walk.strides[t].back();
  forEachRow<4>(walk, [&](std::array<int64_t, 4> at) {
    for (int64_t i = 0; i < walk.dims.back(); ++i) {
      fn(at[0], at[1], at[2], at[3]);
      for (size_t t = 0; t < 4; ++t)
        at[t] += steps[t];
    }
  });
}

struct SelectMath : LayerMath<SelectOp> {
  /// Constants here are masks and what fills them.
  static OperandRole roleOf(SelectOp layer, unsigned operand) {
    return layer->getOperand(operand).getDefiningOp<ConstantOp>()
               ? OperandRole::Fixed
               : OperandRole::Activation;
  }

  template <typename T>
  static void forward(SelectOp, const ForwardCall<T> &call) {
    const uint8_t *c = elementsAs<uint8_t>(call.inputs[0]).data;
    const T *a = call.inputs[1].data, *b = call.inputs[2].data;
    T *y = call.outputs[0].data;
    forEachChoice(call, [&](int64_t i, int64_t j, int64_t k, int64_t l) {
      y[i] = c[j] ? a[k] : b[l];
    });
  }

  template <typename T>
  static void backward(SelectOp, const BackwardCall<T> &call) {
    const uint8_t *c = elementsAs<uint8_t>(call.inputs[0]).data;
    const T *dy = call.outputGrads[0].data;
    T *da = call.inputGrads[1].data, *db = call.inputGrads[2].data;
    forEachChoice(call, [&](int64_t i, int64_t j, int64_t k, int64_t l) {
      if (da)
        da[k] += c[j] ? dy[i] : T(0);
      if (db)
        db[l] += c[j] ? T(0) : dy[i];
    });
  }
};

} // namespace

void ecg::attachSelect(MLIRContext &context) {
  attachMath<SelectMath, SelectOp>(context);
}
