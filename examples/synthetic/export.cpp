// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ecg-export SPEC OUT.npz: writes any data the compiler can read as an .npz of
// normalised float32 signals; how train.py gets its generated ECG.
#include "ecg/Data/Export.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

static cl::opt<std::string> spec(cl::Positional, cl::Required,
                                 cl::desc("<data: .npz, .hea, folder, "
                                          "synthetic:...>"));
static cl::opt<std::string> output(cl::Positional, cl::Required,
                                   cl::desc("<output.npz>"));
static cl::opt<std::string> options("data-options",
                                    cl::desc("key=value,... (docs/data.md)"));

static Error run() {
  ecg::DataOptions dataOptions;
  if (Error error = dataOptions.parse(options))
    return error;
  Expected<ecg::Dataset> data = ecg::openDataset(spec, dataOptions);
  if (!data)
    return data.takeError();
  return ecg::exportDataset(*data, output);
}

int main(int argc, char **argv) {
  cl::ParseCommandLineOptions(argc, argv, "ECG data to .npz\n");
  if (Error error = run()) {
    errs() << "error: " << toString(std::move(error)) << "\n";
    return 1;
  }
  return 0;
}
