// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Type constraints shared by the ops. The types themselves are MLIR's own:
// ranked tensors of numbers or of `!quant.uniform`.

#ifndef ECG_IR_ECGTYPES_TD
#define ECG_IR_ECGTYPES_TD

include "mlir/IR/CommonTypeConstraints.td"

def Ecg_Quantized
    : Type<CPred<"::mlir::isa<::mlir::quant::QuantizedType>($_self)">,
           "quantized type", "::mlir::quant::QuantizedType">;

// Element types a network computes with: docs/numerics.md @elements.
def Ecg_Element : AnyTypeOf<[F32, Ecg_Quantized, F64, F16, I1, I8, I16, I32,
                             I64, UI8, UI16, UI32, UI64]>;

def Ecg_Tensor : StaticShapeTensorOf<[Ecg_Element]>;
def Ecg_PlainTensor
    : StaticShapeTensorOf<[F32, F64, F16, I1, I8, I16, I32, I64, UI8, UI16,
                           UI32, UI64]>;
def Ecg_BoolTensor : StaticShapeTensorOf<[I1]>;
def Ecg_IndexTensor : StaticShapeTensorOf<[I64]>;
def Ecg_FloatTensor : StaticShapeTensorOf<[F32]>;
def Ecg_QuantTensor : StaticShapeTensorOf<[Ecg_Quantized]>;

#endif // ECG_IR_ECGTYPES_TD
