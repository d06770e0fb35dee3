// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ops of the `ecg` dialect, one a layer. Adding one: define it here, its
// shape rule in lib/IR/Shapes.cpp, and attach the interfaces it takes part in
// (CONTRIBUTING.md has the checklist).

#ifndef ECG_IR_ECGOPS_TD
#define ECG_IR_ECGOPS_TD

include "ecg/IR/EcgAttrs.td"
include "ecg/IR/EcgDialect.td"
include "ecg/IR/EcgInterfaces.td"
include "ecg/IR/EcgTypes.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

// Every op is pure. The shape of the result follows from operands and
// attributes (InferTypeOpInterface); its element type is that of the first
// operand unless the op stands in a quantized program, so only shapes have to
// agree.
class Ecg_Op<string mnemonic, list<Trait> traits = []>
    : Op<Ecg_Dialect, mnemonic, !listconcat([Pure], traits)>;

class Ecg_LayerOp<string mnemonic, list<Trait> traits = []>
    : Ecg_Op<mnemonic, !listconcat(
          [DeclareOpInterfaceMethods<InferTypeOpInterface>], traits)> {
  code sameShapes = [{
    static bool isCompatibleReturnTypes(::mlir::TypeRange inferred,
                                        ::mlir::TypeRange actual) {
      return ::ecg::haveSameShapes(inferred, actual);
    }
  }];
  let extraClassDeclaration = sameShapes;
}

// Optional fused activation, see #ecg.clamp.
def Ecg_OptClamp : OptionalAttr<Ecg_ClampAttr>;

//===----------------------------------------------------------------------===//
// Constants and quantization
//===----------------------------------------------------------------------===//

