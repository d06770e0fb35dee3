// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Attributes of the `ecg` dialect.

#ifndef ECG_IR_ECGATTRS_TD
#define ECG_IR_ECGATTRS_TD

include "ecg/IR/EcgDialect.td"
include "mlir/IR/AttrTypeBase.td"

def Ecg_ClampAttr : AttrDef<Ecg_Dialect, "Clamp"> {
  let mnemonic = "clamp";
  let summary = "activation fused into a layer: limit its output to [min, max]";
  let description = [{
    ReLU is `#ecg.clamp<0.0, inf>`, ReLU6 is `#ecg.clamp<0.0, 6.0>`. Bounds are in
    real values, also on quantized layers. No lower limit is `minus_inf`.
  }];
  let parameters = (ins APFloatParameter<"lower limit">:$lower,
                        APFloatParameter<"upper limit">:$upper);
  let builders = [
    AttrBuilder<(ins "float":$min, "float":$max), [{
      return $_get($_ctxt, ::llvm::APFloat(min), ::llvm::APFloat(max));
    }]>
  ];
  let extraClassDeclaration = [{
    float getMin() const { return getLower().convertToFloat(); }
    float getMax() const { return getUpper().convertToFloat(); }
  }];
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

#endif // ECG_IR_ECGATTRS_TD
