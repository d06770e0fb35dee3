// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Evaluates anything the toolchain can read on the host: over labelled data, or
// against recorded outputs.

#include "Check.h"
#include "DataFlags.h"
#include "Diagnostics.h"
#include "ModelFile.h"
#include "Report.h"
#include "ecg/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/InitLLVM.h"
#include <chrono>

using namespace llvm;
using namespace ecg;

namespace {

/// The command line. Made by main, once LLVM's own options are out of the way.
struct Flags {
  cl::OptionCategory category{"Options"};
  cl::opt<std::string> model{cl::Positional, cl::Required, cl::cat(category),
                             cl::desc("<.onnx, .mlir or MLIR bytecode>")};
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

/// A line on the terminal that counts samples, where there is a terminal.
void showProgress(size_t done, size_t total) {
  if (done % 64 == 0 || done == total)
    errs() << "\r" << done << " of " << total
           << (done == total ? "\r\033[K" : "");
}

Expected<size_t> findOutput(const Program &program, StringRef name) {
  if (name.empty())
    return 0;
  std::string names;
  for (auto [i, port] : enumerate(program.outputs())) {
    if (port.name == name)
      return i;
    names += (i ? ", " : "") + port.name;
  }
  return createStringError("no output '" + name + "', there are " + names);
}

Expected<EvaluationReport> makeReport(const Flags &flags,
                                      const Program &program,
                                      const Dataset &data,
                                      const EvaluateOptions &options) {
  auto start = std::chrono::steady_clock::now();
  Expected<Evaluation> result =
      evaluate(program, data, StringRef(flags.split), options);
  if (!result)
    return result.takeError();
  std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  Metrics metrics =
      computeMetrics(result->labels, result->predictions, result->numClasses);
  EvaluationReport report{flags.model,
                          flags.split,
                          data,
                          metrics,
                          result->labels.size() - metrics.samples,
                          {},
                          time.count()};
  if (metrics.samples == 0)
    return createStringError(data.name() + ": no sample of split '" +
                             flags.split + "' has a label");
  Expected<std::vector<uint32_t>> train = data.split("train");
  if (!train) {
    consumeError(train.takeError()); // nothing to compare with
    return report;
  }
  if (flags.split == "train" || flags.split == "all")
    return report;
  Expected<LeakageReport> leakage = checkLeakage(data, "train", flags.split);
  if (!leakage)
    return leakage.takeError();
  report.leakage = *leakage;
  return report;
}

/// Other tools write integer layers as float layers between pairs of quantize
/// and dequantize; what runs is what they mean.
mlir::LogicalResult foldQuantization(mlir::ModuleOp module) {
  mlir::PassManager passes(module.getContext());
  passes.addNestedPass<mlir::func::FuncOp>(createFoldQdq());
  return passes.run(module);
}

Error run(const Flags &flags, const Program &program) {
  if (!flags.check.empty())
    return checkTestData(program, flags.check, flags.tolerance, outs());
  if (!flags.data.isGiven())
    return createStringError("nothing to do: give --data or --check");
  EvaluateOptions options;
  Expected<size_t> output = findOutput(program, flags.output);
  if (!output)
    return output.takeError();
  options.output = *output;
  options.threads = flags.threads;
  options.threshold = flags.threshold;
  if (errs().is_displayed())
    options.progress = showProgress;
  Expected<Dataset> data = flags.data.open(program, *output);
  if (!data)
    return data.takeError();
  if (!flags.golden.empty())
    return checkGolden(program, *data, flags.golden, flags.tolerance, options,
                       outs());
  Expected<EvaluationReport> report =
      makeReport(flags, program, *data, options);
  if (!report)
    return report.takeError();
  report->print(outs());
  return flags.json.empty() ? Error::success() : report->writeJson(flags.json);
}

} // namespace

int main(int argc, char **argv) {
  InitLLVM init(argc, argv);
  cl::ResetCommandLineParser(); // LLVM's libraries bring hundreds of options
  Flags flags;
  cl::HideUnrelatedOptions(flags.category);
  cl::ParseCommandLineOptions(
      argc, argv,
      "Runs an ECG network on the host and says how good it is\n\n"
      "  ecg-run model.onnx --data=beats.npz --split=test\n"
      "  ecg-run model.onnx --check=test_data_set_0\n");
  mlir::DialectRegistry registry;
  registerEcgDialects(registry);
  mlir::MLIRContext context(registry);
  printDiagnosticsShortly(context);
  mlir::OwningOpRef<mlir::ModuleOp> module = readModel(flags.model, &context);
  if (!module || failed(foldQuantization(*module)))
    return 1;
  std::unique_ptr<Program> program = createProgram(*module);
  if (!program)
    return 1;
  if (Error error = run(flags, *program)) {
    errs() << "error: " << toString(std::move(error)) << "\n";
    return 1;
  }
  return 0;
}
