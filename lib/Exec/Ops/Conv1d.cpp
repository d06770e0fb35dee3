// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 1-D convolution.

#include "ConvMath.h"

using namespace ecg;

void ecg::attachConv1d(mlir::MLIRContext &context) {
  attachMath<ConvMath<Conv1dOp>, Conv1dOp>(context);
}
