// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Concatenation.

#include "Ops.h"

using namespace mlir;
using namespace ecg;

namespace {

struct ConcatModel : ExecOpInterface::ExternalModel<ConcatModel, ConcatOp> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    int64_t axis = cast<ConcatOp>(op).getAxis();
    auto [outer, inner] = splitAtAxis(outputs[0].shape, axis);
    float *y = outputs[0].data;
    for (int64_t row = 0; row < outer; ++row)
      for (const ConstTensorView &input : inputs) {
        int64_t size = input.shape[axis] * inner;
        y = std::copy_n(input.data + row * size, size, y);
      }
  }
};

} // namespace

void ecg::attachConcat(MLIRContext &context) {
  ConcatOp::attachInterface<ConcatModel>(context);
}
