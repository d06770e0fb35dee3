// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The `ecgrt` dialect and the interface of all its kernel calls.

#ifndef ECG_IR_ECGRTDIALECT_TD
#define ECG_IR_ECGRTDIALECT_TD

include "mlir/IR/OpBase.td"

def EcgRt_Dialect : Dialect {
  let name = "ecgrt";
  let cppNamespace = "::ecg::rt";
  let summary = "the device program: one op is one call of a runtime kernel";
  let description = [{
    A program is a `func.func` over memrefs whose arguments are the model's
    inputs and then its outputs (marked `ecgrt.output`). Its body is a list of
    kernel calls on buffers made by `ecgrt.alloc`, `ecgrt.view` and
    `ecgrt.constant`.

    A family is one op for many kernels of the same kind: `ecgrt.unary "exp"` on
    f32 is the kernel `ecg_exp_f32` of `unary.h`.

    The call `ecgrt.conv1d_s8` is the kernel `ecg_conv1d_s8` of
    `runtime/include/ecg_rt`: its attributes are the fields of the kernel's
    parameter struct, its operands are the pointers the kernel takes, in the
    same order: inputs, then after `->` outputs and scratch. What a kernel
    computes is said once, in its header.
  }];
}

def RtKernelOpInterface : OpInterface<"RtKernelOpInterface"> {
  let cppNamespace = "::ecg::rt";
  let description = [{
    A kernel call, seen without knowing which. Printing C, planning memory and
    interpreting need no more than this.
  }];
  let methods = [
    StaticInterfaceMethod<[{
      What the kernel's header and parameter struct are named after:
      `conv1d_s8`, or `unary` for the kernels of a family.
    }], "::llvm::StringRef", "getStem", (ins)>,
    InterfaceMethod<"The C function, e.g. `ecg_conv1d_s8` or `ecg_exp_f32`.",
                    "std::string", "getKernelName", (ins)>,
    StaticInterfaceMethod<"The fields of the parameter struct, in its order.",
                          "::llvm::ArrayRef<::ecg::rt::ParamField>",
                          "getParamFields", (ins)>,
    StaticInterfaceMethod<"What the kernel does with each pointer it takes.",
                          "::llvm::ArrayRef<::ecg::rt::BufferRole>",
                          "getBufferRoles", (ins)>,
    StaticInterfaceMethod<[{
      Inputs whose bytes the output may take over, where they are as many.
    }], "::llvm::ArrayRef<unsigned>", "getInPlaceInputs", (ins)>,
    InterfaceMethod<"Multiply-accumulates of the call; 0 where none matter.",
                    "int64_t", "getMacs", (ins)>
  ];
  let extraClassDeclaration = [{
    /// Name and value of every field of the parameter struct, in its order.
    ::llvm::SmallVector<::mlir::NamedAttribute> getParams();

    /// The operands in one role.
    ::llvm::SmallVector<::mlir::Value> getBuffers(::ecg::rt::BufferRole role);

    /// True when the output may be written over operand `input`: the contract
    /// of the kernel says "in place" and both have the same number of bytes.
    bool canRunInPlace(unsigned input);
  }];
}

#endif // ECG_IR_ECGRTDIALECT_TD
