// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The runtime's source files, embedded in the compiler, and the rule by which a
// kernel set picks among them. Emitted folders and verification builds get
// their runtime from here, never from a source tree.

#ifndef ECG_TARGET_RUNTIMEFILES_H
#define ECG_TARGET_RUNTIMEFILES_H

#include "ecg/Target/Targets.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ecg {

/// One file of runtime/, by its path there ("kernels/ref/clamp.h").
struct RuntimeFile {
  llvm::StringLiteral path;
  llvm::StringLiteral text;

  /// The path's last part, which is what `#include` lines name.
  llvm::StringRef name() const;
};

/// All embedded files, ordered by path.
llvm::ArrayRef<RuntimeFile> embeddedRuntime();

/// Headers as one kernel set sees them: a file of the set hides the reference
/// file of the same name; contracts come from include/ecg_rt.
class RuntimeFiles {
public:
  explicit RuntimeFiles(llvm::StringRef kernelSet) : set(kernelSet.str()) {}

  /// The header called `name`, or null.
  const RuntimeFile *find(llvm::StringRef name) const;

  /// The named headers and everything they include by `#include "..."`, each
  /// once, ordered by name. A header that does not exist is an error.
  llvm::Expected<std::vector<const RuntimeFile *>>
  closure(llvm::ArrayRef<std::string> names) const;

private:
  std::string set;
};

/// The files of runtime/ports/<port>, and port.h.
std::vector<const RuntimeFile *> portFiles(llvm::StringRef port);

/// Headers and sources of the C library that the compiler lacks, if it does.
std::vector<const RuntimeFile *> libraryFiles(const Toolchain &toolchain);

} // namespace ecg

#endif // ECG_TARGET_RUNTIMEFILES_H
