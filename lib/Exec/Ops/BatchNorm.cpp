// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Batch normalization with fixed statistics.

#include "Ops.h"
#include <cmath>

using namespace mlir;
using namespace ecg;

namespace {

struct BatchNormModel
    : ExecOpInterface::ExternalModel<BatchNormModel, BatchNormOp> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    double epsilon = cast<BatchNormOp>(op).getEpsilon().convertToFloat();
    auto [outer, inner] = splitAtAxis(inputs[0].shape, 1);
    int64_t channels = inputs[0].shape[1];
    const float *x = inputs[0].data;
    float *y = outputs[0].data;
    for (int64_t row = 0; row < outer * channels; ++row) {
      int64_t c = row % channels;
      float factor = inputs[1].data[c] / std::sqrt(inputs[4].data[c] + epsilon);
      float shift = inputs[2].data[c], mean = inputs[3].data[c];
      for (int64_t i = 0; i < inner; ++i)
        *y++ = (*x++ - mean) * factor + shift;
    }
  }
};

} // namespace

void ecg::attachBatchNorm(MLIRContext &context) {
  BatchNormOp::attachInterface<BatchNormModel>(context);
}
