// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of recipes.

#ifndef ECG_TOOLS_ECGOPT_GOALFLAGS_H
#define ECG_TOOLS_ECGOPT_GOALFLAGS_H

#include "Recipe.h"
#include "llvm/Support/CommandLine.h"

namespace ecg {

struct GoalFlags {
  llvm::cl::OptionCategory category{"Recipes (docs/recipes.md)"};

  llvm::cl::opt<std::string> size{
      "size", llvm::cl::value_desc("bytes"), llvm::cl::cat(category),
      llvm::cl::desc("Most that all parameters may take in flash, as 12KiB: "
                     "chooses how to compress, trains on --data, refuses to "
                     "write what is larger")};
  llvm::cl::opt<std::string> ram{
      "ram", llvm::cl::value_desc("bytes"), llvm::cl::cat(category),
      llvm::cl::desc("Most RAM, all-in: arena, input, output, stack")};
  llvm::cl::opt<double> mips{
      "mips", llvm::cl::value_desc("n"), llvm::cl::init(0),
      llvm::cl::cat(category),
      llvm::cl::desc("Most million instructions a second, at --rate")};
  llvm::cl::opt<double> rate{"rate", llvm::cl::value_desc("n"),
                             llvm::cl::init(1), llvm::cl::cat(category),
                             llvm::cl::desc("Inferences a second (default 1)")};
  llvm::cl::opt<double> maxDrop{
      "max-drop", llvm::cl::value_desc("points"), llvm::cl::init(0),
      llvm::cl::cat(category),
      llvm::cl::desc("Most percentage points of accuracy that compression may "
                     "cost on --val-split; alone, looks for the smallest "
                     "network that keeps to it")};
  llvm::cl::opt<double> effort{
      "effort", llvm::cl::value_desc("factor"), llvm::cl::init(1),
      llvm::cl::cat(category),
      llvm::cl::desc("Multiplies the epochs of recipes (default 1)")};
  llvm::cl::opt<bool> rateVal{
      "rate-val", llvm::cl::cat(category),
      llvm::cl::desc("Report accuracy on --val-split, too, before compression "
                     "and after it, as --max-drop does")};

  llvm::cl::opt<std::string> pareto{
      "pareto", llvm::cl::value_desc("file.json"), llvm::cl::cat(category),
      llvm::cl::desc("Compress in many ways and write what they lead to, the "
                     "front marked, and a picture beside it; goes on where an "
                     "earlier run stopped")};
  llvm::cl::list<std::string> points{
      "points", llvm::cl::value_desc("a,b,..."), llvm::cl::CommaSeparated,
      llvm::cl::cat(category),
      llvm::cl::desc("Of --pareto: float, types of weights (int8, int4, "
                     "ternary, ...), sizes (8KiB); by default float, int8, "
                     "int4, ternary and sizes that halve")};

  bool sweeps() const { return pareto.getNumOccurrences() > 0; }
  bool hasDrop() const { return maxDrop.getNumOccurrences() > 0; }
  /// Whether accuracy on the validation split has to be known.
  bool ratesVal() const { return hasDrop() || rateVal; }
  bool any() const {
    return ratesVal() || size.getNumOccurrences() || ram.getNumOccurrences() ||
           mips.getNumOccurrences();
  }

  /// An error where a flag was given that does nothing beside the others.
  llvm::Error findIdle() const;

  /// What the flags say; fails with one line that names the flag.
  llvm::Expected<Goals> parse() const;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_GOALFLAGS_H
