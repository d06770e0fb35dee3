// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of ecg-bench: its own flags, and those that are ecg-opt's.

#ifndef ECG_TOOLS_ECGBENCH_FLAGS_H
#define ECG_TOOLS_ECGBENCH_FLAGS_H

#include "llvm/Support/CommandLine.h"
#include <string>
#include <vector>

namespace ecg {

namespace cl = llvm::cl;

/// Made by main, once LLVM's own options are out of the way.
struct Flags {
  cl::OptionCategory category{"Options"};
  cl::opt<std::string> model{cl::Positional, cl::Required, cl::cat(category),
                             cl::desc("<.onnx, .mlir or MLIR bytecode>")};
  cl::list<std::string> targets{
      "targets", cl::CommaSeparated, cl::value_desc("name,..."),
      cl::cat(category),
      cl::desc("Targets to compile for (default: all that have a simulated "
               "board, and whose tools are installed)")};
  cl::opt<unsigned> waitStates{
      "wait-states", cl::init(0), cl::value_desc("n"), cl::cat(category),
      cl::desc("Wait states of the flash, for cycles (default 0)")};
  cl::opt<std::string> json{"json", cl::value_desc("file"), cl::cat(category),
                            cl::desc("Write the figures there, too")};
  cl::opt<std::string> onnx2c{
      "peer-onnx2c", cl::value_desc("dir"), cl::cat(category),
      cl::desc("Compare with onnx2c, whose binary is in this folder or its "
               "build/")};
  cl::opt<std::string> cmsisNn{
      "peer-cmsis-nn", cl::value_desc("dir"), cl::cat(category),
      cl::desc("Compare with the kernels of this checkout of CMSIS-NN (int8)")};

  /// Reads the flags above out of the line; gives model and all others, which
  /// are for ecg-opt.
  std::vector<std::string> parse(int argc, char **argv);
};

} // namespace ecg

#endif // ECG_TOOLS_ECGBENCH_FLAGS_H
