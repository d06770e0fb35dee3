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

def Ecg_MultiBitAttr : AttrDef<Ecg_Dialect, "MultiBit"> {
  let mnemonic = "multi_bit";
  let summary = "weights as sums of signed coordinates: w = B a";
  let description = [{
    A tensor cut into groups of `group_size` weights (ALQ-1 of docs/alq.md):
    each weight of group k is the sum of the group's coordinates `alphas`, each
    taken with the sign its plane gives, times `scale`. Groups are runs of
    weights in row-major order, or, with `pixel`, the weights of an output
    channel at one tap: `group_size` is then the number of input channels.
    `bits` counts the coordinates of a group, which may be none; the printed
    form gathers equal neighbours. `alphas` are integers of 8 or 16 bits, group
    after group. `planes` are bytes, plane after plane of each group; weight i
    is bit i % 8 of byte i / 8, 1 for +. docs/numerics.md `@multi_bit`.

    Two rows of four weights, the first of two bits, the second of one:

        #ecg.multi_bit<tensor<2x4xf32>, groups 4, bits [1 of 2, 1 of 1],
          alphas dense<[40, 13, 90]> : tensor<3xi8>, scale 0.01,
          planes dense<[5, 12, 3]> : tensor<3xi8>>
  }];
  let parameters = (ins
    "::mlir::RankedTensorType":$type, "int64_t":$groupSize, "bool":$pixel,
    ArrayRefParameter<"int64_t">:$bits, "::mlir::ElementsAttr":$alphas,
    APFloatParameter<"what one alpha unit is">:$scale,
    "::mlir::ElementsAttr":$planes);
  let extraClassDeclaration = [{
    int64_t getNumGroups() const {
      return getType().getNumElements() / getGroupSize();
    }
    /// All weights, row-major.
    std::vector<float> reconstruct() const;
    /// `sum_k I_k n_k / sum_k n_k` (ALQ-2).
    double getAverageBits() const;
  }];
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

#endif // ECG_IR_ECGATTRS_TD
