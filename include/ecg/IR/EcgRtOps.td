// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ops of the `ecgrt` dialect: buffers, and one op a runtime kernel. What a
// kernel computes is said in runtime/include/ecg_rt; here stand the sizes and
// ranges that keep it inside its buffers.

#ifndef ECG_IR_ECGRTOPS_TD
#define ECG_IR_ECGRTOPS_TD

include "ecg/IR/EcgRtBase.td"
include "mlir/Interfaces/ViewLikeInterface.td"

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

def AllocOp : Op<EcgRt_Dialect, "alloc"> {
  let summary = "a buffer in the arena";
  let description = [{
    `ecg-plan-memory` gives it its `offset` in bytes. Lives from the first call
    that writes it to the last that uses it; holds garbage before.

    ```mlir
    %0 = ecgrt.alloc : memref<1x8x449xi8>
    %1 = ecgrt.alloc at 3600 : memref<1x8x449xi8>
    ```
  }];
  let arguments = (ins
      OptionalAttr<ConfinedAttr<I64Attr, [IntNonNegative]>>:$offset);
  let results = (outs Res<Rt_AnyMemRef, "", [MemAlloc]>:$result);
  let assemblyFormat = "(`at` $offset^)? attr-dict `:` type($result)";
}

def StateOp : Op<EcgRt_Dialect, "state", [Pure]> {
  let summary = "a buffer that keeps its bytes from run to run";
  let description = [{
    Lies at byte `offset` of the state: `ecgrt.state_bytes` bytes that the caller
    keeps for each signal. All bytes zero is the state before the first run.

    ```mlir
    %0 = ecgrt.state at 32 : memref<1x1x16xi32>
    ```
  }];
  let arguments = (ins ConfinedAttr<I64Attr, [IntNonNegative]>:$offset);
  let results = (outs Rt_AnyMemRef:$result);
  let assemblyFormat = "`at` $offset attr-dict `:` type($result)";
}

def ViewOp : Op<EcgRt_Dialect, "view", [Pure, ViewLikeOpInterface]> {
  let summary = "bytes of a buffer under another shape";
  let description = [{
    All bytes, or from byte `at` on as many as the result has.

    ```mlir
    %1 = ecgrt.view %0 : memref<1x72x3xi8> -> memref<1x216xi8>
    %2 = ecgrt.view %0 at 72 : memref<1x72x3xi8> -> memref<1x72xi8>
    ```
  }];
  let arguments = (ins Rt_AnyMemRef:$source,
      DefaultValuedAttr<ConfinedAttr<I64Attr, [IntNonNegative]>,
                        "0">:$offset);
  let results = (outs Rt_AnyMemRef:$result);
  let assemblyFormat = [{
    $source (`at` $offset^)? attr-dict `:` type($source) `->` type($result)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    ::mlir::Value getViewSource() { return getSource(); }
  }];
}

