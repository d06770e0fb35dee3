// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A quantized `ecg` function made executable. Integer arithmetic has one
// meaning, that of the reference kernels, so it runs as the device program it
// becomes.

#ifndef ECG_LIB_EXEC_LOWEREDPROGRAM_H
#define ECG_LIB_EXEC_LOWEREDPROGRAM_H

#include "ecg/Exec/RtProgram.h"
#include "mlir/IR/OwningOpRef.h"

namespace ecg {

/// Owns a lowered copy of a module; the original is not needed any more.
class LoweredProgram : public Program {
public:
  /// Emits a diagnostic and returns null where no kernel can run a layer.
  static std::unique_ptr<LoweredProgram> create(mlir::ModuleOp module);

  std::unique_ptr<Workspace> makeWorkspace() const override {
    return program->makeWorkspace();
  }
  void run(Workspace &workspace, llvm::ArrayRef<const float *> in,
           llvm::ArrayRef<float *> out) const override {
    program->run(workspace, in, out);
  }

private:
  mlir::OwningOpRef<mlir::ModuleOp> module;
  std::unique_ptr<RtProgram> program;
};

} // namespace ecg

#endif // ECG_LIB_EXEC_LOWEREDPROGRAM_H
