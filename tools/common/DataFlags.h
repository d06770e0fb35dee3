// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of data, spelled once for every tool.

#ifndef ECG_TOOLS_COMMON_DATAFLAGS_H
#define ECG_TOOLS_COMMON_DATAFLAGS_H

#include "ecg/Data/Dataset.h"
#include "ecg/Exec/Program.h"
#include "llvm/Support/CommandLine.h"

namespace ecg {

/// --data, --task and --data-options. Make one before ParseCommandLineOptions.
class DataFlags {
public:
  explicit DataFlags(llvm::cl::OptionCategory &category);

  bool isGiven() const { return !data.empty(); }

  const llvm::cl::Option &optionsFlag() const { return options; }

  /// The flags' texts, for passes that open the data themselves.
  std::string spec() const { return data; }
  std::string optionText() const;

  /// Opens the data, windowed for and compared with `program`, whose output
  /// `output` holds one value a class; classes do not matter without one.
  /// `more` options, as text, come after those of the flags.
  llvm::Expected<Dataset> open(const Program &program,
                               std::optional<size_t> output = 0,
                               llvm::StringRef more = "") const;

private:
  llvm::cl::opt<std::string> data, task;
  llvm::cl::list<std::string> options;
};

} // namespace ecg

#endif // ECG_TOOLS_COMMON_DATAFLAGS_H
