// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Padding with a constant.

#include "Ops.h"
#include "Strides.h"

using namespace mlir;
using namespace ecg;

namespace {

struct PadModel : ExecOpInterface::ExternalModel<PadModel, PadOp> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    auto layer = cast<PadOp>(op);
    ConstTensorView in = inputs[0];
    TensorView out = outputs[0];
    std::fill_n(out.data, numElements(out), layer.getValue().convertToFloat());
    std::array<Strides, 1> strides = {denseStrides(out.shape)};
    int64_t corner = 0; // where the input's first element goes
    for (auto [low, stride] : llvm::zip_equal(layer.getLow(), strides[0]))
      corner += low * stride;
    int64_t length = in.shape.empty() ? 1 : in.shape.back();
    const float *x = in.data;
    forEachRow(in.shape, strides, [&](std::array<int64_t, 1> offsets) {
      std::copy_n(x, length, out.data + corner + offsets[0]);
      x += length;
    });
  }
};

} // namespace

void ecg::attachPad(MLIRContext &context) {
  PadOp::attachInterface<PadModel>(context);
}
