// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of data.

#include "DataFlags.h"
#include "ecg/Exec/Evaluate.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ecg {

DataFlags::DataFlags(cl::OptionCategory &category)
    : data("data", cl::cat(category), cl::value_desc("spec"),
           cl::desc("Labelled ECG: an .npz file, a WFDB record (.hea) or a "
                    "folder of them, or synthetic:...; or recorded inputs: an "
                    ".npz file with arrays named like them, or a folder of "
                    "test_data_set_*")),
      task("task", cl::cat(category), cl::value_desc("name"),
           cl::desc("What a sample of WFDB records is: windows (default), or "
                    "beats: heartbeats at their annotations, with RR features "
                    "as a second input")),
      options("data-options", cl::cat(category),
              cl::value_desc("key=value,..."),
              cl::desc("How to read it: norm=zscore|minmax|mv|none, "
                       "split=<array of 0/1/2>, signal=, label=, record=, "
                       "lead=, hop=, resample=, ..., for beats map=, train=, "
                       "before=, ... (docs/data.md)")) {}

std::string DataFlags::optionText() const {
  std::string text = join(options, ",");
  if (!task.empty())
    text = "task=" + task + "," + text;
  return text;
}

Expected<Dataset> DataFlags::open(const Program &program,
                                  std::optional<size_t> output,
                                  StringRef more) const {
  DataOptions parsed;
  if (Error error = parsed.parse(optionText()))
    return std::move(error);
  if (Error error = parsed.parse(more))
    return std::move(error);
  return openData(program, data, std::move(parsed), output);
}

} // namespace ecg
