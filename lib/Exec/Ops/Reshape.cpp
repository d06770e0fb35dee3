// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reshape: the elements keep their order.

#include "Ops.h"

using namespace mlir;
using namespace ecg;

namespace {

struct ReshapeModel : ExecOpInterface::ExternalModel<ReshapeModel, ReshapeOp> {
  void forward(Operation *, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    std::copy_n(inputs[0].data, numElements(inputs[0]), outputs[0].data);
  }
};

} // namespace

void ecg::attachReshape(MLIRContext &context) {
  ReshapeOp::attachInterface<ReshapeModel>(context);
}
