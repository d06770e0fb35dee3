// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that make one element of many along some dimensions, or order them.
// Part of EcgOps.td.

#ifndef ECG_IR_ECGREDUCTIONOPS_TD
#define ECG_IR_ECGREDUCTIONOPS_TD

def ReduceOp : Ecg_LayerOp<"reduce", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getQuantRule"]>]> {
  let summary = "one element for all along some dimensions, by a function";
  let description = [{
    The functions are sum, mean, max, min, prod, sum_square, l1, l2, log_sum and
    log_sum_exp (@reduce); integers have no l2, log_sum and log_sum_exp. `axes`
    rise; reduced dimensions are dropped, or with `keep_dims` stay as size 1.

    ```mlir
    %y = ecg.reduce "mean" %x axes [1] keep_dims
        : tensor<2x8x10xf32> -> tensor<2x1x10xf32>
    ```
  }];
  let arguments = (ins StrAttr:$function, Ecg_Tensor:$input,
                       DenseI64ArrayAttr:$axes, UnitAttr:$keep_dims);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $function $input `axes` $axes (`keep_dims` $keep_dims^)? attr-dict
    `:` type($input) `->` type($result)
  }];
  let hasVerifier = 1;
  let hasCanonicalizer = 1;
}

def ArgOp : Ecg_LayerOp<"arg"> {
  let summary = "where along one axis the largest or smallest element is";
  let description = [{
    `function` is max or min (@arg). Of equal elements the first counts, with
    `last` the last.

    ```mlir
    %y = ecg.arg "max" %x axis 1 keep_dims
        : tensor<1x17xf32> -> tensor<1x1xi64>
    ```
  }];
  let arguments = (ins StrAttr:$function, Ecg_Tensor:$input, I64Attr:$axis,
                       UnitAttr:$keep_dims, UnitAttr:$last);
  let results = (outs Ecg_IndexTensor:$result);
  let assemblyFormat = [{
    $function $input `axis` $axis (`keep_dims` $keep_dims^)? (`last` $last^)?
    attr-dict `:` type($input) `->` type($result)
  }];
  let hasVerifier = 1;
  let hasCanonicalizer = 1;
}

def TopKOp : Ecg_LayerOp<"top_k"> {
  let summary = "the k largest elements along one axis, and where they are";
  let description = [{
    Sorted, the largest first, or with `smallest` the smallest first; of equal
    elements the first comes first (@top_k).

    ```mlir
    %values, %indices = ecg.top_k %x axis 1 k 3
        : tensor<1x17xf32> -> tensor<1x3xf32>, tensor<1x3xi64>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input, I64Attr:$axis, I64Attr:$k,
                       UnitAttr:$smallest);
  let results = (outs Ecg_Tensor:$values, Ecg_IndexTensor:$indices);
  let assemblyFormat = [{
    $input `axis` $axis `k` $k (`smallest` $smallest^)? attr-dict
    `:` type($input) `->` type($values) `,` type($indices)
  }];
  let hasVerifier = 1;
}

def CumSumOp : Ecg_LayerOp<"cum_sum", [
    DeclareOpInterfaceMethods<ChannelOpInterface>]> {
  let summary = "running sums along one axis";
  let description = [{
    Each element is the sum of those up to itself; `exclusive` leaves itself
    out, `reverse` sums from the end (@cum_sum).

    ```mlir
    %y = ecg.cum_sum %x axis 2 exclusive
        : tensor<1x2x10xf32> -> tensor<1x2x10xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input, I64Attr:$axis, UnitAttr:$exclusive,
                       UnitAttr:$reverse);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `axis` $axis (`exclusive` $exclusive^)? (`reverse` $reverse^)?
    attr-dict `:` type($input) `->` type($result)
  }];
  let hasVerifier = 1;
}

#endif // ECG_IR_ECGREDUCTIONOPS_TD
