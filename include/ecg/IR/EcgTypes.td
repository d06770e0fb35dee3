// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Type constraints shared by the ops. The types themselves are MLIR's own:
// ranked tensors of f32 or of `!quant.uniform`.

#ifndef ECG_IR_ECGTYPES_TD
#define ECG_IR_ECGTYPES_TD

include "mlir/IR/CommonTypeConstraints.td"

def Ecg_Quantized
    : Type<CPred<"::mlir::isa<::mlir::quant::QuantizedType>($_self)">,
           "quantized type", "::mlir::quant::QuantizedType">;

// Element types a network computes with.
def Ecg_Element : AnyTypeOf<[F32, Ecg_Quantized]>;

def Ecg_Tensor : StaticShapeTensorOf<[Ecg_Element]>;
def Ecg_FloatTensor : StaticShapeTensorOf<[F32]>;
def Ecg_QuantTensor : StaticShapeTensorOf<[Ecg_Quantized]>;

#endif // ECG_IR_ECGTYPES_TD
