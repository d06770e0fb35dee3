// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernels of the fully connected layer.

#include "Weighted.h"

using namespace mlir;

namespace ecg {

namespace {

struct LinearModel : KernelOpInterface::ExternalModel<LinearModel, LinearOp> {
  LogicalResult lowerToKernels(Operation *op, KernelLowering &lowering) const {
    auto linear = cast<LinearOp>(op);
    int64_t inFeatures = shapeOf(linear.getWeight())[1];
    return lowerWeighted<rt::LinearF32Op, rt::LinearS8Op, rt::LinearS16Op,
                         rt::LinearPackedS8Op>(
        linear, lowering, /*batch=*/1, linear.getResult(), [&](auto &p) {
          p.rows = lowering.size(sizeOf(linear.getInput()) / inFeatures);
          p.in_features = lowering.size(inFeatures);
          p.out_features = lowering.size(shapeOf(linear.getWeight())[0]);
        });
  }
};

} // namespace

void attachLinearKernels(MLIRContext &context) {
  LinearOp::attachInterface<LinearModel>(context);
}

} // namespace ecg
