// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list of layers that have kernels, one line a file.

#include "Models.h"
#include "ecg/Target/LowerToRt.h"

void ecg::registerKernelModels(mlir::DialectRegistry &registry) {
  registry.addExtension(+[](mlir::MLIRContext *context, EcgDialect *) {
    attachActivationKernels(*context);
    attachBatchNormKernels(*context);
    attachBinaryKernels(*context);
    attachConvKernels(*context);
    attachConvTransposeKernels(*context);
    attachFamilyKernels(*context);
    attachGatherKernels(*context);
    attachLayerNormKernels(*context);
    attachLinearKernels(*context);
    attachMatmulKernels(*context);
    attachMoveKernels(*context);
    attachPoolKernels(*context);
    attachQuantizeKernels(*context);
    attachRecurrentKernels(*context);
    attachReductionKernels(*context);
    attachSliceKernels(*context);
    attachResizeKernels(*context);
    attachSoftmaxKernels(*context);
  });
}
