// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers of two tensors with numpy broadcasting.

#include "Ops.h"
#include "Strides.h"

using namespace mlir;
using namespace ecg;

namespace {

/// What each layer makes of two elements.
float combine(AddOp, float a, float b) { return a + b; }
float combine(MulOp, float a, float b) { return a * b; }

template <typename Op>
struct BinaryModel : ExecOpInterface::ExternalModel<BinaryModel<Op>, Op> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    auto layer = cast<Op>(op);
    TensorView out = outputs[0];
    std::array<Strides, 2> strides = {
        broadcastStrides(inputs[0].shape, out.shape),
        broadcastStrides(inputs[1].shape, out.shape)};
    int64_t length = out.shape.empty() ? 1 : out.shape.back();
    int64_t stepA = out.shape.empty() ? 0 : strides[0].back();
    int64_t stepB = out.shape.empty() ? 0 : strides[1].back();
    float *y = out.data;
    forEachRow(out.shape, strides, [&](std::array<int64_t, 2> offsets) {
      const float *a = inputs[0].data + offsets[0];
      const float *b = inputs[1].data + offsets[1];
      for (int64_t i = 0; i < length; ++i)
        *y++ = combine(layer, a[i * stepA], b[i * stepB]);
    });
    applyClamp(layer.getClamp(), out);
  }
};

} // namespace

void ecg::attachBinary(MLIRContext &context) {
  AddOp::attachInterface<BinaryModel<AddOp>>(context);
  MulOp::attachInterface<BinaryModel<MulOp>>(context);
}
