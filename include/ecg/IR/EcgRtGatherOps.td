// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernel calls that copy what indices name. Part of EcgRtOps.td.

#ifndef ECG_IR_ECGRTGATHEROPS_TD
#define ECG_IR_ECGRTGATHEROPS_TD

def Rt_Index : AnyTypeOf<[I32, I64]>;
defvar checkIndex = [{
  if (getIndices().getType().getElementTypeBitWidth() != 8 * index_bytes)
    return fail("needs indices of index_bytes bytes");
}];

def GatherOp : Rt_BytesKernel<"gather",
    [InPart<"x", Rt_Element, "(batches - 1) * x_stride + inner - 1 + "
                             "reach(sizes, strides)">,
     InPart<"indices", Rt_Index, "(batches - 1) * index_stride + rows * depth">,
     Out<"y", Rt_Element, "batches, rows, inner">],
    [Sizes<["batches", "rows", "inner", "depth"]>.params,
     [Ints6<"sizes">, Ints6<"strides">],
     Counts<["x_stride", "index_stride", "index_bytes"]>.params], "x",
    !strconcat(checkIndex, [{
      if (depth > 6 || !areStrides(sizes, strides))
        return fail("needs up to six indices a row, positive sizes and strides "
                    "that are not negative");
    }]), [AllElementTypesMatch<["x", "y"]>]>;

def GatherElementsOp : Rt_BytesKernel<"gather_elements",
    [In<"x", Rt_Element, "outer, n, inner">,
     In<"indices", Rt_Index, "outer, rows, inner">,
     Out<"y", Rt_Element, "outer, rows, inner">],
    [Sizes<["outer", "n", "inner", "rows"]>.params, Counts<["index_bytes"]>.params],
    "x", checkIndex, [AllElementTypesMatch<["x", "y"]>]>;

#endif // ECG_IR_ECGRTGATHEROPS_TD
