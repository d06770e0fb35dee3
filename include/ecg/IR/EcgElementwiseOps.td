// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that work element by element and whose result has another element type
// than an operand. Included by EcgOps.td.

#ifndef ECG_IR_ECGELEMENTWISEOPS_TD
#define ECG_IR_ECGELEMENTWISEOPS_TD

def CastOp : Ecg_Op<"cast", [
    Elementwise, SameOperandsAndResultShape,
    DeclareOpInterfaceMethods<ChannelOpInterface>]> {
  let summary = "the same numbers in another element type";
  let description = [{
    docs/numerics.md `@cast`: reals lose their fraction where they become
    integers and are limited to their range, integers wrap.

    ```mlir
    %y = ecg.cast %x : tensor<1x5xf32> -> tensor<1x5xi64>
    ```
  }];
  let arguments = (ins Ecg_PlainTensor:$input);
  let results = (outs Ecg_PlainTensor:$result);
  let assemblyFormat = "$input attr-dict `:` type($input) `->` type($result)";
  let hasFolder = 1;
}

def CompareOp : Ecg_LayerOp<"compare", [
    DeclareOpInterfaceMethods<ChannelOpInterface>]> {
  let summary = "a relation of two elements, by name, with numpy broadcasting";
  let description = [{
    The relations are those of `ECG_RT_COMPARE_KERNELS` in the runtime
    (@compare): equal, not_equal, less, less_equal, greater, greater_equal.

    ```mlir
    %y = ecg.compare "less" %a, %b
        : (tensor<1x8x10xf32>, tensor<1x8x1xf32>) -> tensor<1x8x10xi1>
    ```
  }];
  let arguments = (ins StrAttr:$function, Ecg_PlainTensor:$lhs,
                       Ecg_PlainTensor:$rhs);
  let results = (outs Ecg_BoolTensor:$result);
  let assemblyFormat = [{
    $function $lhs `,` $rhs attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def SelectOp : Ecg_LayerOp<"select", [
    DeclareOpInterfaceMethods<ChannelOpInterface>]> {
  let summary = "elements of one tensor or of another, with numpy broadcasting";
  let description = [{
    That of `lhs` where `condition` is true, else that of `rhs` (ONNX Where).

    ```mlir
    %y = ecg.select %c, %a, %b
        : (tensor<1x8x1xi1>, tensor<1x8x10xf32>, tensor<f32>)
        -> tensor<1x8x10xf32>
    ```
  }];
  let arguments = (ins Ecg_BoolTensor:$condition, Ecg_PlainTensor:$lhs,
                       Ecg_PlainTensor:$rhs);
  let results = (outs Ecg_PlainTensor:$result);
  let assemblyFormat = [{
    $condition `,` $lhs `,` $rhs attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

#endif // ECG_IR_ECGELEMENTWISEOPS_TD
