// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of ecg-run.

#ifndef ECG_TOOLS_ECGRUN_FLAGS_H
#define ECG_TOOLS_ECGRUN_FLAGS_H

#include "DataFlags.h"
#include "ShapeFlags.h"

namespace ecg {

namespace cl = llvm::cl;

/// The command line. Made by main, once LLVM's own options are out of the way.
struct Flags {
  cl::OptionCategory category{"Options"};
  cl::opt<std::string> model{cl::Positional, cl::Required, cl::cat(category),
                             cl::desc("<.onnx, .mlir or MLIR bytecode>")};
  ShapeFlags shapes{category};
  DataFlags data{category};
  cl::opt<std::string> split{
      "split", cl::init("test"), cl::cat(category), cl::value_desc("name"),
      cl::desc("Samples to use: train, val, test (default) or all")};
  cl::opt<std::string> output{
      "output", cl::cat(category), cl::value_desc("name"),
      cl::desc("Output with one value a class (default: the first)")};
  cl::opt<float> threshold{
      "threshold", cl::init(0.5f), cl::cat(category), cl::value_desc("value"),
      cl::desc("Models with a single value: class 1 from here on (0.5)")};
  cl::opt<unsigned> threads{
      "threads", cl::init(0), cl::cat(category), cl::value_desc("n"),
      cl::desc("Worker threads (default: one a core); figures do not depend "
               "on it")};
  cl::opt<std::string> json{"json", cl::cat(category), cl::value_desc("file"),
                            cl::desc("Write the figures there as well")};
  cl::opt<std::string> check{
      "check", cl::cat(category), cl::value_desc("folder"),
      cl::desc("Compare with an ONNX test data set (input_K.pb, output_K.pb, "
               "or folders test_data_set_N of them); needs no data")};
  cl::opt<std::string> golden{
      "golden", cl::cat(category), cl::value_desc("file.npz"),
      cl::desc("Compare with arrays test_index and logits of outputs")};
  cl::opt<double> tolerance{
      "tolerance", cl::init(1e-5), cl::cat(category), cl::value_desc("error"),
      cl::desc("Largest max|a-b|/max|b| that --check and --golden take "
               "(1e-5)")};
};

} // namespace ecg

#endif // ECG_TOOLS_ECGRUN_FLAGS_H
