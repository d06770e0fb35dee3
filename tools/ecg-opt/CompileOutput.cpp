// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The main job from the device program on: figures, C, proof, folder.

#include "CompileJob.h"
#include "ModelFile.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Metrics/Difference.h"
#include "ecg/Target/Verify.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace ecg {

/// Samples for a model that came without data: enough to see a wrong layer.
static constexpr size_t madeUpSamples = 16;

/// Samples that layers are compared on.
static constexpr size_t comparedSamples = 32;

/// How far emitted C may be from the executor, relative to the largest output.
/// Integers are the same on every machine; float sums may be taken in another
/// order; where both meet, a float that differs in its last bit may round to
/// the neighbouring integer.
static double allowedError(const CModel &model) {
  bool integer = false, real = false;
  for (const CCall &call : model.calls) {
    llvm::StringRef kernel = call.kernel;
    if (kernel == "ecg_quantize_f32" || kernel.starts_with("ecg_copy"))
      continue;
    (kernel.ends_with("_f32") ? real : integer) = true;
  }
  return !real ? 0 : integer ? 2e-2 : 1e-4;
}

std::vector<int32_t> classesOf(llvm::ArrayRef<std::vector<float>> outputs,
                               size_t classes) {
  std::vector<int32_t> predictions;
  for (const std::vector<float> &output : outputs)
    predictions.push_back(
        predictClass(llvm::ArrayRef(output).take_front(classes), 0.5f));
  return predictions;
}

LogicalResult CompileJob::evaluate() {
  program = createProgram(network ? *network : *device);
  if (!program)
    return failure();
  if (network)
    summary.layers = describeLayers(functionOf(*network));
  summary.number = "float32";
  for (const LayerRow &layer : summary.layers)
    if (layer.activationBits < 32)
      summary.number = "int" + std::to_string(layer.activationBits);
  if (!data) {
    samples = Samples::random(*program, madeUpSamples);
    if (flags.verify != Proof::None)
      expected = runAll(*program, samples);
    return success();
  }
  auto indices = data->split(flags.split);
  if (!indices)
    return report(indices.takeError());
  auto read = Samples::read(*data, *indices, *program);
  if (!read)
    return report(read.takeError());
  samples = std::move(*read);
  samples.description = "'" + flags.split + "' of " + summary.data;
  expected = runAll(*program, samples);
  if (failed(compareLayers()))
    return failure();
  return rate();
}

/// Where quantization costs most. A few samples tell it.
LogicalResult CompileJob::compareLayers() {
  if (!floatNetwork)
    return success();
  Samples first;
  first.inputs.assign(samples.inputs.begin(),
                      samples.inputs.begin() +
                          std::min(samples.size(), comparedSamples));
  ModuleOp before = roundedNetwork ? *roundedNetwork : *floatNetwork;
  auto errors = measureLayerErrors(before, *network, first);
  if (failed(errors))
    return failure();
  summary.quantization = std::move(*errors);
  return success();
}

/// Accuracy of the network, before and after quantization.
LogicalResult CompileJob::rate() {
  size_t outputs = program->outputs()[0].numElements();
  size_t classes = outputs == 1 ? 2 : outputs;
  // Outputs that are no classes, or none that the data knows, are no error.
  auto inputs = matchInputs(*program, *data, /*output=*/0);
  if (!inputs) {
    summary.noAccuracy = llvm::toString(inputs.takeError());
    return success();
  }
  if (data->isMultiLabel()) {
    summary.noAccuracy = "samples have several labels, which ecg-run measures";
    return success();
  }
  if (llvm::none_of(samples.labels, [](int32_t label) { return label >= 0; })) {
    summary.noAccuracy = "no sample of the split has a label";
    return success();
  }
  auto add = [&](std::string name, llvm::ArrayRef<int32_t> predictions) {
    summary.accuracies.push_back(
        {std::move(name),
         computeMetrics(samples.labels, predictions, classes)});
  };
  std::vector<int32_t> predictions = classesOf(expected, outputs);
  auto compare = [&](std::string name, ModuleOp module) -> LogicalResult {
    std::unique_ptr<Program> before = createProgram(module);
    if (!before)
      return failure();
    std::vector<int32_t> floats = classesOf(runAll(*before, samples), outputs);
    add(std::move(name), floats);
    summary.agreement = agreement(predictions, floats);
    return success();
  };
  if ((floatNetwork && failed(compare("float32", *floatNetwork))) ||
      (roundedNetwork && failed(compare("rounded", *roundedNetwork))))
    return failure();
  add(summary.number, predictions);
  auto leakage = checkLeakage(*data, "train", flags.split);
  if (!leakage)
    llvm::consumeError(leakage.takeError()); // no train split to compare with
  else if (flags.split != "train" && !leakage->clean())
    summary.leakage = leakage->describe();
  return success();
}

