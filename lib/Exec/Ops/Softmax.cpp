// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Softmax along one axis.

#include "Ops.h"
#include <cmath>

using namespace mlir;
using namespace ecg;

namespace {

/// Softmax of `size` elements that lie `step` apart.
void softmax(const float *x, float *y, int64_t size, int64_t step) {
  // The largest exponent is 0, so that nothing overflows.
  float largest = x[0];
  for (int64_t i = 1; i < size; ++i)
    largest = std::max(largest, x[i * step]);
  double sum = 0;
  for (int64_t i = 0; i < size; ++i)
    sum += y[i * step] = std::exp(x[i * step] - largest);
  for (int64_t i = 0; i < size; ++i)
    y[i * step] = static_cast<float>(y[i * step] / sum);
}

struct SoftmaxModel : ExecOpInterface::ExternalModel<SoftmaxModel, SoftmaxOp> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    int64_t axis = cast<SoftmaxOp>(op).getAxis();
    int64_t size = inputs[0].shape[axis];
    auto [outer, inner] = splitAtAxis(inputs[0].shape, axis);
    for (int64_t o = 0; o < outer; ++o)
      for (int64_t i = 0; i < inner; ++i) {
        int64_t start = o * size * inner + i;
        softmax(inputs[0].data + start, outputs[0].data + start, size, inner);
      }
  }
};

} // namespace

void ecg::attachSoftmax(MLIRContext &context) {
  SoftmaxOp::attachInterface<SoftmaxModel>(context);
}