def ConstantOp : Op<EcgRt_Dialect, "constant", [Pure]> {
  let summary = "weights and tables in read-only memory";
  let description = [{
    `label` says what the numbers are to the layer the location names.

    ```mlir
    %0 = ecgrt.constant "bias" dense<[1, 2]> : tensor<2xi32> -> memref<2xi32>
    ```
  }];
  let arguments = (ins StrAttr:$label, ElementsAttr:$value);
  let results = (outs Rt_AnyMemRef:$result);
  let assemblyFormat = "$label attr-dict $value `->` type($result)";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Convolution and linear
//===----------------------------------------------------------------------===//

defvar clampF32 = [Real<"act_min">, Real<"act_max">];
defvar clampS8 = [Byte<"act_min">, Byte<"act_max">];
defvar clampS16 = [Short<"act_min">, Short<"act_max">];

// The two kinds of quantized activations: what kernels of one family differ in.
defvar layoutsS8 = [Flag<"in_last">, Flag<"out_last">];
class Rt_Activation<string n, Type type, list<list<Rt_Param>> perTensor,
                    list<Rt_Param> layoutFlags> {
  string suffix = n;
  Type element = type;
  // Zero points and limits of one input and one output.
  list<list<Rt_Param>> io = perTensor;
  // Whether their channels are last, where a kernel can have it so.
  list<Rt_Param> layouts = layoutFlags;
}
def Rt_S8 : Rt_Activation<"s8", I8, [Bytes<["in_zp", "out_zp"]>.params, clampS8],
                          layoutsS8>;
def Rt_S16
    : Rt_Activation<"s16", I16, [Zeros<["in_zp", "out_zp"]>.params, clampS16],
                    Zeros<["in_last", "out_last"]>.params>;
defvar checkClamp = [{
  if (!(act_min <= act_max))
    return fail("needs act_min <= act_max");
}];
defvar checkGroups = [{
  if (cin % groups != 0 || cout % groups != 0)
    return fail("needs cin and cout that are multiples of groups");
}];

defvar conv1dShape = !listconcat(
    Sizes<["cin", "lin", "cout", "lout", "kernel", "stride", "dilation",
           "groups"]>.params, Counts<["pad_left"]>.params,
    Sizes<["pool_kernel", "pool_stride", "lpool"]>.params);
defvar conv1dMacs = [{
  cout * ((lpool - 1) * pool_stride + pool_kernel) * (cin / groups) * kernel}];
defvar conv1dChecks = !strconcat(checkClamp, checkGroups, [{
  if (!fitsPositions(lin, lout, kernel, stride, dilation, pad_left))
    return fail("has positions beyond the range of int32");
  if ((lpool - 1) * pool_stride + pool_kernel > lout)
    return fail("pools more positions than lout = ") << lout;
  if (!fitsTile(cin / groups, kernel, stride, dilation, pool_kernel))
    return fail("needs a tile of 2^30 bytes or more");
}]);

def Conv1dF32Op : Rt_Kernel<"conv1d_f32",
    [In<"x", F32, "cin, lin">, Packed<"w", F32, "cout, cin / groups, kernel">,
     Table<"bias", F32, "cout">, Out<"y", F32, "cout, lpool">],
    [conv1dShape, clampF32], [], conv1dMacs, conv1dChecks>;

// Tables of layers with int8 weights, an entry an output channel.
class RequantTables<string n> {
  list<Rt_Buffer> buffers = [Table<"bias", I32, n>, Table<"mult", I32, n>,
                             Table<"shift", I8, n>];
}

defvar conv1dS8Checks = !strconcat(conv1dChecks, [{
  if (groups != 1 && (in_last || out_last))
    return fail("needs groups = 1 where channels are last");
}]);

class Rt_Conv1d<Rt_Activation a> : Rt_Kernel<"conv1d_" # a.suffix,
    !listconcat([In<"x", a.element, "cin, lin">,
                 Packed<"w", I8, "cout, cin / groups, kernel">],
                RequantTables<"cout">.buffers,
                [Out<"y", a.element, "cout, lpool">, Scratch]),
    !listconcat([conv1dShape], a.io, [a.layouts]), [], conv1dMacs,
    conv1dS8Checks>;
def Conv1dS8Op : Rt_Conv1d<Rt_S8>;
def Conv1dS16Op : Rt_Conv1d<Rt_S16>;

defvar conv2dShape = !listconcat(
    Sizes<["cin", "hin", "win", "cout", "hout", "wout", "kernel_h", "kernel_w",
           "stride_h", "stride_w", "dilation_h", "dilation_w",
           "groups"]>.params, Counts<["pad_top", "pad_left"]>.params);
defvar conv2dMacs = [{
  cout * hout * wout * (cin / groups) * kernel_h * kernel_w}];
defvar checkPositions2d = [{
  if (!fitsPositions(hin, hout, kernel_h, stride_h, dilation_h, pad_top) ||
      !fitsPositions(win, wout, kernel_w, stride_w, dilation_w, pad_left))
    return fail("has positions beyond the range of int32");
}];
defvar conv2dChecks =
    !strconcat(checkClamp, checkGroups, checkPositions2d);
defvar conv2dWeights = "cout, cin / groups, kernel_h, kernel_w";

def Conv2dF32Op : Rt_Kernel<"conv2d_f32",
    [In<"x", F32, "cin, hin, win">, Packed<"w", F32, conv2dWeights>,
     Table<"bias", F32, "cout">, Out<"y", F32, "cout, hout, wout">],
    [conv2dShape, clampF32], [], conv2dMacs, conv2dChecks>;

class Rt_Conv2d<Rt_Activation a> : Rt_Kernel<"conv2d_" # a.suffix,
    !listconcat([In<"x", a.element, "cin, hin, win">,
                 Packed<"w", I8, conv2dWeights>],
                RequantTables<"cout">.buffers,
                [Out<"y", a.element, "cout, hout, wout">, Scratch]),
    !listconcat([conv2dShape], a.io), [], conv2dMacs, conv2dChecks>;
def Conv2dS8Op : Rt_Conv2d<Rt_S8>;
def Conv2dS16Op : Rt_Conv2d<Rt_S16>;

// The tables of a layer whose weights are stored in fewer bits; how many bytes
// they have depends on what is in them.
defvar packedTables = [Packed<"w", UI8, "1">, Packed<"codes", UI8, "1">,
                       Packed<"bias", UI8, "1">, Packed<"scale", UI8, "1">];

def Conv1dPackedS8Op : Rt_Kernel<"conv1d_packed_s8",
    !listconcat([In<"x", I8, "cin, lin">], packedTables,
                [Out<"y", I8, "cout, lpool">, Scratch]),
    [conv1dShape, Bytes<["in_zp", "out_zp"]>.params, clampS8, layoutsS8], [],
    conv1dMacs, conv1dS8Checks>;

def Conv2dPackedS8Op : Rt_Kernel<"conv2d_packed_s8",
    !listconcat([In<"x", I8, "cin, hin, win">], packedTables,
                [Out<"y", I8, "cout, hout, wout">, Scratch]),
    [conv2dShape, Bytes<["in_zp", "out_zp"]>.params, clampS8], [], conv2dMacs,
    conv2dChecks>;

defvar convNdShape = Sizes<["batch", "cin", "cout", "groups"]>.params;
defvar convNdWindow = [Ints3<"in">, Ints3<"out">, Ints3<"kernel">,
                       Ints3<"stride">, Ints3<"dilation">, Ints3<"pad">];
defvar convNdIn = "batch, cin, in[0], in[1], in[2]";
defvar convNdOut = "batch, cout, out[0], out[1], out[2]";
defvar convNdWeights = "cout, cin / groups, kernel[0], kernel[1], kernel[2]";
defvar kernelMacs = "(cin / groups) * kernel[0] * kernel[1] * kernel[2]";
defvar checkConvNd = !strconcat(checkGroups, [{
  for (int d = 0; d < 3; ++d)
    if (in[d] < 1 || out[d] < 1 || kernel[d] < 1 || stride[d] < 1 ||
        dilation[d] < 1 || pad[d] < 0)
      return fail("needs positive sizes and pads that are not negative");
}]);

defvar checkConvNdPositions = !strconcat(checkConvNd, [{
  for (int d = 0; d < 3; ++d)
    if (!fitsPositions(in[d], out[d], kernel[d], stride[d], dilation[d],
                       pad[d]))
      return fail("has positions beyond the range of int32");
}]);

def ConvNdF32Op : Rt_Kernel<"conv_nd_f32",
    [In<"x", F32, convNdIn>, In<"w", F32, convNdWeights>,
     In<"bias", F32, "cout">, Out<"y", F32, convNdOut>],
    [convNdShape, convNdWindow, clampF32], [],
    !strconcat("batch * cout * out[0] * out[1] * out[2] * ", kernelMacs),
    !strconcat(checkClamp, checkConvNdPositions)>;

def ConvNdI32Op : Rt_Kernel<"conv_nd_i32",
    [In<"x", I32, convNdIn>, In<"w", I32, convNdWeights>,
     In<"bias", I32, "cout">, Out<"y", I32, convNdOut>],
    [convNdShape, convNdWindow], [],
    !strconcat("batch * cout * out[0] * out[1] * out[2] * ", kernelMacs),
    checkConvNdPositions>;

// Here every input element meets every tap.
defvar convTransposeMacs =
    !strconcat("batch * cout * in[0] * in[1] * in[2] * ", kernelMacs);
defvar convTransposeChecks = !strconcat(checkClamp, checkConvNd, [{
  for (int d = 0; d < 3; ++d)
    if (!fitsTransposed(out[d], kernel[d], stride[d], dilation[d], pad[d]))
      return fail("has positions beyond the range of int32");
}]);

def ConvTransposeF32Op : Rt_Kernel<"conv_transpose_f32",
    [In<"x", F32, convNdIn>, In<"w", F32, convNdWeights>,
     In<"bias", F32, "cout">, Out<"y", F32, convNdOut>],
    [convNdShape, convNdWindow, clampF32], [], convTransposeMacs, convTransposeChecks>;

class Rt_ConvTranspose<Rt_Activation a> : Rt_Kernel<"conv_transpose_" # a.suffix,
    !listconcat([In<"x", a.element, convNdIn>, Table<"w", I8, convNdWeights>],
                RequantTables<"cout">.buffers, [Out<"y", a.element, convNdOut>]),
    !listconcat([convNdShape, convNdWindow], a.io), [], convTransposeMacs,
    convTransposeChecks>;
def ConvTransposeS8Op : Rt_ConvTranspose<Rt_S8>;
def ConvTransposeS16Op : Rt_ConvTranspose<Rt_S16>;

defvar linearShape = Sizes<["rows", "in_features", "out_features"]>.params;
defvar linearMacs = "rows * in_features * out_features";

def LinearF32Op : Rt_Kernel<"linear_f32",
    [In<"x", F32, "rows, in_features">,
     Packed<"w", F32, "out_features, in_features">,
     Table<"bias", F32, "out_features">, Out<"y", F32, "rows, out_features">],
    [linearShape, clampF32], [], linearMacs, checkClamp>;

class Rt_Linear<Rt_Activation a> : Rt_Kernel<"linear_" # a.suffix,
    !listconcat([In<"x", a.element, "rows, in_features">,
                 Packed<"w", I8, "out_features, in_features">],
                RequantTables<"out_features">.buffers,
                [Out<"y", a.element, "rows, out_features">, Scratch]),
    !listconcat([linearShape], a.io), [], linearMacs, checkClamp>;
def LinearS8Op : Rt_Linear<Rt_S8>;
def LinearS16Op : Rt_Linear<Rt_S16>;

def LinearPackedS8Op : Rt_Kernel<"linear_packed_s8",
    !listconcat([In<"x", I8, "rows, in_features">], packedTables,
                [Out<"y", I8, "rows, out_features">, Scratch]),
    [linearShape, Bytes<["in_zp", "out_zp"]>.params, clampS8], [], linearMacs,
    checkClamp>;

//===----------------------------------------------------------------------===//
// Pools
//===----------------------------------------------------------------------===//

defvar poolShape = !listconcat(
    Sizes<["channels", "hin", "win", "hout", "wout", "kernel_h", "kernel_w",
           "stride_h", "stride_w", "dilation_h", "dilation_w"]>.params,
    Counts<["pad_top", "pad_left"]>.params);
defvar poolIn = "channels, hin, win";
defvar poolOut = "channels, hout, wout";

def MaxPoolF32Op : Rt_Kernel<"max_pool_f32",
    [In<"x", F32, poolIn>, Out<"y", F32, poolOut>], [poolShape], [], "0",
    checkPositions2d>;

class Rt_MaxPool<Rt_Activation a> : Rt_Kernel<"max_pool_" # a.suffix,
    [In<"x", a.element, poolIn>, Out<"y", a.element, poolOut>], [poolShape], [],
    "0", checkPositions2d>;
def MaxPoolS8Op : Rt_MaxPool<Rt_S8>;
def MaxPoolS16Op : Rt_MaxPool<Rt_S16>;

def MaxPoolIndicesF32Op : Rt_Kernel<"max_pool_indices_f32",
    [In<"x", F32, poolIn>, Out<"y", I64, poolOut>],
    [poolShape, [Flag<"column_major">]], [], "0", checkPositions2d>;

defvar avgPoolShape = !listconcat(
    poolShape, Counts<["pad_bottom", "pad_right"]>.params,
    [Flag<"count_include_pad">]);

def AvgPoolF32Op : Rt_Kernel<"avg_pool_f32",
    [In<"x", F32, poolIn>, Out<"y", F32, poolOut>], [avgPoolShape], [], "0",
    checkPositions2d>;

// How many elements a sum in int32 may have, as a power of two.
class SumBits<Rt_Activation a> {
  string value = !if(!eq(a.suffix, "s8"), "23", "15");
}

class Rt_AvgPool<Rt_Activation a> : Rt_Kernel<"avg_pool_" # a.suffix,
    [In<"x", a.element, poolIn>, Table<"mult", I32, "counts">,
     Out<"y", a.element, poolOut>],
    !listconcat([avgPoolShape, [Size<"counts">, Shift<"shift", 62>]], a.io), [],
    "0", !strconcat(checkClamp, checkPositions2d,
      "if (kernel_h * kernel_w >= 1 << " # SumBits<a>.value # ")", [{
        return fail("sums too many elements for int32");
      if (counts != 1 && counts != kernel_h * kernel_w)
        return fail("needs one multiplier, or one for each count of elements");
    }])>;
