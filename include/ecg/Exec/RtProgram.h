// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A device program (`ecgrt`) made executable on the host: every op calls the C
// kernel it names. With the `ref` kernels this is the meaning of integer
// arithmetic in this project; other sets are compared with it.

#ifndef ECG_EXEC_RTPROGRAM_H
#define ECG_EXEC_RTPROGRAM_H

#include "ecg/Exec/Program.h"
#include "ecg/IR/EcgRtOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace ecg {

class RtProgram : public Program {
public:
  /// Prepares `func` for the kernels it was lowered for (`ecgrt.kernels`; those
  /// of all sets also run here). Keeps nothing of the function.
  /// Planned programs use their arena offsets, so that a wrong plan shows;
  /// others get a buffer an alloc. Emits a diagnostic and returns null where
  /// the function is no device program.
  static std::unique_ptr<RtProgram> create(mlir::func::FuncOp func);

  std::unique_ptr<Workspace> makeWorkspace() const override;

  /// Float at the boundary: quantized ports are converted by their
  /// `ecg.scale` and `ecg.zero_point` (@quantize_f32, @q_affine).
  void run(Workspace &workspace, llvm::ArrayRef<const float *> in,
           llvm::ArrayRef<float *> out) const override;

  /// The same with the bytes that cross the boundary of the emitted function:
  /// float or int8 a port, as isQuantized says.
  void runRaw(Workspace &workspace, llvm::ArrayRef<const void *> in,
              llvm::ArrayRef<void *> out) const;

  /// How an int8 port maps to float; scale 0 for float ports.
  struct PortQuant {
    float scale = 0;
    int32_t zeroPoint = 0;
    bool isQuantized() const { return scale > 0; }
  };
  llvm::ArrayRef<PortQuant> inputQuants() const { return inQuants; }
  llvm::ArrayRef<PortQuant> outputQuants() const { return outQuants; }

private:
  /// Where a buffer lies: in the arena, among the constants, behind an
  /// argument of the function, or nowhere when it has no elements.
  enum class Home { Arena, Constants, Argument, None };
  struct Place {
    Home home;
    size_t offset;         ///< in bytes
    unsigned argument = 0; ///< of Home::Argument: which one
  };
  using Kernel = void (*)(const void *params, void *const *buffers);
  struct Step {
    Kernel kernel;
    std::vector<uint64_t> params; ///< the bytes of the struct, aligned
    llvm::SmallVector<Place, 8> buffers;
  };
  class Memory;

  RtProgram() = default;
  mlir::LogicalResult addPorts(mlir::func::FuncOp func);
  mlir::LogicalResult addPort(mlir::func::FuncOp func, unsigned argument);
  mlir::LogicalResult add(mlir::Operation &op, llvm::StringRef kernelSet);
  mlir::LogicalResult addConstant(rt::ConstantOp constant);
  mlir::LogicalResult addAlloc(rt::AllocOp alloc);
  mlir::LogicalResult addCall(rt::RtKernelOpInterface call,
                              llvm::StringRef kernelSet);

  bool planned = false;
  size_t arenaBytes = 0;
  std::vector<uint64_t> constants;
  std::vector<Step> steps;
  llvm::DenseMap<mlir::Value, Place> places;
  llvm::SmallVector<unsigned> inArguments, outArguments;
  llvm::SmallVector<PortQuant> inQuants, outQuants;
};

} // namespace ecg

#endif // ECG_EXEC_RTPROGRAM_H
