// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A float `ecg` function made executable. Most users want createProgram and the
// Program interface; calibration and training look at the values in between
// and need this class. Integer programs run as `ecgrt` (Program.h).

#ifndef ECG_EXEC_FLOATPROGRAM_H
#define ECG_EXEC_FLOATPROGRAM_H

#include "ecg/Exec/RtProgram.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgInterfaces.h"
#include "ecg/IR/Elements.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace ecg {

/// Executes the layers of a function in IR order, each by its ExecOpInterface;
/// those without it by their reference kernels (KernelOpInterface). Every value
/// has a buffer of its own in the workspace; constants are read where their
/// attribute stores them. Elements may be of any type but quantized ones.
class FloatProgram : public Program {
public:
  /// Sees one float value of a run: an argument or the result of a layer.
  using Observer = llvm::function_ref<void(mlir::Value, ConstTensorView)>;

  /// Prepares `function`, which must outlive the program and stay unchanged.
  /// Emits a diagnostic and returns null when a layer cannot run on the host.
  static std::unique_ptr<FloatProgram> create(mlir::func::FuncOp function);

  std::unique_ptr<Workspace> makeWorkspace() const override;

  void run(Workspace &workspace, llvm::ArrayRef<const float *> in,
           llvm::ArrayRef<float *> out) const override;

  /// The same, showing every argument and then every result to `observer` as
  /// soon as it is known.
  void run(Workspace &workspace, llvm::ArrayRef<const float *> in,
           llvm::ArrayRef<float *> out, Observer observer) const;

private:
  /// One layer: indices into `tensors`, in IR order.
  struct Step {
    ExecOpInterface layer; ///< null: `kernels` runs it
    std::unique_ptr<RtProgram> kernels;
    llvm::SmallVector<unsigned, 4> inputs, outputs;
  };

  /// One value of the function.
  struct Tensor {
    mlir::Value value;
    llvm::ArrayRef<int64_t> shape;
    const ElementInfo *element = nullptr;
    /// Set for constants only.
    const char *constant = nullptr;
    /// Place in the workspace, in bytes; for results of layers only.
    size_t offset = 0;

    bool isFloat() const { return element->suffix == "f32"; }
  };

  class Buffers;

  mlir::FailureOr<unsigned> addTensor(mlir::Value value);
  mlir::LogicalResult addConstant(mlir::Operation *op);
  mlir::LogicalResult addStep(mlir::Operation *op);
  mlir::LogicalResult addResults(mlir::Operation *op, Step &step);
  void runStep(const Step &step, Buffers &buffers, size_t index) const;
  mlir::LogicalResult addPorts(mlir::func::FuncOp function);

  std::vector<Tensor> tensors; ///< the function's arguments come first
  std::vector<Step> steps;
  llvm::SmallVector<unsigned> results;
  std::vector<ConstantBytes> constants;
  llvm::DenseMap<mlir::Value, unsigned> indices;
  size_t bufferBytes = 0;
};

} // namespace ecg

#endif // ECG_EXEC_FLOATPROGRAM_H
