// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The `ecg` dialect: the network, one op a layer. What the device executes is
// the business of `ecgrt` (EcgRtOps.td).

#ifndef ECG_IR_ECGDIALECT_TD
#define ECG_IR_ECGDIALECT_TD

include "mlir/IR/OpBase.td"

def Ecg_Dialect : Dialect {
  let name = "ecg";
  let cppNamespace = "::ecg";
  let summary = "layers of 1-D and 2-D signal networks on ranked tensors";
  let description = [{
    Tensors are ranked, static and in ONNX order: batch, channels, then the
    spatial dimensions (time for 1-D signals). The element type is `f32`, or a
    type of the `quant` dialect once a program is quantized (docs/numerics.md,
    `@q_affine`); the same ops serve both.
  }];
  let dependentDialects = ["::mlir::quant::QuantizationDialect"];
  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
}

#endif // ECG_IR_ECGDIALECT_TD