def AvgPoolS8Op : Rt_AvgPool<Rt_S8>;
def AvgPoolS16Op : Rt_AvgPool<Rt_S16>;

defvar interpShape =
    Sizes<["outer", "n_in", "n_out", "inner", "taps"]>.params;
defvar interpIn = "outer, n_in, inner";
defvar interpOut = "outer, n_out, inner";

def InterpF32Op : Rt_Kernel<"interp_f32",
    [In<"x", F32, interpIn>, Table<"index", I32, "n_out, taps">,
     Table<"weight", F32, "n_out, taps">, Out<"y", F32, interpOut>],
    [interpShape, [Real<"fill">]], [], "outer * n_out * inner * taps">;

class Rt_Interp<Rt_Activation a> : Rt_Kernel<"interp_" # a.suffix,
    [In<"x", a.element, interpIn>, Table<"index", I32, "n_out, taps">,
     Table<"weight", I32, "n_out, taps">, Out<"y", a.element, interpOut>],
    !listconcat([interpShape, [Shift<"shift", 30>]], a.io), [],
    "outer * n_out * inner * taps",
    !strconcat(checkClamp, "if (taps >= 1 << " # SumBits<a>.value # ")", [{
        return fail("sums too many elements for int64");
    }])>;
def InterpS8Op : Rt_Interp<Rt_S8>;
def InterpS16Op : Rt_Interp<Rt_S16>;

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

