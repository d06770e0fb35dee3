// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A device program (`ecgrt`) made executable on the host: every op calls the C
// kernel it names. With the `ref` kernels this is the meaning of integer
// arithmetic in this project; other sets are compared with it.

#ifndef ECG_EXEC_RTPROGRAM_H
#define ECG_EXEC_RTPROGRAM_H

#include "ecg/Exec/Program.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/IR/Elements.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace ecg {

class RtProgram : public Program {
public:
  /// A program with state starts every run from zero.
  /// Prepares `func` for the kernels it was lowered for (`ecgrt.kernels`; those
  /// of all sets also run here). Keeps nothing of the function.
  /// Planned programs use their arena offsets, so that a wrong plan shows;
  /// others get a buffer an alloc. Emits a diagnostic and returns null where
  /// the function is no device program.
  static std::unique_ptr<RtProgram> create(mlir::func::FuncOp func);

  /// An `ecg` network, lowered for the reference kernels in a copy.
  static std::unique_ptr<RtProgram> ofNetwork(mlir::ModuleOp module);

  /// One layer of a network, lowered likewise. Its inputs are layerInputs().
  static std::unique_ptr<RtProgram> ofLayer(mlir::Operation *layer);
  static llvm::SmallVector<mlir::Value> layerInputs(mlir::Operation *layer);

  std::unique_ptr<Workspace> makeWorkspace() const override;

  /// Float at the boundary: quantized ports are converted by their
  /// `ecg.scale` and `ecg.zero_point` (@quantize_f32, @q_affine), others as
  /// ElementInfo says.
  void run(Workspace &workspace, llvm::ArrayRef<const float *> in,
           llvm::ArrayRef<float *> out) const override;

  /// The same with the bytes that cross the boundary of the emitted function:
  /// as the format of each port says.
  void runRaw(Workspace &workspace, llvm::ArrayRef<const void *> in,
              llvm::ArrayRef<void *> out) const;

  /// The elements of a port and how they map to float.
  struct PortFormat {
    const ElementInfo *element = nullptr;
    float scale = 0; ///< of quantized ports
    int32_t zeroPoint = 0;

    bool isQuantized() const { return scale > 0; }
    bool isFloat() const { return element->suffix == "f32"; }
    void fromFloat(llvm::ArrayRef<float> from, void *to) const;
    void toFloat(const void *from, llvm::MutableArrayRef<float> to) const;
  };
  llvm::ArrayRef<PortFormat> inputFormats() const { return inFormats; }
  llvm::ArrayRef<PortFormat> outputFormats() const { return outFormats; }

private:
  /// Where a buffer lies: in the arena, in the state, among the constants,
  /// behind an argument of the function, or nowhere when it has no elements.
  enum class Home { Arena, State, Constants, Argument, None };
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
  mlir::LogicalResult placeInput(mlir::func::FuncOp func, unsigned argument);
  static mlir::FailureOr<PortFormat> readFormat(mlir::func::FuncOp func,
                                                unsigned argument);
  mlir::LogicalResult add(mlir::Operation &op, llvm::StringRef kernelSet);
  mlir::LogicalResult addConstant(rt::ConstantOp constant);
  mlir::LogicalResult addAlloc(rt::AllocOp alloc);
  mlir::LogicalResult addCall(rt::RtKernelOpInterface call,
                              llvm::StringRef kernelSet);

  bool planned = false;
  size_t arenaBytes = 0, stateBytes = 0;
  std::vector<uint64_t> constants;
  std::vector<Step> steps;
  llvm::DenseMap<mlir::Value, Place> places;
  llvm::SmallVector<unsigned> inArguments, outArguments;
  llvm::SmallVector<PortFormat> inFormats, outFormats;
  /// Where in the arena an input lies, if it does.
  llvm::SmallVector<std::optional<size_t>> inOffsets;
};

} // namespace ecg

#endif // ECG_EXEC_RTPROGRAM_H