LogicalResult CompileJob::emit() {
  func::FuncOp func = functionOf(*device);
  FailureOr<CModel> read = CModel::get(func, *target);
  if (failed(read))
    return failure();
  model = std::move(*read);
  summary.model = model->name;
  summary.calls = describeCalls(*model);
  summary.buffers = describeBuffers(func);
  if (auto bound =
          func->getAttrOfType<IntegerAttr>(rt::arenaLowerBoundAttrName))
    summary.arenaLowerBound = bound.getInt();
  summary.ports = model->ports;
  summary.parameters = describeParameters(*model);

  EmitOptions options;
  options.source = summary.source;
  if (data) {
    options.normalization = data->inputs()[0].normalization;
    options.preparation = summary.preparation;
    if (data->classNames().size() == size_t(model->outputs()[0]->numElements()))
      options.classNames = data->classNames();
  }
  Samples first;
  first.inputs.push_back(samples.inputs.front());
  std::vector<float> outputs =
      expected.empty() ? runAll(*program, first).front() : expected.front();
  options.selfTest =
      makeSelfTest(*model, first.inputs.front(), outputs, allowedError(*model));
  auto emitted = emitC(*model, options);
  if (!emitted)
    return report(emitted.takeError());
  files = std::move(*emitted);
  return success();
}

LogicalResult CompileJob::measure() {
  // A compiler run takes longer than all else, so it waits for a reason.
  bool compile = flags.measure || flags.verify != Proof::None || data;
  llvm::Expected<Sizes> sizes =
      compile ? measureSizes(*model, files) : countTables(*model);
  if (!sizes)
    return report(sizes.takeError());
  summary.sizes = std::move(*sizes);
  return success();
}

LogicalResult CompileJob::verify() {
  summary.proofInputs = samples.description;
  if (flags.verifySamples && flags.verifySamples < samples.size()) {
    samples.inputs.resize(flags.verifySamples);
    summary.proofInputs = "the first " + std::to_string(samples.size()) +
                          " of " + samples.description;
  }
  auto proveOn = [&](llvm::Expected<EmittedProgram> built,
                     std::string machine) {
    if (!built)
      return report(built.takeError());
    auto row =
        prove(*built, machine, *model, samples, expected, allowedError(*model));
    if (!row)
      return report(row.takeError());
    summary.proofs.push_back(std::move(*row));
    return success();
  };
  if (failed(proveOn(EmittedProgram::buildForHost(*model, files), "host")))
    return failure();
  if (flags.verify == Proof::Device)
    return proveOn(EmittedProgram::buildForBoard(*model, files),
                   (target->board + " under QEMU").str());
  return success();
}

/// A folder whose proof failed is not written: nobody should flash it.
LogicalResult CompileJob::write() {
  printReport(llvm::outs(), summary);
  llvm::outs().flush(); // before any error
  for (const ProofRow &proof : summary.proofs)
    if (!proof.passed())
      return report(llvm::createStringError(
          "the emitted C does not compute what the executor does on " +
          proof.machine + "; nothing was written"));
  std::string json;
  llvm::raw_string_ostream(json) << llvm::formatv("{0:2}\n", toJson(summary));
  files.push_back({"README.txt", printReadme(*model, summary)});
  files.push_back({"report.json", json});
  if (!alqReport.isEmpty()) {
    std::string bits;
    llvm::raw_string_ostream(bits)
        << llvm::formatv("{0:2}\n", llvm::json::Value(alqReport.toJson()));
    files.push_back({"alq.json", bits});
    files.push_back({"alq-bits.svg", alqReport.drawBits()});
    files.push_back({"alq-curve.svg", alqReport.drawCurve()});
  }
  for (const EmittedFile &file : files)
    if (failed(report(folder->write(file.name, file.text))))
      return failure();
  if (!flags.json.empty())
    if (failed(report(llvm::writeToOutput(
            flags.json, [&](llvm::raw_ostream &os) -> llvm::Error {
              os << json;
              return llvm::Error::success();
            }))))
      return failure();
  if (failed(report(folder->commit())))
    return failure();
  llvm::outs() << "\nwritten to " << flags.output << "\n";
  return success();
}

} // namespace ecg
