// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an emitted model costs on its target, all-in: measured by compiling and
// linking it, with the C library functions it pulls in, where the target's
// compiler is installed; the bytes of the tables alone where it is not.

#ifndef ECG_TARGET_SIZES_H
#define ECG_TARGET_SIZES_H

#include "ecg/Target/EmitC.h"
#include <map>

namespace ecg {

struct Sizes {
  /// How the numbers came about, for the report: compiler, version and flags,
  /// or that code is not included.
  std::string method;
  bool measured = false;

  int64_t flash = 0; ///< everything `<model>_run` reaches
  /// Of that: constants, by what they are to their layers.
  std::map<std::string, int64_t> tables;
  int64_t selfTestFlash = 0; ///< in addition, when the self test is linked
  int64_t staticRam = 0;     ///< data and bss (the C library's, if any)

  int64_t arenaBytes = 0, stateBytes = 0;
  int64_t inputBytes = 0, outputBytes = 0;
  /// Deepest chain of calls below and with `<model>_run`, by the compiler's
  /// call graph; C library functions count 0. Unknown when not measured.
  std::optional<int64_t> stackBytes;

  int64_t tableBytes() const;
  int64_t codeBytes() const { return flash - tableBytes(); }
  /// Arena, state, input, output, stack and static data.
  int64_t ramBytes() const {
    return arenaBytes + stateBytes + inputBytes + outputBytes +
           stackBytes.value_or(0) + staticRam;
  }
};

/// What is known without a compiler: tables, arena, inputs and outputs.
Sizes countTables(const CModel &model);

/// Measures `files`, the emitted folder of `model`. Fails only when the
/// compiler is there and refuses the code.
llvm::Expected<Sizes> measureSizes(const CModel &model,
                                   llvm::ArrayRef<EmittedFile> files);

/// The deepest chain of stack frames from `entry` in GCC's call graphs
/// (-fcallgraph-info=su), or nothing when it is unbounded: recursion, or a
/// frame of variable size.
std::optional<int64_t> deepestStack(llvm::ArrayRef<std::string> graphs,
                                    llvm::StringRef entry);

} // namespace ecg

#endif // ECG_TARGET_SIZES_H
