// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of input shapes, spelled once for every tool.

#ifndef ECG_TOOLS_COMMON_SHAPEFLAGS_H
#define ECG_TOOLS_COMMON_SHAPEFLAGS_H

#include "ecg/Import/InputShapes.h"
#include "llvm/Support/CommandLine.h"

namespace ecg {

/// --shape and --batch. Make one before ParseCommandLineOptions.
class ShapeFlags {
public:
  explicit ShapeFlags(llvm::cl::OptionCategory &category);

  /// What the flags say; fails on what cannot be read.
  llvm::Expected<InputShapes> parse() const;

private:
  llvm::cl::list<std::string> shapes;
  llvm::cl::opt<int64_t> batch;
};

} // namespace ecg

#endif // ECG_TOOLS_COMMON_SHAPEFLAGS_H
