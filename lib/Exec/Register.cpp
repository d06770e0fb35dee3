// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list of executable layers, one line a file of Ops/.

#include "ecg/Exec/Register.h"
#include "Ops/Ops.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/IR/DialectRegistry.h"

void ecg::registerExecModels(mlir::DialectRegistry &registry) {
  registry.addExtension(+[](mlir::MLIRContext *context, EcgDialect *) {
    attachActivations(*context);
    attachAvgPool(*context);
    attachBatchNorm(*context);
    attachBinary(*context);
    attachConcat(*context);
    attachConv1d(*context);
    attachConv2d(*context);
    attachConv3d(*context);
    attachConvTranspose(*context);
    attachCumSum(*context);
    attachFakeMultiBit(*context);
    attachFakeQuantize(*context);
    attachGathers(*context);
    attachGlobalAvgPool(*context);
    attachLayerNorm(*context);
    attachLinear(*context);
    attachMatmul(*context);
    attachMaxPool(*context);
    attachMoves(*context);
    attachPad(*context);
    attachRecurrent(*context);
    attachReduce(*context);
    attachReshape(*context);
    attachResize(*context);
    attachSelect(*context);
    attachSoftmax(*context);
    attachTopK(*context);
    attachUnary(*context);
  });
}
