// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fully connected layer.

#include "../Matrix.h"
#include "Ops.h"

using namespace mlir;
using namespace ecg;

namespace {

struct LinearModel : ExecOpInterface::ExternalModel<LinearModel, LinearOp> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    int64_t in = inputs[1].shape[1], out = inputs[1].shape[0];
    int64_t rows = numElements(outputs[0]) / out;
    float *y = outputs[0].data;
    for (int64_t row = 0; row < rows; ++row)
      if (inputs.size() > 2)
        std::copy_n(inputs[2].data, out, y + row * out);
      else
        std::fill_n(y + row * out, out, 0.0f);
    matrixKernels().multiplyAdd(
        {inputs[0].data, rows, in, in},
        {inputs[1].data, out, in, in, /*transposed=*/true},
        {y, rows, out, out});
    applyClamp(cast<LinearOp>(op).getClamp(), outputs[0]);
  }
};

} // namespace

void ecg::attachLinear(MLIRContext &context) {
  LinearOp::attachInterface<LinearModel>(context);
}
