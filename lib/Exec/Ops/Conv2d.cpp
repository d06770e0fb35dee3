// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 2-D convolution.

#include "ConvMath.h"

using namespace ecg;

void ecg::attachConv2d(mlir::MLIRContext &context) {
  attachMath<ConvMath<Conv2dOp>, Conv2dOp>(context);
}
