// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that map each element by itself.

#include "Ops.h"
#include <cmath>

using namespace mlir;
using namespace ecg;

namespace {

float sigmoid(float x) { return 1.0f / (1.0f + std::exp(-x)); }

/// What each layer does to one element.
float map(ReluOp, float x) { return std::max(x, 0.0f); }
float map(SigmoidOp, float x) { return sigmoid(x); }
float map(TanhOp, float x) { return std::tanh(x); }
float map(SwishOp, float x) { return x * sigmoid(x); }
float map(HardSwishOp, float x) {
  return x * std::min(std::max(x / 6.0f + 0.5f, 0.0f), 1.0f);
}

template <typename Op>
struct UnaryModel : ExecOpInterface::ExternalModel<UnaryModel<Op>, Op> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    auto layer = cast<Op>(op);
    const float *x = inputs[0].data;
    std::transform(x, x + numElements(inputs[0]), outputs[0].data,
                   [layer](float x) { return map(layer, x); });
  }
};

struct LeakyReluModel
    : ExecOpInterface::ExternalModel<LeakyReluModel, LeakyReluOp> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    float alpha = cast<LeakyReluOp>(op).getAlpha().convertToFloat();
    const float *x = inputs[0].data;
    std::transform(x, x + numElements(inputs[0]), outputs[0].data,
                   [alpha](float x) { return x < 0.0f ? alpha * x : x; });
  }
};

struct ClipModel : ExecOpInterface::ExternalModel<ClipModel, ClipOp> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    std::copy_n(inputs[0].data, numElements(inputs[0]), outputs[0].data);
    applyClamp(cast<ClipOp>(op).getClamp(), outputs[0]);
  }
};

} // namespace

void ecg::attachActivations(MLIRContext &context) {
  ReluOp::attachInterface<UnaryModel<ReluOp>>(context);
  SigmoidOp::attachInterface<UnaryModel<SigmoidOp>>(context);
  TanhOp::attachInterface<UnaryModel<TanhOp>>(context);
  SwishOp::attachInterface<UnaryModel<SwishOp>>(context);
  HardSwishOp::attachInterface<UnaryModel<HardSwishOp>>(context);
  LeakyReluOp::attachInterface<LeakyReluModel>(context);
  ClipOp::attachInterface<ClipModel>(context);
}
