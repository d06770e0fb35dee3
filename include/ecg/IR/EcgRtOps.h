// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The `ecgrt` dialect in C++: include this to speak about device programs.

#ifndef ECG_IR_ECGRTOPS_H
#define ECG_IR_ECGRTOPS_H

#include "ecg_rt/kernels.h"
#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

namespace ecg::rt {

/// One field of a kernel's parameter struct: `count` int32 or float words at
/// byte `offset`. Its attribute is i32, f32, or array<i32> for count > 1.
struct ParamField {
  llvm::StringLiteral name;
  size_t offset;
  unsigned count;
  bool isFloat;
};

/// What a kernel does with a pointer it takes.
enum class BufferRole {
  Input,   ///< reads a tensor
  Table,   ///< reads constants made by the compiler
  Output,  ///< writes a tensor
  State,   ///< reads a tensor and leaves its successor
  Scratch, ///< may hold anything before and after
};

class RtKernelOpInterface;

/// Writes the attributes of `call` into `params`, the struct of its kernel.
void readParams(RtKernelOpInterface call, void *params);

/// The struct `params` with the given fields as attributes.
llvm::SmallVector<mlir::NamedAttribute>
makeParams(mlir::MLIRContext *context, llvm::ArrayRef<ParamField> fields,
           const void *params);

/// The parameter struct of `op`, whose type is the one of its kernel.
template <typename OpTy> typename OpTy::Params getParamsOf(OpTy op) {
  typename OpTy::Params params;
  readParams(op, &params);
  return params;
}

/// Makes a kernel call. `buffers` are in the order of the kernel's pointers.
template <typename OpTy>
OpTy createCall(mlir::OpBuilder &builder, mlir::Location loc,
                const typename OpTy::Params &params, mlir::ValueRange buffers) {
  return builder.create<OpTy>(
      loc, mlir::TypeRange(), buffers,
      makeParams(builder.getContext(), OpTy::getParamFields(), &params));
}

/// The same for a family: the kernel of `function` for the element types of
/// the buffers.
template <typename OpTy>
OpTy createFamilyCall(mlir::OpBuilder &builder, mlir::Location loc,
                      llvm::StringRef function,
                      const typename OpTy::Params &params,
                      mlir::ValueRange buffers) {
  auto attributes =
      makeParams(builder.getContext(), OpTy::getParamFields(), &params);
  attributes.push_back(
      builder.getNamedAttr("function", builder.getStringAttr(function)));
  return builder.create<OpTy>(loc, mlir::TypeRange(), buffers, attributes);
}

/// True when the input of one output of a 1-D convolution, widened to int16, is
/// smaller than 2^30 bytes, so that kernels can count it in 32 bits.
bool fitsTile(int64_t channels, int64_t kernel, int64_t stride,
              int64_t dilation, int64_t poolKernel);

/// Bytes a buffer of this type takes.
int64_t getByteSize(mlir::MemRefType type);

/// Bytes [offset, offset + bytes) of the buffer `root`.
struct BufferPart {
  mlir::Value root;
  int64_t offset;
  int64_t bytes;

  int64_t end() const { return offset + bytes; }
  bool operator==(const BufferPart &other) const {
    return root == other.root && offset == other.offset && bytes == other.bytes;
  }
};

/// What `buffer` shows of the buffer that owns its bytes, seen through views.
BufferPart getPart(mlir::Value buffer);

/// Argument attribute that marks the outputs of a program.
constexpr llvm::StringLiteral outputAttrName = "ecgrt.output";
/// On an argument that lies in the arena and may be overwritten, and the byte
/// it begins at, which the memory plan adds.
constexpr llvm::StringLiteral inArenaAttrName = "ecgrt.in_arena";
constexpr llvm::StringLiteral offsetAttrName = "ecgrt.offset";
/// Whether an argument of a device program has the first of them.
bool isInArena(mlir::BlockArgument argument);

/// Function attributes: the target's name, the kernel set that the weights are
/// packed for, what ecg-plan-memory found, and the size of the state, if any.
constexpr llvm::StringLiteral targetAttrName = "ecgrt.target";
constexpr llvm::StringLiteral kernelsAttrName = "ecgrt.kernels";
constexpr llvm::StringLiteral arenaBytesAttrName = "ecgrt.arena_bytes";
constexpr llvm::StringLiteral stateBytesAttrName = "ecgrt.state_bytes";
constexpr llvm::StringLiteral arenaLowerBoundAttrName =
    "ecgrt.arena_lower_bound";

} // namespace ecg::rt

#include "ecg/IR/EcgRtDialect.h.inc"

#include "ecg/IR/EcgRtInterfaces.h.inc"

#define GET_OP_CLASSES
#include "ecg/IR/EcgRtOps.h.inc"

#endif // ECG_IR_ECGRTOPS_H
