// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers of attention and transformers. Part of EcgOps.td.

#ifndef ECG_IR_ECGTRANSFORMER_TD
#define ECG_IR_ECGTRANSFORMER_TD

def MatmulOp : Ecg_LayerOp<"matmul", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<QuantOpInterface,
                              ["getQuantRule", "takesInt16"]>,
    DeclareOpInterfaceMethods<CostOpInterface>]> {
  let summary = "product of two matrices computed at run time, or of stacks";
  let description = [{
    `alpha` times the product of the last two dimensions; those before them
    broadcast as in numpy. `lhs` and `rhs` permute an operand before, `result`
    the product after: a transpose around a product costs nothing. What is left
    out is the order as it is. @matmul, @matmul_s8.

    ```mlir
    %y = ecg.matmul %q, %k lhs [0, 1, 3, 2] alpha 5.000000e-01
        : (tensor<1x2x4x10xf32>, tensor<1x2x4x10xf32>)
        -> tensor<1x2x10x10xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$lhs, Ecg_Tensor:$rhs,
                       OptionalAttr<DenseI64ArrayAttr>:$lhs_permutation,
                       OptionalAttr<DenseI64ArrayAttr>:$rhs_permutation,
                       OptionalAttr<DenseI64ArrayAttr>:$result_permutation,
                       DefaultValuedAttr<F32Attr, "1.0f">:$alpha);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs (`lhs` $lhs_permutation^)? (`rhs` $rhs_permutation^)?
    (`result` $result_permutation^)? (`alpha` $alpha^)? attr-dict
    `:` functional-type(operands, results)
  }];
  let extraClassDeclaration = sameShapes # [{
    // The orders of dimensions, also where they are left out.
    ::llvm::SmallVector<int64_t> getLhsOrder();
    ::llvm::SmallVector<int64_t> getRhsOrder();
    ::llvm::SmallVector<int64_t> getResultOrder();
  }];
  let hasVerifier = 1;
}

def LayerNormOp : Ecg_LayerOp<"layer_norm", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<LayoutOpInterface,
                              ["reorderDims", "getNumReordered"]>,
    DeclareOpInterfaceMethods<QuantOpInterface,
                              ["getQuantRule", "getNumActivations",
                               "takesInt16"]>]> {
  let summary = "normalization by mean and variance along dimensions";
  let description = [{
    `y = (x - mean) / sqrt(variance + epsilon) * scale + shift` with mean and
    variance over `axes`, which are neighbours and rise. `scale` and `shift` are
    vectors with one entry an element of them. @layer_norm_f32, @layer_norm_s8.

    ```mlir
    %y = ecg.layer_norm %x, %scale, %shift axes [2] epsilon 1.000000e-05
        : (tensor<1x10x24xf32>, tensor<24xf32>, tensor<24xf32>)
        -> tensor<1x10x24xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input, Ecg_FloatTensor:$scale,
                       Ecg_FloatTensor:$shift, DenseI64ArrayAttr:$axes,
                       F32Attr:$epsilon);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `,` $scale `,` $shift `axes` $axes `epsilon` $epsilon attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

#endif // ECG_IR_ECGTRANSFORMER_TD
