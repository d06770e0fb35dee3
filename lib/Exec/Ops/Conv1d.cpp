// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 1-D convolution.

#include "../Convolution.h"
#include "Ops.h"
#include "ecg/IR/Windows.h"

using namespace mlir;
using namespace ecg;

namespace {

struct Conv1dModel : ExecOpInterface::ExternalModel<Conv1dModel, Conv1dOp> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    auto layer = cast<Conv1dOp>(op);
    convolve(ConvGeometry::get(getWindows(layer), layer.getGroups(),
                               inputs[0].shape, outputs[0].shape),
             inputs, outputs[0]);
    applyClamp(layer.getClamp(), outputs[0]);
  }
};

} // namespace

void ecg::attachConv1d(MLIRContext &context) {
  Conv1dOp::attachInterface<Conv1dModel>(context);
}
