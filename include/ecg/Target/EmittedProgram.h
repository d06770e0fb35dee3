// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Emitted C as something that runs: built in a temporary folder with a small
// harness, for this machine or for a simulated board, and fed from a file. What
// its outputs should be is not decided here (Verify.h).

#ifndef ECG_TARGET_EMITTEDPROGRAM_H
#define ECG_TARGET_EMITTEDPROGRAM_H

#include "ecg/Target/EmitC.h"
#include "ecg/Target/Tools.h"

namespace ecg {

class EmittedProgram {
public:
  /// What one pass over all samples gave.
  struct Run {
    /// The outputs of all samples, one sample after the other, ports in order,
    /// as the bytes the function wrote.
    std::string outputs;
    /// The dearest sample; 0 where the machine cannot count.
    int64_t instructions = 0;
    /// Bytes of stack below the caller of `<model>_run`; 0 likewise.
    int64_t stackBytes = 0;
    /// Whether `<model>_self_test` returned 0, where there is one.
    std::optional<bool> selfTest;
  };

  /// Whether what the builds below need is installed: a C compiler, and for the
  /// board of `target` a cross compiler and the simulator.
  static llvm::Error checkTools(const Target &target, bool board);

  /// Compiles for this machine.
  static llvm::Expected<EmittedProgram>
  buildForHost(const CModel &model, llvm::ArrayRef<EmittedFile> files);

  /// Compiles for the board of the model's target, to be run under QEMU.
  static llvm::Expected<EmittedProgram>
  buildForBoard(const CModel &model, llvm::ArrayRef<EmittedFile> files);

  /// Runs `samples` inferences; `inputs` holds what all of them read, laid out
  /// as Run::outputs. An error when the program crashes or refuses.
  llvm::Expected<Run> run(llvm::StringRef inputs, size_t samples) const;

private:
  explicit EmittedProgram(TempFolder folder) : folder(std::move(folder)) {}
  llvm::Error writeSources(const CModel &model,
                           llvm::ArrayRef<EmittedFile> files,
                           llvm::StringRef port);
  /// `compiler`: a program and its first arguments.
  llvm::Error compile(llvm::ArrayRef<std::string> compiler,
                      llvm::StringRef flags);
  llvm::Error execute() const;

  TempFolder folder;
  std::vector<std::string> sources;
  std::string board;                    ///< simulated; empty: this machine
  const Toolchain *toolchain = nullptr; ///< of the board
  bool hasSelfTest = false;
  bool hasInputs = true;
  size_t outputBytes = 0; ///< of one sample
};

} // namespace ecg

#endif // ECG_TARGET_EMITTEDPROGRAM_H
