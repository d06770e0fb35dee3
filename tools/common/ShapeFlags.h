// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of what inputs are, spelled once for every tool.

#ifndef ECG_TOOLS_COMMON_SHAPEFLAGS_H
#define ECG_TOOLS_COMMON_SHAPEFLAGS_H

#include "ecg/Import/InputConstants.h"
#include "ecg/Import/InputShapes.h"
#include "llvm/Support/CommandLine.h"

namespace ecg {

/// --shape, --batch and --constant. Make one before ParseCommandLineOptions.
class ShapeFlags {
public:
  explicit ShapeFlags(llvm::cl::OptionCategory &category);

  /// What the flags say; fails on what cannot be read.
  llvm::Expected<InputShapes> parse() const;
  llvm::Expected<InputConstants> parseConstants() const;

private:
  llvm::cl::list<std::string> shapes;
  llvm::cl::opt<int64_t> batch;
  llvm::cl::list<std::string> constants;
};

} // namespace ecg

#endif // ECG_TOOLS_COMMON_SHAPEFLAGS_H
