// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that pick and repeat elements. Part of EcgOps.td.

#ifndef ECG_IR_ECGMOVEOPS_TD
#define ECG_IR_ECGMOVEOPS_TD

def SliceOp : Ecg_LayerOp<"slice", [
    DeclareOpInterfaceMethods<LayoutOpInterface, ["reorderDims"]>,
    DeclareOpInterfaceMethods<ChannelOpInterface, ["followRemoval"]>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getQuantRule"]>]> {
  let summary = "elements at equal distances, a dimension";
  let description = [{
    Element i of dimension d is element `starts[d] + i * steps[d]` of the input,
    for `sizes[d]` of them. Steps are 1 where they are left out; negative ones
    go back. Stands for ONNX Slice, Split and Gather of a range.

    ```mlir
    %y = ecg.slice %x starts [0, 0, 7] sizes [1, 2, 4] steps [1, 1, -2]
        : tensor<1x2x8xf32> -> tensor<1x2x4xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input, DenseI64ArrayAttr:$starts,
                       DenseI64ArrayAttr:$sizes,
                       OptionalAttr<DenseI64ArrayAttr>:$steps);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `starts` $starts `sizes` $sizes (`steps` $steps^)? attr-dict
    `:` type($input) `->` type($result)
  }];
  let extraClassDeclaration = sameShapes # [{
    int64_t getStep(size_t dim) {
      return getSteps() ? (*getSteps())[dim] : 1;
    }
  }];
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def ExpandOp : Ecg_Op<"expand", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getQuantRule"]>]> {
  let summary = "repeats dimensions of size 1 up to a shape";
  let description = [{
    The input is broadcast to the result as by numpy.

    ```mlir
    %y = ecg.expand %x : tensor<8x1xf32> -> tensor<1x8x10xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = "$input attr-dict `:` type($input) `->` type($result)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

// What `indices`, int32 or int64, name in `input`. @gather_index.
class Ecg_GatherOp<string mnemonic, list<Trait> traits = []>
    : Ecg_LayerOp<mnemonic, !listconcat([
          DeclareOpInterfaceMethods<QuantOpInterface,
                                    ["getQuantRule", "getNumActivations"]>],
          traits)> {
  let results = (outs Ecg_Tensor:$result);
  let hasVerifier = 1;
}

def GatherOp : Ecg_GatherOp<"gather", [
    DeclareOpInterfaceMethods<ChannelOpInterface, ["followRemoval"]>]> {
  let summary = "parts of a tensor along one axis, by indices";
  let description = [{
    The dimensions of `indices` take the place of `axis`. Indices below 0 count
    from the end (@gather_index).

    ```mlir
    %y = ecg.gather %x, %i axis 1
        : (tensor<1x8x10xf32>, tensor<3xi64>) -> tensor<1x3x10xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input, Ecg_Tensor:$indices, I64Attr:$axis);
  let assemblyFormat = [{
    $input `,` $indices `axis` $axis attr-dict
    `:` functional-type(operands, results)
  }];
}

def GatherNdOp : Ecg_GatherOp<"gather_nd"> {
  let summary = "parts of a tensor, by tuples of indices";
  let description = [{
    The last dimension of `indices` names an index in each of the dimensions
    after the first `batch_dims`, which both tensors share (@gather_index).

    ```mlir
    %y = ecg.gather_nd %x, %i batch_dims 1
        : (tensor<2x8x10xf32>, tensor<2x3x1xi64>) -> tensor<2x3x10xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input, Ecg_Tensor:$indices,
                       I64Attr:$batch_dims);
  let assemblyFormat = [{
    $input `,` $indices `batch_dims` $batch_dims attr-dict
    `:` functional-type(operands, results)
  }];
}

def GatherElementsOp : Ecg_GatherOp<"gather_elements"> {
  let summary = "elements of a tensor, an index along one axis for each";
  let description = [{
    The result has the shape of `indices`, which agrees with the input in all
    dimensions but `axis` (@gather_index).

    ```mlir
    %y = ecg.gather_elements %x, %i axis 1
        : (tensor<2x8xf32>, tensor<2x3xi64>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input, Ecg_Tensor:$indices, I64Attr:$axis);
  let assemblyFormat = [{
    $input `,` $indices `axis` $axis attr-dict
    `:` functional-type(operands, results)
  }];
}

#endif // ECG_IR_ECGMOVEOPS_TD
