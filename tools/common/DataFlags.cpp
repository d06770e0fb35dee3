// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of data.

#include "DataFlags.h"
#include "ecg/Exec/Evaluate.h"

using namespace llvm;

namespace ecg {

DataFlags::DataFlags(cl::OptionCategory &category)
    : data("data", cl::cat(category), cl::value_desc("spec"),
           cl::desc("Labelled ECG: an .npz file, a WFDB record (.hea) or a "
                    "folder of them, or synthetic:...; or recorded inputs: an "
                    ".npz file with arrays named like them, or a folder of "
                    "test_data_set_*")),
      options("data-options", cl::cat(category),
              cl::value_desc("key=value,..."),
              cl::desc("How to read it: norm=zscore|minmax|mv|none, "
                       "split=<array of 0/1/2>, signal=, label=, record=, "
                       "lead=, hop=, resample=, ... (docs/data.md)")) {}

Expected<Dataset> DataFlags::open(const Program &program,
                                  std::optional<size_t> output) const {
  DataOptions parsed;
  for (const std::string &text : options)
    if (Error error = parsed.parse(text))
      return std::move(error);
  return openData(program, data, std::move(parsed), output);
}

} // namespace ecg
