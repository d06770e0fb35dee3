// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C compilers and the simulator as seen from here: found on the PATH, run with
// a time limit, their complaints turned into one error.

#ifndef ECG_TARGET_TOOLS_H
#define ECG_TARGET_TOOLS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace ecg {

/// A folder for temporary files that goes away with the value.
class TempFolder {
public:
  static llvm::Expected<TempFolder> create();
  TempFolder(TempFolder &&other) : path(std::move(other.path)) {
    other.path.clear();
  }
  TempFolder &operator=(TempFolder &&) = delete;
  ~TempFolder();

  std::string file(llvm::StringRef name) const;
  llvm::Error write(llvm::StringRef name, llvm::StringRef text) const;
  llvm::Expected<std::string> read(llvm::StringRef name) const;

private:
  explicit TempFolder(llvm::StringRef path) : path(path) {}
  llvm::SmallString<128> path;
};

/// Path of a program, if it is installed.
std::optional<std::string> findTool(llvm::StringRef name);

/// The C compiler of this machine: $ECG_CC, $CC, cc, gcc or clang. A path and
/// what has to follow it, as the variables may hold arguments.
llvm::Expected<std::vector<std::string>> findHostCompiler();

/// Runs a program and returns what it printed to stdout. Failure, a signal and
/// running longer than `seconds` are errors with the first line of stderr.
llvm::Expected<std::string> runTool(llvm::StringRef program,
                                    llvm::ArrayRef<std::string> arguments,
                                    unsigned seconds = 120);

/// Words of a string of compiler flags.
std::vector<std::string> splitFlags(llvm::StringRef flags);

} // namespace ecg

#endif // ECG_TARGET_TOOLS_H