class Rt_UnaryF32<string mnemonic, list<Rt_Param> params = []>
    : Rt_Kernel<mnemonic, [In<"x", F32, "n">, Out<"y", F32, "n">],
                [[Size<"n">], params], [0]>;

def ClipF32Op : Rt_UnaryF32<"clip_f32", clampF32>;
def LeakyReluF32Op : Rt_UnaryF32<"leaky_relu_f32", [Real<"alpha">]>;
def SigmoidF32Op : Rt_UnaryF32<"sigmoid_f32">;
def TanhF32Op : Rt_UnaryF32<"tanh_f32">;
def SwishF32Op : Rt_UnaryF32<"swish_f32">;
def HardSwishF32Op : Rt_UnaryF32<"hard_swish_f32">;

def UnaryOp : Rt_Family<"unary",
    [In<"x", Rt_Element, "n">, Out<"y", Rt_Element, "n">],
    [[Size<"n">], Reals<["alpha", "beta"]>.params], [0], [0], "",
    [AllElementTypesMatch<["x", "y"]>]>;

def CastOp : Rt_Typed<"cast",
    [In<"x", Rt_Element, "n">, Out<"y", Rt_Element, "n">], [[Size<"n">]],
    [0, 1]>;

def LutS8Op : Rt_Kernel<"lut_s8",
    [In<"x", I8, "n">, Table<"table", I8, "256">, Out<"y", I8, "n">],
    [[Size<"n">]], [0]>;

