// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Permutation of dimensions.

#include "Ops.h"
#include "Strides.h"

using namespace mlir;
using namespace ecg;

namespace {

struct TransposeModel
    : ExecOpInterface::ExternalModel<TransposeModel, TransposeOp> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    Strides dense = denseStrides(inputs[0].shape);
    std::array<Strides, 1> strides;
    for (int64_t dim : cast<TransposeOp>(op).getPermutation())
      strides[0].push_back(dense[dim]);
    ArrayRef<int64_t> shape = outputs[0].shape;
    int64_t length = shape.empty() ? 1 : shape.back();
    int64_t step = shape.empty() ? 0 : strides[0].back();
    float *y = outputs[0].data;
    forEachRow(shape, strides, [&](std::array<int64_t, 1> offsets) {
      const float *x = inputs[0].data + offsets[0];
      for (int64_t i = 0; i < length; ++i)
        *y++ = x[i * step];
    });
  }
};

} // namespace

void ecg::attachTranspose(MLIRContext &context) {
  TransposeOp::attachInterface<TransposeModel>(context);
}