def ConstantOp : Ecg_Op<"constant", [ConstantLike]> {
  let summary = "weights and other values known at compile time";
  let description = [{
    `value` holds the stored numbers: f32 for float tensors, the storage
    integers for quantized ones.

    ```mlir
    %w = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
    %q = ecg.constant dense<[3, -4]> : tensor<2xi8>
        -> tensor<2x!quant.uniform<i8<-127:127>:f32, 0.5>>
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = "attr-dict $value `->` type($result)";
  let builders = [
    // A float constant: the result has the type of the value.
    OpBuilder<(ins "::mlir::ElementsAttr":$value)>
  ];
  let hasVerifier = 1;
  let hasFolder = 1;
}

def QuantizeOp : Ecg_Op<"quantize", [
    DeclareOpInterfaceMethods<ChannelOpInterface>]> {
  let summary = "float to integer, rounded half to even and clamped";
  let description = [{
    docs/numerics.md `@quantize_f32`.

    ```mlir
    %q = ecg.quantize %x : tensor<1x1x8xf32>
        -> tensor<1x1x8x!quant.uniform<i8:f32, 0.1:3>>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input);
  let results = (outs Ecg_QuantTensor:$result);
  let assemblyFormat = "$input attr-dict `:` type($input) `->` type($result)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def DequantizeOp : Ecg_Op<"dequantize", [
    DeclareOpInterfaceMethods<ChannelOpInterface>]> {
  let summary = "integer to float: scale * (q - zero_point)";
  let description = [{
    docs/numerics.md `@q_affine`.

    ```mlir
    %x = ecg.dequantize %q : tensor<4x!quant.uniform<i8:f32, 0.1:3>>
        -> tensor<4xf32>
    ```
  }];
  let arguments = (ins Ecg_QuantTensor:$input);
  let results = (outs Ecg_FloatTensor:$result);
  let assemblyFormat = "$input attr-dict `:` type($input) `->` type($result)";
  let hasVerifier = 1;
}

def FakeQuantizeOp : Ecg_LayerOp<"fake_quantize", [
    DeclareOpInterfaceMethods<ChannelOpInterface, ["followRemoval"]>]> {
  let summary = "real numbers rounded as a quantized layer will see them";
  let description = [{
    `scale * (clamp(round(x / scale) + zero_point, range) - zero_point)`, rounded
    half to even: quantize and dequantize in one, in float, so that training
    feels what quantization will do. `scale` has one element, or one for each
    index of `axis`; so has `range`, which may also be one pair for all of them.
    Gradients pass straight through inside the range, and `scale` learns
    (@fake_quantize).

    ```mlir
    %y = ecg.fake_quantize %w, %s range [-7, 7] axis 0
        : (tensor<8x2x5xf32>, tensor<8xf32>) -> tensor<8x2x5xf32>
    // a row of int4 and a ternary one
    %z = ecg.fake_quantize %v, %t range [-7, 7, -1, 1] axis 0
        : (tensor<2x6xf32>, tensor<2xf32>) -> tensor<2x6xf32>
    ```
  }];
  let arguments = (ins
    Ecg_FloatTensor:$input, Ecg_FloatTensor:$scale, DenseI64ArrayAttr:$range,
    DefaultValuedAttr<I64Attr, "0">:$zero_point, OptionalAttr<I64Attr>:$axis);
  let results = (outs Ecg_FloatTensor:$result);
  let assemblyFormat = [{
    $input `,` $scale `range` $range (`zero_point` $zero_point^)?
    (`axis` $axis^)? attr-dict `:` functional-type(operands, results)
  }];
  let extraClassDeclaration = [{
    /// Lowest and highest integer at `index` of the axis.
    std::pair<int64_t, int64_t> getRangeAt(int64_t index) {
      ::llvm::ArrayRef<int64_t> range = getRange();
      size_t at = range.size() == 2 ? 0 : 2 * index;
      return {range[at], range[at + 1]};
    }
  }];
  let hasVerifier = 1;
}

def MultiBitOp : Ecg_Op<"multi_bit"> {
  let summary = "weights stored as sums of signed coordinates";
  let description = [{
    A constant; folds to the numbers it stands for.

    ```mlir
    %w = ecg.multi_bit #ecg.multi_bit<tensor<1x4xf32>, groups 4, bits [1 of 1],
        alphas dense<90> : tensor<1xi8>, scale 0.01,
        planes dense<3> : tensor<1xi8>> -> tensor<1x4xf32>
    ```
  }];
  let arguments = (ins Ecg_MultiBitAttr:$value);
  let results = (outs Ecg_FloatTensor:$result);
  let assemblyFormat = "$value attr-dict `->` type($result)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def FakeMultiBitOp : Ecg_LayerOp<"fake_multi_bit", [
    DeclareOpInterfaceMethods<ChannelOpInterface, ["followRemoval"]>]> {
  let summary = "weights rounded to sums of signed coordinates, to be trained";
  let description = [{
    Each weight becomes the nearest value that the coordinates `alphas` of its
    group make under the group's code (docs/numerics.md `@bit_codes`), after the
    coordinates have been rounded to the integers a device stores
    (`@alpha_units`). Groups are those of `#ecg.multi_bit`; `alphas` has a row
    for each, of as many columns as the code with most coordinates needs; the
    rest is not read. Gradients pass straight through to the weights; those of
    the coordinates are B^T g (ALQ-5). Here a row of two bits and one of signs:

    ```mlir
    %y = ecg.fake_multi_bit %w, %a codes [4, 1] groups 6
        : (tensor<2x6xf32>, tensor<2x2xf32>) -> tensor<2x6xf32>
    ```
  }];
  let arguments = (ins
    Ecg_FloatTensor:$input, Ecg_FloatTensor:$alphas, DenseI64ArrayAttr:$codes,
    I64Attr:$group_size, UnitAttr:$pixel);
  let results = (outs Ecg_FloatTensor:$result);
  let assemblyFormat = [{
    $input `,` $alphas `codes` $codes `groups` $group_size (`pixel` $pixel^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Convolution and linear
//===----------------------------------------------------------------------===//

def Conv1dOp : Ecg_LayerOp<"conv1d", [
    DeclareOpInterfaceMethods<ChannelOpInterface, ["followRemoval"]>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getWeightIndex"]>,
    DeclareOpInterfaceMethods<StreamOpInterface, ["getStreamWindow"]>,
    DeclareOpInterfaceMethods<CostOpInterface>]> {
  let summary = "1-D convolution (cross-correlation, as ONNX Conv)";
  let description = [{
    Input `N x C x L`, weight `O x C/groups x K`, bias `O`; result
    `N x O x L'` with `L' = (L + pads[0] + pads[1] - dilation*(K-1) - 1) /
    stride + 1`. `pads` may differ on the two sides.

    ```mlir
    %y = ecg.conv1d %x, %w, %b stride 2 pads [7, 7]
        : (tensor<1x1x3600xf32>, tensor<8x1x16xf32>, tensor<8xf32>)
        -> tensor<1x8x1800xf32>
    ```
  }];
  let arguments = (ins
    Ecg_Tensor:$input, Ecg_Tensor:$weight, Optional<Ecg_Tensor>:$bias,
    DefaultValuedAttr<I64Attr, "1">:$stride,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0}">:$pads,
    DefaultValuedAttr<I64Attr, "1">:$dilation,
    DefaultValuedAttr<I64Attr, "1">:$groups,
    Ecg_OptClamp:$clamp);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `,` $weight (`,` $bias^)? (`stride` $stride^)? (`pads` $pads^)?
    (`dilation` $dilation^)? (`groups` $groups^)? (`clamp` $clamp^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def Conv2dOp : Ecg_LayerOp<"conv2d", [
    DeclareOpInterfaceMethods<ChannelOpInterface, ["followRemoval"]>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getWeightIndex"]>,
    DeclareOpInterfaceMethods<CostOpInterface>]> {
  let summary = "2-D convolution (cross-correlation, as ONNX Conv)";
  let description = [{
    Input `N x C x H x W`, weight `O x C/groups x KH x KW`, bias `O`. `pads`
    is `[top, left, bottom, right]`.

    ```mlir
    %y = ecg.conv2d %x, %w, %b strides [2, 2] pads [0, 0, 1, 1]
        : (tensor<1x3x36x36xf32>, tensor<4x3x3x3xf32>, tensor<4xf32>)
        -> tensor<1x4x18x18xf32>
    ```
  }];
  let arguments = (ins
    Ecg_Tensor:$input, Ecg_Tensor:$weight, Optional<Ecg_Tensor>:$bias,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$pads,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations,
    DefaultValuedAttr<I64Attr, "1">:$groups,
    Ecg_OptClamp:$clamp);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `,` $weight (`,` $bias^)? (`strides` $strides^)? (`pads` $pads^)?
    (`dilations` $dilations^)? (`groups` $groups^)? (`clamp` $clamp^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def Conv3dOp : Ecg_LayerOp<"conv3d", [
    DeclareOpInterfaceMethods<ChannelOpInterface, ["followRemoval"]>,
    DeclareOpInterfaceMethods<CostOpInterface>]> {
  let summary = "3-D convolution (cross-correlation, as ONNX Conv)";
  let description = [{
    Input `N x C x D x H x W`, weight `O x C/groups x KD x KH x KW`, bias `O`.
    `pads` is all begins, then all ends.

    ```mlir
    %y = ecg.conv3d %x, %w strides [1, 1, 1] pads [0, 0, 0, 0, 0, 0]
        dilations [1, 1, 1]
        : (tensor<1x1x4x4x4xf32>, tensor<2x1x2x2x2xf32>)
        -> tensor<1x2x3x3x3xf32>
    ```
  }];
  let arguments = (ins
    Ecg_Tensor:$input, Ecg_Tensor:$weight, Optional<Ecg_Tensor>:$bias,
    DenseI64ArrayAttr:$strides, DenseI64ArrayAttr:$pads,
    DenseI64ArrayAttr:$dilations, DefaultValuedAttr<I64Attr, "1">:$groups,
    Ecg_OptClamp:$clamp);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `,` $weight (`,` $bias^)? `strides` $strides `pads` $pads
    `dilations` $dilations (`groups` $groups^)? (`clamp` $clamp^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def ConvTransposeOp : Ecg_LayerOp<"conv_transpose", [
    DeclareOpInterfaceMethods<ChannelOpInterface, ["followRemoval"]>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getWeightIndex"]>,
    DeclareOpInterfaceMethods<CostOpInterface>]> {
  let summary = "transposed convolution in one to three dimensions";
  let description = [{
    Input `N x C x ...`, bias `O`; weight `O x C/groups x K...`, output channels
    first as in every other layer (ONNX ConvTranspose has input channels first).
    Each spatial dimension of the result has `strides*(L-1) + output_padding +
    dilations*(K-1) + 1 - pads` elements: pads (all begins, then all ends) cut
    off.

    ```mlir
    %y = ecg.conv_transpose %x, %w, %b strides [2] pads [1, 1] dilations [1]
        output_padding [0]
        : (tensor<1x8x50xf32>, tensor<4x8x4xf32>, tensor<4xf32>)
        -> tensor<1x4x100xf32>
    ```
  }];
  let arguments = (ins
    Ecg_Tensor:$input, Ecg_Tensor:$weight, Optional<Ecg_Tensor>:$bias,
    DenseI64ArrayAttr:$strides, DenseI64ArrayAttr:$pads,
    DenseI64ArrayAttr:$dilations, DenseI64ArrayAttr:$output_padding,
    DefaultValuedAttr<I64Attr, "1">:$groups, Ecg_OptClamp:$clamp);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `,` $weight (`,` $bias^)? `strides` $strides `pads` $pads
    `dilations` $dilations `output_padding` $output_padding
    (`groups` $groups^)? (`clamp` $clamp^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def LinearOp : Ecg_LayerOp<"linear", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getWeightIndex"]>,
    DeclareOpInterfaceMethods<CostOpInterface>]> {
  let summary = "fully connected layer over the last dimension";
  let description = [{
    Input `... x I`, weight `O x I`, bias `O`; result `... x O`.

    ```mlir
    %y = ecg.linear %x, %w, %b
        : (tensor<1x216xf32>, tensor<64x216xf32>, tensor<64xf32>)
        -> tensor<1x64xf32>
    ```
  }];
  let arguments = (ins
    Ecg_Tensor:$input, Ecg_Tensor:$weight, Optional<Ecg_Tensor>:$bias,
    Ecg_OptClamp:$clamp);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `,` $weight (`,` $bias^)? (`clamp` $clamp^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Pools
//===----------------------------------------------------------------------===//

// Pools work on one or two spatial dimensions; the length of `kernel` says how
// many. Pads are all begins, then all ends, as in ONNX.
class Ecg_PoolOp<string mnemonic, list<Trait> traits>
    : Ecg_LayerOp<mnemonic, !listconcat([
          DeclareOpInterfaceMethods<ChannelOpInterface>,
          DeclareOpInterfaceMethods<StreamOpInterface, ["getStreamWindow"]>],
          traits)> {
  let results = (outs Ecg_Tensor:$result);
  let hasVerifier = 1;
}

def MaxPoolOp : Ecg_PoolOp<"max_pool", [
    DeclareOpInterfaceMethods<QuantOpInterface, ["getQuantRule"]>]> {
  let summary = "maximum over windows";
  let description = [{
    Padding never wins. With `ceil_mode` a last window may hang over the end,
    but never starts in the padding behind it.

    ```mlir
    %y = ecg.max_pool %x kernel [8] strides [4]
        : tensor<1x8x1800xf32> -> tensor<1x8x449xf32>
    ```
  }];
  let arguments = (ins
    Ecg_Tensor:$input, DenseI64ArrayAttr:$kernel, DenseI64ArrayAttr:$strides,
    OptionalAttr<DenseI64ArrayAttr>:$pads,
    OptionalAttr<DenseI64ArrayAttr>:$dilations, UnitAttr:$ceil_mode);
  let assemblyFormat = [{
    $input `kernel` $kernel `strides` $strides (`pads` $pads^)?
    (`dilations` $dilations^)? (`ceil_mode` $ceil_mode^)?
    attr-dict `:` type($input) `->` type($result)
  }];
}

def MaxPoolIndicesOp : Ecg_LayerOp<"max_pool_indices"> {
  let summary = "where in the input the maximum of each window stands";
  let description = [{
    The windows are those of `ecg.max_pool`, of which this is the second output
    (ONNX MaxPool): indices into the whole input as if it were flat, of the
    first of equal elements; with `column_major` the last two dimensions count
    the other way round (storage_order 1).

    ```mlir
    %i = ecg.max_pool_indices %x kernel [2] strides [2]
        : tensor<1x8x10xf32> -> tensor<1x8x5xi64>
    ```
  }];
  let arguments = (ins
    Ecg_Tensor:$input, DenseI64ArrayAttr:$kernel, DenseI64ArrayAttr:$strides,
    OptionalAttr<DenseI64ArrayAttr>:$pads,
    OptionalAttr<DenseI64ArrayAttr>:$dilations, UnitAttr:$ceil_mode,
    UnitAttr:$column_major);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `kernel` $kernel `strides` $strides (`pads` $pads^)?
    (`dilations` $dilations^)? (`ceil_mode` $ceil_mode^)?
    (`column_major` $column_major^)?
    attr-dict `:` type($input) `->` type($result)
  }];
}

def AvgPoolOp : Ecg_PoolOp<"avg_pool", [
    DeclareOpInterfaceMethods<QuantOpInterface, []>]> {
  let summary = "mean over windows";
  let description = [{
    Padding counts as zeros with `count_include_pad`, otherwise the mean is
    over the elements inside the input.

    ```mlir
    %y = ecg.avg_pool %x kernel [2, 2] strides [2, 2] count_include_pad
        : tensor<1x8x6x6xf32> -> tensor<1x8x3x3xf32>
    ```
  }];
  let arguments = (ins
    Ecg_Tensor:$input, DenseI64ArrayAttr:$kernel, DenseI64ArrayAttr:$strides,
    OptionalAttr<DenseI64ArrayAttr>:$pads, UnitAttr:$ceil_mode,
    UnitAttr:$count_include_pad);
  let assemblyFormat = [{
    $input `kernel` $kernel `strides` $strides (`pads` $pads^)?
    (`ceil_mode` $ceil_mode^)? (`count_include_pad` $count_include_pad^)?
    attr-dict `:` type($input) `->` type($result)
  }];
}

def GlobalAvgPoolOp : Ecg_LayerOp<"global_avg_pool", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<QuantOpInterface, []>]> {
  let summary = "mean over all spatial positions, which stay as size 1";
  let description = [{
    ```mlir
    %y = ecg.global_avg_pool %x : tensor<1x8x100xf32> -> tensor<1x8x1xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = "$input attr-dict `:` type($input) `->` type($result)";
}

def ResizeOp : Ecg_Op<"resize", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getQuantRule"]>]> {
  let summary = "interpolates along any dimensions (ONNX Resize)";
  let description = [{
    `mode` is nearest, linear or cubic; `coordinates` and `nearest` are the
    coordinate_transformation_mode and nearest_mode of ONNX. `scales` has one
    entry a dimension; the result type says how many elements there are.
    `roi`, all begins and then all ends, and `extrapolation` belong to
    tf_crop_and_resize. docs/numerics.md `@resize`.

    ```mlir
    %y = ecg.resize %x mode "linear" coordinates "half_pixel"
        scales [1.000000e+00, 1.000000e+00, 2.000000e+00]
        : tensor<1x8x50xf32> -> tensor<1x8x100xf32>
    ```
  }];
  let arguments = (ins
    Ecg_Tensor:$input, StrAttr:$mode, StrAttr:$coordinates,
    DenseF32ArrayAttr:$scales,
    DefaultValuedAttr<StrAttr, "\"round_prefer_floor\"">:$nearest,
    DefaultValuedAttr<F32Attr, "-0.75f">:$cubic_coeff,
    UnitAttr:$exclude_outside,
    OptionalAttr<DenseF32ArrayAttr>:$roi,
    DefaultValuedAttr<F32Attr, "0.0f">:$extrapolation);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `mode` $mode `coordinates` $coordinates `scales` $scales
    (`nearest` $nearest^)? (`cubic_coeff` $cubic_coeff^)?
    (`exclude_outside` $exclude_outside^)?
    (`roi` $roi^ `extrapolation` $extrapolation)?
    attr-dict `:` type($input) `->` type($result)
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Normalization
//===----------------------------------------------------------------------===//

def BatchNormOp : Ecg_LayerOp<"batch_norm", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getNumActivations"]>]> {
  let summary = "batch normalization with fixed statistics";
  let description = [{
    `y = (x - mean) / sqrt(variance + epsilon) * scale + shift`, parameters a
    channel (dimension 1). Folded into a neighbouring layer where exact. The
    parameters stay in float also where input and result are quantized.

    ```mlir
    %y = ecg.batch_norm %x, %scale, %shift, %mean, %variance
        epsilon 1.000000e-05
        : (tensor<1x8x10xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>,
           tensor<8xf32>) -> tensor<1x8x10xf32>
    ```
  }];
  let arguments = (ins
    Ecg_Tensor:$input, Ecg_FloatTensor:$scale, Ecg_FloatTensor:$shift,
    Ecg_FloatTensor:$mean, Ecg_FloatTensor:$variance, F32Attr:$epsilon);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `,` $scale `,` $shift `,` $mean `,` $variance
    `epsilon` $epsilon attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

class Ecg_UnaryOp<string mnemonic, list<Trait> traits = [
          DeclareOpInterfaceMethods<QuantOpInterface, []>]>
    : Ecg_LayerOp<mnemonic, !listconcat(
          [DeclareOpInterfaceMethods<ChannelOpInterface>,
           DeclareOpInterfaceMethods<LayoutOpInterface, []>, Elementwise],
          traits)> {
  let arguments = (ins Ecg_Tensor:$input);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = "$input attr-dict `:` type($input) `->` type($result)";
}

def ReluOp : Ecg_UnaryOp<"relu"> {
  let summary = "max(x, 0)";
  let description = [{
    ```mlir
    %y = ecg.relu %x : tensor<1x8x10xf32> -> tensor<1x8x10xf32>
    ```
  }];
  let hasFolder = 1;
}

def LeakyReluOp : Ecg_UnaryOp<"leaky_relu"> {
  let summary = "x for x >= 0, alpha * x below";
  let description = [{
    ```mlir
    %y = ecg.leaky_relu %x alpha 1.000000e-02
        : tensor<1x8x10xf32> -> tensor<1x8x10xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input, F32Attr:$alpha);
  let assemblyFormat = [{
    $input `alpha` $alpha attr-dict `:` type($input) `->` type($result)
  }];
}

def ClipOp : Ecg_UnaryOp<"clip"> {
  let summary = "limits values to a range";
  let description = [{
    ```mlir
    %y = ecg.clip %x to <0.0, 6.0>
        : tensor<1x8x10xf32> -> tensor<1x8x10xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input, Ecg_ClampAttr:$clamp);
  let assemblyFormat = [{
    $input `to` $clamp attr-dict `:` type($input) `->` type($result)
  }];
  let hasFolder = 1;
}

def SigmoidOp : Ecg_UnaryOp<"sigmoid"> {
  let summary = "1 / (1 + exp(-x))";
  let description = [{
    ```mlir
    %y = ecg.sigmoid %x : tensor<1x5xf32> -> tensor<1x5xf32>
    ```
  }];
}

def TanhOp : Ecg_UnaryOp<"tanh"> {
  let summary = "hyperbolic tangent";
  let description = [{
    ```mlir
    %y = ecg.tanh %x : tensor<1x5xf32> -> tensor<1x5xf32>
    ```
  }];
}

def SwishOp : Ecg_UnaryOp<"swish"> {
  let summary = "x * sigmoid(x), also called SiLU";
  let description = [{
    ```mlir
    %y = ecg.swish %x : tensor<1x5xf32> -> tensor<1x5xf32>
    ```
  }];
}

def HardSwishOp : Ecg_UnaryOp<"hard_swish"> {
  let summary = "x * clip(x / 6 + 0.5, 0, 1)";
  let description = [{
    ```mlir
    %y = ecg.hard_swish %x : tensor<1x5xf32> -> tensor<1x5xf32>
    ```
  }];
}

def UnaryOp : Ecg_UnaryOp<"unary", [
    DeclareOpInterfaceMethods<QuantOpInterface,
                              ["getQuantRule", "takesInt16"]>]> {
  let summary = "a function of each element, by name";
  let description = [{
    The functions are those of `ECG_RT_UNARY_KERNELS` in the runtime (@unary);
    on real numbers also those of int8, by a table. `alpha` and `beta` are
    parameters of the functions that have any.

    ```mlir
    %y = ecg.unary "exp" %x : tensor<1x5xf32> -> tensor<1x5xf32>
    %z = ecg.unary "elu" %x alpha 1.000000e+00
        : tensor<1x5xf32> -> tensor<1x5xf32>
    ```
  }];
  let arguments = (ins StrAttr:$function, Ecg_Tensor:$input,
                       DefaultValuedAttr<F32Attr, "0.0f">:$alpha,
                       DefaultValuedAttr<F32Attr, "0.0f">:$beta);
  let assemblyFormat = [{
    $function $input (`alpha` $alpha^)? (`beta` $beta^)? attr-dict
    `:` type($input) `->` type($result)
  }];
  let builders = [OpBuilder<(ins "::mlir::Type":$type,
                                 "::llvm::StringRef":$function,
                                 "::mlir::Value":$input,
                                 CArg<"float", "0">:$alpha,
                                 CArg<"float", "0">:$beta)>];
  let hasVerifier = 1;
}

class Ecg_SoftmaxOp<string mnemonic, list<Trait> traits = []>
    : Ecg_LayerOp<mnemonic, !listconcat(
          [DeclareOpInterfaceMethods<ChannelOpInterface>], traits)> {
  let arguments = (ins Ecg_Tensor:$input, I64Attr:$axis);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `axis` $axis attr-dict `:` type($input) `->` type($result)
  }];
  let hasVerifier = 1;
}

def SoftmaxOp : Ecg_SoftmaxOp<"softmax", [
    DeclareOpInterfaceMethods<LayoutOpInterface, ["reorderDims"]>,
    DeclareOpInterfaceMethods<QuantOpInterface,
                              ["getQuantRule", "takesInt16"]>]> {
  let summary = "exp(x) over its sum along one axis";
  let description = [{
    ```mlir
    %y = ecg.softmax %x axis 1 : tensor<1x17xf32> -> tensor<1x17xf32>
    ```
  }];
}

def LogSoftmaxOp : Ecg_SoftmaxOp<"log_softmax"> {
  let summary = "logarithm of softmax along one axis";
  let description = [{
    Stays float: it ends a network, and its results reach from 0 down without
    a limit.

    ```mlir
    %y = ecg.log_softmax %x axis 1 : tensor<1x17xf32> -> tensor<1x17xf32>
    ```
  }];
}

//===----------------------------------------------------------------------===//
// Arithmetic of two tensors
//===----------------------------------------------------------------------===//

class Ecg_BinaryOp<string mnemonic, list<Trait> traits = []>
    : Ecg_LayerOp<mnemonic, !listconcat([
          DeclareOpInterfaceMethods<ChannelOpInterface>,
          DeclareOpInterfaceMethods<LayoutOpInterface, []>,
          DeclareOpInterfaceMethods<QuantOpInterface, []>], traits)> {
  let arguments = (ins Ecg_Tensor:$lhs, Ecg_Tensor:$rhs, Ecg_OptClamp:$clamp);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs (`clamp` $clamp^)? attr-dict
    `:` functional-type(operands, results)
  }];
}

def AddOp : Ecg_BinaryOp<"add", [Commutative]> {
  let summary = "sum with numpy broadcasting";
  let description = [{
    ```mlir
    %y = ecg.add %a, %b
        : (tensor<1x8x10xf32>, tensor<1x8x1xf32>) -> tensor<1x8x10xf32>
    ```
  }];
  let hasFolder = 1;
}

def MulOp : Ecg_BinaryOp<"mul", [Commutative]> {
  let summary = "product with numpy broadcasting";
  let description = [{
    ```mlir
    %y = ecg.mul %a, %b
        : (tensor<1x8x10xf32>, tensor<1x8x1xf32>) -> tensor<1x8x10xf32>
    ```
  }];
  let hasFolder = 1;
}

def BinaryOp : Ecg_LayerOp<"binary", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<LayoutOpInterface, []>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getQuantRule"]>]> {
  let summary = "a function of two elements, by name, with numpy broadcasting";
  let description = [{
    The functions are those of `ECG_RT_BINARY_KERNELS` in the runtime
    (@binary). Sums and products are `ecg.add` and `ecg.mul`. On int8 that
    stands for real numbers there are sub, min and max.

    ```mlir
    %y = ecg.binary "sub" %a, %b
        : (tensor<1x8x10xf32>, tensor<1x8x1xf32>) -> tensor<1x8x10xf32>
    ```
  }];
  let arguments = (ins StrAttr:$function, Ecg_Tensor:$lhs, Ecg_Tensor:$rhs);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $function $lhs `,` $rhs attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Moving data
//===----------------------------------------------------------------------===//

def ConcatOp : Ecg_LayerOp<"concat", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<LayoutOpInterface, ["reorderDims"]>,
    DeclareOpInterfaceMethods<QuantOpInterface, []>]> {
  let summary = "tensors side by side along one axis";
  let description = [{
    ```mlir
    %y = ecg.concat %a, %b axis 1
        : (tensor<1x2x4xf32>, tensor<1x3x4xf32>) -> tensor<1x5x4xf32>
    ```
  }];
  let arguments = (ins Variadic<Ecg_Tensor>:$inputs, I64Attr:$axis);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $inputs `axis` $axis attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let hasFolder = 1;
}

def ReshapeOp : Ecg_Op<"reshape", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getQuantRule"]>]> {
  let summary = "the same elements in row-major order under another shape";
  let description = [{
    Stands for ONNX Reshape, Flatten, Squeeze and Unsqueeze.

    ```mlir
    %y = ecg.reshape %x : tensor<1x72x3xf32> -> tensor<1x216xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = "$input attr-dict `:` type($input) `->` type($result)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def TransposeOp : Ecg_LayerOp<"transpose", [
    DeclareOpInterfaceMethods<ChannelOpInterface>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getQuantRule"]>]> {
  let summary = "permutes dimensions: result dimension i is input permutation[i]";
  let description = [{
    ```mlir
    %y = ecg.transpose %x permutation [0, 2, 1]
        : tensor<1x2000x1xf32> -> tensor<1x1x2000xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input, DenseI64ArrayAttr:$permutation);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `permutation` $permutation attr-dict
    `:` type($input) `->` type($result)
  }];
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def PadOp : Ecg_LayerOp<"pad", [
    DeclareOpInterfaceMethods<ChannelOpInterface, ["followRemoval"]>,
    DeclareOpInterfaceMethods<LayoutOpInterface, ["reorderDims"]>,
    DeclareOpInterfaceMethods<QuantOpInterface, ["getQuantRule"]>]> {
  let summary = "adds a constant border";
  let description = [{
    `low` and `high` count the elements added before and after, a dimension.

    ```mlir
    %y = ecg.pad %x low [0, 0, 3] high [0, 0, 4] value 0.000000e+00
        : tensor<1x2x8xf32> -> tensor<1x2x15xf32>
    ```
  }];
  let arguments = (ins Ecg_Tensor:$input, DenseI64ArrayAttr:$low,
                       DenseI64ArrayAttr:$high, F32Attr:$value);
  let results = (outs Ecg_Tensor:$result);
  let assemblyFormat = [{
    $input `low` $low `high` $high `value` $value attr-dict
    `:` type($input) `->` type($result)
  }];
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

include "ecg/IR/EcgRecurrentOps.td"
include "ecg/IR/EcgMoveOps.td"
include "ecg/IR/EcgReductionOps.td"
include "ecg/IR/EcgElementwiseOps.td"
include "ecg/IR/EcgTransformer.td"

#endif // ECG_IR_ECGOPS_TD
