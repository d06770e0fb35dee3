// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernel calls that make one element of many, or order them. Part of
// EcgRtOps.td.

#ifndef ECG_IR_ECGRTREDUCTIONOPS_TD
#define ECG_IR_ECGRTREDUCTIONOPS_TD

defvar reduceShape = [Ints6<"dims">, Ints6<"strides">];
class Rt_ReduceIn<Type element> : In<"x", element, "reach(dims, strides)">;
class Rt_ReduceOut<Type element> : Out<"y", element, "dims[0], dims[1], dims[2]">;
defvar checkReduce = [{
  if (!areStrides(dims, strides))
    return fail("needs positive dims and strides that are not negative");
}];

def ReduceOp : Rt_Family<"reduce",
    [Rt_ReduceIn<Rt_Element>, Rt_ReduceOut<Rt_Element>], [reduceShape], [0], [],
    checkReduce, [AllElementTypesMatch<["x", "y"]>]>;

class Rt_ReduceSum<Rt_Activation a> : Rt_Kernel<"reduce_sum_" # a.suffix,
    [Rt_ReduceIn<a.element>, Rt_ReduceOut<a.element>],
    !listconcat([reduceShape, [Count<"mult">, Shift<"shift", 62>]], a.io), [],
    "0", !strconcat(checkReduce, checkClamp,
      "if (int64_t(dims[3]) * dims[4] * dims[5] >= 1 << " #
          SumBits<a>.value # ")", [{
        return fail("sums too many elements for int32");
    }])>;
def ReduceSumS8Op : Rt_ReduceSum<Rt_S8>;
def ReduceSumS16Op : Rt_ReduceSum<Rt_S16>;

defvar axisShape = Sizes<["outer", "n", "inner"]>.params;

def ArgOp : Rt_Family<"arg",
    [In<"x", Rt_Element, "outer, n, inner">, Out<"y", I64, "outer, inner">],
    [axisShape, [Flag<"last">]], [0]>;

def TopKOp : Rt_Family<"top_k",
    [In<"x", Rt_Element, "outer, n, inner">,
     Out<"values", Rt_Element, "outer, k, inner">,
     Out<"indices", I64, "outer, k, inner">],
    [axisShape, [Size<"k">]], [0], [], [{
      if (k > n)
        return fail("needs k <= n");
    }], [AllElementTypesMatch<["x", "values"]>]>;

def CumSumOp : Rt_Family<"cum_sum",
    [In<"x", Rt_Element, "outer, n, inner">,
     Out<"y", Rt_Element, "outer, n, inner">],
    [axisShape, [Flag<"exclusive">, Flag<"reverse">]], [0], [0], "",
    [AllElementTypesMatch<["x", "y"]>]>;

#endif // ECG_IR_ECGRTREDUCTIONOPS_TD