def LutS16Op : Rt_Kernel<"lut_s16",
    [In<"x", I16, "n">, Table<"table", I16, "513">, Out<"y", I16, "n">],
    [[Size<"n">]], [0]>;

defvar checkScale = [{
  if (!(scale > 0 && std::isfinite(scale)))
    return fail("needs a positive, finite scale");
}];

def QuantizeF32Op : Rt_Kernel<"quantize_f32",
    [In<"x", F32, "n">, Out<"y", I8, "n">],
    [[Size<"n">, Real<"scale">, Byte<"zp">]], [], "0", checkScale>;

def DequantizeS8Op : Rt_Kernel<"dequantize_s8",
    [In<"x", I8, "n">, Out<"y", F32, "n">],
    [[Size<"n">, Real<"scale">, Byte<"zp">]], [], "0", checkScale>;

def QuantizeF32S16Op : Rt_Kernel<"quantize_f32_s16",
    [In<"x", F32, "n">, Out<"y", I16, "n">],
    [[Size<"n">, Real<"scale">, Zero<"zp">]], [], "0", checkScale>;

def DequantizeS16Op : Rt_Kernel<"dequantize_s16",
    [In<"x", I16, "n">, Out<"y", F32, "n">],
    [[Size<"n">, Real<"scale">, Zero<"zp">]], [], "0", checkScale>;

