// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an emitted model costs on its target, all-in: measured by compiling and
// linking it, with the C library functions it pulls in, where the target's
// compiler is installed; the bytes of the tables alone where it is not.

#ifndef ECG_TARGET_SIZES_H
#define ECG_TARGET_SIZES_H

#include "ecg/Target/EmitC.h"
#include "ecg/Target/Tools.h"
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

/// What a linked program takes, with everything it reaches from one function.
struct Footprint {
  int64_t flash = 0;
  int64_t ram = 0; ///< static data, initialised or not
  /// Of the deepest chain of calls; unknown: unbounded.
  std::optional<int64_t> stackBytes;
};

/// Sources built by the compiler of a target as sizes are measured.
class SizedBuild {
public:
  /// `compiler`: where that of `target` is installed.
  static llvm::Expected<SizedBuild> create(const Target &target,
                                           std::string compiler);

  /// Compiles a C file; `flags` come last.
  llvm::Error compile(llvm::StringRef source,
                      llvm::ArrayRef<std::string> flags = {});
  /// Links what `entry` reaches, C library included.
  llvm::Expected<Footprint> link(llvm::StringRef entry) const;

  /// Links everything into a program for the board, whose port files lie in
  /// `port`.
  llvm::Error linkForBoard(const TempFolder &port,
                           llvm::StringRef program) const;

  /// Compiler, version and flags.
  std::string describe() const;
  /// For sources that exist as text.
  const TempFolder &folder() const { return files; }

private:
  /// The C library that the compiler comes without, if it does.
  llvm::Error compileLibrary();

  SizedBuild(const Target &target, std::string compiler, TempFolder files)
      : target(target), compiler(std::move(compiler)), files(std::move(files)) {
  }
  std::vector<std::string> arguments(std::vector<std::string> own) const;

  const Target &target;
  std::string compiler;
  TempFolder files;
  std::vector<std::string> objects, graphs;
};

/// The deepest chain of stack frames from `entry` in GCC's call graphs
/// (-fcallgraph-info=su), or nothing when it is unbounded: recursion, or a
/// frame of variable size.
std::optional<int64_t> deepestStack(llvm::ArrayRef<std::string> graphs,
                                    llvm::StringRef entry);

} // namespace ecg

#endif // ECG_TARGET_SIZES_H
