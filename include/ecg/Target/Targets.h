// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The devices code can be emitted for, as one table: adding a target is adding
// a row (and, where it has own kernels, a folder in runtime/kernels).

#ifndef ECG_TARGET_TARGETS_H
#define ECG_TARGET_TARGETS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace ecg {

/// What comes with a compiler.
struct Toolchain {
  llvm::StringLiteral compiler;
  /// What follows the objects of a program.
  llvm::StringLiteral libraries;
  /// Folder of runtime/ports with the C library that it lacks, or empty.
  llvm::StringLiteral library;
  /// QEMU for the boards of its cores, and what it takes besides the board.
  llvm::StringLiteral emulator;
  llvm::StringLiteral emulatorFlags;
};

struct Target {
  llvm::StringLiteral name;
  llvm::StringLiteral description;
  /// Folder of runtime/kernels whose files hide the reference kernels.
  llvm::StringLiteral kernelSet;
  /// Compiler that sizes are measured with, and its flags for this core; empty
  /// when the target is no particular machine.
  llvm::StringLiteral compiler;
  llvm::StringLiteral compilerFlags;
  /// Board of runtime/ports and QEMU that runs this core's code, or empty.
  llvm::StringLiteral board;

  /// That of `compiler`, or null when there is none.
  const Toolchain *toolchain() const;
};

/// All targets, the default one first.
llvm::ArrayRef<Target> allTargets();

/// The target called `name`; the error lists all names.
llvm::Expected<const Target *> findTarget(llvm::StringRef name);

} // namespace ecg

#endif // ECG_TARGET_TARGETS_H