def ScaleShiftF32Op : Rt_Kernel<"scale_shift_f32",
    [In<"x", F32, "channels, inner">, Table<"scale", F32, "channels">,
     Table<"offset", F32, "channels">, Out<"y", F32, "channels, inner">],
    [Sizes<["channels", "inner"]>.params, clampF32], [0], "0", checkClamp>;

class Rt_ScaleShift<Rt_Activation a> : Rt_Kernel<"scale_shift_" # a.suffix,
    [In<"x", a.element, "channels, inner">, Table<"mult", I32, "channels">,
     Table<"offset", I32, "channels">, Out<"y", a.element, "channels, inner">],
    !listconcat([Sizes<["channels", "inner"]>.params, [Shift<"shift", 30>]],
                a.io), [0], "0", checkClamp>;
def ScaleShiftS8Op : Rt_ScaleShift<Rt_S8>;
def ScaleShiftS16Op : Rt_ScaleShift<Rt_S16>;

defvar broadcastShape =
    [Ints4<"dims">, Ints4<"a_strides">, Ints4<"b_strides">];
defvar checkBroadcast = !strconcat(checkClamp, [{
  if (!areStrides(dims, a_strides) || !areStrides(dims, b_strides))
    return fail("needs positive dims and strides that are not negative");
}]);
class Rt_BinaryIn<string n, Type element>
    : In<n, element, "reach(dims, " # n # "_strides)">;
defvar denseDims = "dims[0], dims[1], dims[2], dims[3]";

class Rt_BinaryF32<string mnemonic>
    : Rt_Kernel<mnemonic,
                [Rt_BinaryIn<"a", F32>, Rt_BinaryIn<"b", F32>,
                 Out<"y", F32, denseDims>],
                [broadcastShape, clampF32], [0, 1], "0", checkBroadcast>;
