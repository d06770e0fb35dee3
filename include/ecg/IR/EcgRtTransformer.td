// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernel calls of attention and transformers. Part of EcgRtOps.td.

#ifndef ECG_IR_ECGRTTRANSFORMER_TD
#define ECG_IR_ECGRTTRANSFORMER_TD

defvar matmulShape = !listconcat([Ints4<"batch">],
    Sizes<["rows", "depth", "columns"]>.params,
    [Ints6<"a_strides">, Ints6<"b_strides">, Ints6<"y_strides">]);
defvar matmulMacs = [{
  exactly({batch[0], batch[1], batch[2], batch[3], rows, depth,
           columns}).elements}];
class matmulReach<string rows, string columns, string strides> {
  string extent = "stackReach(batch, " # rows # ", " # columns # ", " #
                  strides # ")";
}
defvar checkMatmul = [{
  if (!isStack(batch, a_strides) || !isStack(batch, b_strides) ||
      !isStack(batch, y_strides))
    return fail("needs positive dims and strides that are not negative");
  if (stackReach(batch, rows, columns, y_strides) !=
      exactly({batch[0], batch[1], batch[2], batch[3], rows, columns}).elements)
    return fail("does not write every element once");
}];

class Rt_Matmul<string mnemonic, Type element, list<Rt_Param> scales,
                string checks, string kernelName, list<Trait> traits = []>
    : Rt_Call<mnemonic,
              [In<"a", element,
                  matmulReach<"rows", "depth", "a_strides">.extent>,
               In<"b", element,
                  matmulReach<"depth", "columns", "b_strides">.extent>,
               Out<"y", element,
                   "batch[0], batch[1], batch[2], batch[3], rows, columns">],
              [matmulShape, scales], [], matmulMacs,
              !strconcat(checkMatmul, checks), kernelName, (ins), traits>;

def MatmulOp : Rt_Matmul<"matmul", Rt_Element, [Real<"alpha">], [{
    if (!::ecg::rt::isFamilyKernel(getKernelName()))
      return fail("has no kernel ") << getKernelName();
  }], "::ecg::rt::familyKernel(\"matmul\", {getA().getType()})",
  [AllElementTypesMatch<["a", "b", "y"]>]>;

def MatmulS8Op : Rt_Matmul<"matmul_s8", I8,
    !listconcat(Bytes<["a_zp", "b_zp", "out_zp"]>.params,
                [Count<"mult">, Shift<"shift", 62>], clampS8),
    !strconcat(checkClamp, [{
      if (depth > 33024)
        return fail("sums too many products for int32");
    }]), "\"ecg_matmul_s8\"">;

defvar layerNormShape = Sizes<["outer", "n", "inner"]>.params;

def LayerNormF32Op : Rt_Kernel<"layer_norm_f32",
    [In<"x", F32, "outer, n, inner">, In<"scale", F32, "n">,
     In<"offset", F32, "n">, Out<"y", F32, "outer, n, inner">],
    [layerNormShape, [Real<"epsilon">]], [0]>;

def LayerNormS8Op : Rt_Kernel<"layer_norm_s8",
    [In<"x", I8, "outer, n, inner">, Table<"mult", I32, "n">,
     Table<"offset", I32, "n">, Out<"y", I8, "outer, n, inner">],
    [layerNormShape,
     [Count<"epsilon_mult">,
      Rt_IntParam<"epsilon_shift", [IntNonNegative, IntMaxValue<29>]>,
      Shift<"shift", 30>, Byte<"out_zp">], clampS8], [0], "0",
    !strconcat(checkClamp, [{
      if (n > 32767)
        return fail("sums too many elements for its integers");
    }])>;

#endif // ECG_IR_ECGRTTRANSFORMER_TD
