// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What can be run on the host: a float `ecg` network or an `ecgrt` device
// program. Evaluation, calibration and verification speak to this interface
// and do not care which of the two stands behind it.

#ifndef ECG_EXEC_PROGRAM_H
#define ECG_EXEC_PROGRAM_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <string>

namespace ecg {

struct ElementInfo;

/// Name (as in the ONNX file) and shape of one input or output.
struct PortSpec {
  std::string name;
  llvm::SmallVector<int64_t> shape;
  /// What holds the numbers where they are integers or bool; null where they
  /// are reals, also quantized ones.
  const ElementInfo *integers = nullptr;

  /// `element`: null where the numbers are reals, whatever holds them.
  PortSpec(std::string name, llvm::ArrayRef<int64_t> shape,
           const ElementInfo *element = nullptr);
  int64_t numElements() const;
};

/// Buffers of one run; one a thread. Made by Program::makeWorkspace.
class Workspace {
public:
  virtual ~Workspace();
};

class Program {
public:
  virtual ~Program();

  llvm::ArrayRef<PortSpec> inputs() const { return inputPorts; }
  llvm::ArrayRef<PortSpec> outputs() const { return outputPorts; }

  virtual std::unique_ptr<Workspace> makeWorkspace() const = 0;

  /// One inference, float at the boundary. `in[i]` and `out[i]` hold the
  /// elements of inputs()[i] and outputs()[i], row-major. Thread-safe with one
  /// workspace a thread.
  virtual void run(Workspace &workspace, llvm::ArrayRef<const float *> in,
                   llvm::ArrayRef<float *> out) const = 0;

protected:
  llvm::SmallVector<PortSpec> inputPorts, outputPorts;
};

/// Makes the module's one function executable. Float `ecg` functions run by
/// their ExecOpInterface; quantized ones are lowered to `ecgrt` in a copy;
/// the reference kernels of the runtime then are the meaning of integer
/// arithmetic. `ecgrt` functions run with the kernels they were lowered for.
/// The context needs registerExecModels and registerKernelModels. The module
/// must outlive the program. Emits a diagnostic and returns null on failure.
std::unique_ptr<Program> createProgram(mlir::ModuleOp module);

} // namespace ecg

#endif // ECG_EXEC_PROGRAM_H