def AddF32Op : Rt_BinaryF32<"add_f32">;
def MulF32Op : Rt_BinaryF32<"mul_f32">;

class Rt_BinaryS8<string mnemonic, list<Rt_Param> scales, string checks>
    : Rt_Kernel<mnemonic,
                [Rt_BinaryIn<"a", I8>, Rt_BinaryIn<"b", I8>,
                 Out<"y", I8, denseDims>],
                [broadcastShape, Bytes<["a_zp", "b_zp", "out_zp"]>.params,
                 scales, clampS8], [0, 1], "0", !strconcat(checkBroadcast, checks)>;
def AddS8Op : Rt_BinaryS8<"add_s8",
    [Int<"a_mult">, Int<"b_mult">, Shift<"shift", 23>], [{
      if (std::max(std::abs(a_mult), std::abs(b_mult)) > 1 << 22)
        return fail("needs multipliers of magnitude up to 2^22");
    }]>;
def MulS8Op : Rt_BinaryS8<"mul_s8", [Count<"mult">, Shift<"shift", 62>], "">;

class Rt_BinaryS16<string mnemonic, list<Rt_Param> scales, string checks>
    : Rt_Kernel<mnemonic,
                [Rt_BinaryIn<"a", I16>, Rt_BinaryIn<"b", I16>,
                 Out<"y", I16, denseDims>],
                [broadcastShape, Zeros<["a_zp", "b_zp", "out_zp"]>.params,
                 scales, clampS16], [0, 1], "0", !strconcat(checkBroadcast, checks)>;
def AddS16Op : Rt_BinaryS16<"add_s16",
    [Int<"a_mult">, Int<"b_mult">, Shift<"shift", 30>], [{
      if (std::max(std::abs(a_mult), std::abs(b_mult)) > 1 << 29)
        return fail("needs multipliers of magnitude up to 2^29");
    }]>;
def MulS16Op
    : Rt_BinaryS16<"mul_s16", [Count<"mult">, Shift<"shift", 62>], "">;

defvar walkDims = "dims[0], dims[1], dims[2], dims[3], dims[4], dims[5]";
defvar checkWalk = [{
  if (!areStrides(dims, a_strides) || !areStrides(dims, b_strides))
    return fail("needs positive dims and strides that are not negative");
}];

def BinaryOp : Rt_Family<"binary",
    [Rt_BinaryIn<"a", Rt_Element>, Rt_BinaryIn<"b", Rt_Element>,
     Out<"y", Rt_Element, walkDims>],
    [[Ints6<"dims">, Ints6<"a_strides">, Ints6<"b_strides">]], [0], [0, 1],
    checkWalk, [AllElementTypesMatch<["a", "b", "y"]>]>;

def CompareOp : Rt_Family<"compare",
    [Rt_BinaryIn<"a", Rt_Element>, Rt_BinaryIn<"b", Rt_Element>,
     Out<"y", I1, walkDims>],
    [[Ints6<"dims">, Ints6<"a_strides">, Ints6<"b_strides">]], [0], [],
    checkWalk, [AllElementTypesMatch<["a", "b"]>]>;

defvar softmaxShape = Sizes<["outer", "n", "inner"]>.params;

class Rt_SoftmaxF32<string mnemonic>
    : Rt_Kernel<mnemonic, [In<"x", F32, "outer, n, inner">,
                           Out<"y", F32, "outer, n, inner">],
                [softmaxShape], [0]>;
def SoftmaxF32Op : Rt_SoftmaxF32<"softmax_f32">;
def LogSoftmaxF32Op : Rt_SoftmaxF32<"log_softmax_f32">;

def SoftmaxS8Op : Rt_Kernel<"softmax_s8",
    [In<"x", I8, "outer, n, inner">, Table<"table", UI32, "256">,
     Out<"y", I8, "outer, n, inner">],
    [softmaxShape], [0], "0", [{
      if (n > 32767)
        return fail("sums too many elements for uint32");
    }]>;

//===----------------------------------------------------------------------===//
// Moving data
//===----------------------------------------------------------------------===//

class Rt_Copy<string mnemonic, Type element>
    : Rt_Kernel<mnemonic,
                [InPart<"x", element,
                        "src_offset + (outer - 1) * src_stride + inner">,
                 OutPart<"y", element,
                         "dst_offset + (outer - 1) * dst_stride + inner">],
                [Sizes<["outer", "inner"]>.params,
                 Counts<["src_stride", "dst_stride", "src_offset",
                         "dst_offset"]>.params]>;
def CopyF32Op : Rt_Copy<"copy_f32", F32>;
def CopyS8Op : Rt_Copy<"copy_s8", I8>;

def MoveOp : Rt_BytesKernel<"move",
    [InPart<"x", Rt_Element, "reachFrom(x_offset, dims, x_strides)">,
     OutPart<"y", Rt_Element, "reachFrom(y_offset, dims, y_strides)">],
    [[Ints6<"dims">, Count<"x_offset">, Ints6<"x_strides">,
      Count<"y_offset">, Ints6<"y_strides">]], "x", [{
      if (!areDims(dims))
        return fail("needs positive dims");
      constexpr int64_t before = std::numeric_limits<int64_t>::max();
      if (reachFrom(x_offset, dims, x_strides) == before ||
          reachFrom(y_offset, dims, y_strides) == before)
        return fail("leaves a buffer at its front");
    }], [AllElementTypesMatch<["x", "y"]>]>;

def SelectOp : Rt_BytesKernel<"select",
    [Rt_BinaryIn<"c", I1>, Rt_BinaryIn<"a", Rt_Element>,
     Rt_BinaryIn<"b", Rt_Element>, Out<"y", Rt_Element, walkDims>],
    [[Ints6<"dims">, Ints6<"c_strides">, Ints6<"a_strides">,
      Ints6<"b_strides">]], "y", !strconcat(checkWalk, [{
      if (!areStrides(dims, c_strides))
        return fail("needs strides that are not negative");
    }]), [AllElementTypesMatch<["a", "b", "y"]>]>;

class Rt_Transpose<string mnemonic, Type element>
    : Rt_Kernel<mnemonic,
                [In<"x", element, "reach(dims, x_strides)">,
                 Out<"y", element, denseDims # ", dims[4], dims[5]">],
                [[Ints6<"dims">, Ints6<"x_strides">]], [], "0", [{
                  if (!areStrides(dims, x_strides))
                    return fail("needs positive dims and strides that are not "
                                "negative");
                }]>;
def TransposeF32Op : Rt_Transpose<"transpose_f32", F32>;
def TransposeS8Op : Rt_Transpose<"transpose_s8", I8>;

class Rt_Pad<string mnemonic, Type element, Rt_Param value>
    : Rt_Kernel<mnemonic,
                [In<"x", element,
                    "in_dims[0], in_dims[1], in_dims[2], in_dims[3]">,
                 Out<"y", element,
                     "out_dims[0], out_dims[1], out_dims[2], out_dims[3]">],
                [[Ints4<"in_dims">, Ints4<"out_dims">, Ints4<"before">,
                  Rt_IntParam<"mode", [IntNonNegative, IntMaxValue<2>]>,
                  value]], [], "0", [{
                  if (!isPadding(in_dims, out_dims, before))
                    return fail("needs positive dims and less padding than "
                                "2^30 elements");
                }]>;
def PadF32Op : Rt_Pad<"pad_f32", F32, Real<"value">>;
def PadS8Op : Rt_Pad<"pad_s8", I8, Byte<"value">>;
def PadS16Op : Rt_Pad<"pad_s16", I16, Short<"value">>;

include "ecg/IR/EcgRtRecurrentOps.td"
include "ecg/IR/EcgRtGatherOps.td"
include "ecg/IR/EcgRtReductionOps.td"
include "ecg/IR/EcgRtTransformer.td"

#endif // ECG_IR_ECGRTOPS_TD
