// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The main job up to the device program.

#include "CompileJob.h"
#include "ModelFile.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/Export/Export.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Pipelines.h"
#include "mlir/Support/FileUtilities.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;

namespace ecg {

LogicalResult CompileJob::report(llvm::Error error) const {
  if (!error)
    return success();
  llvm::errs() << "error: " << llvm::toString(std::move(error)) << "\n";
  return failure();
}

LogicalResult
CompileJob::transform(ModuleOp module,
                      llvm::function_ref<void(OpPassManager &)> build) {
  PassManager pm(&context);
  build(pm);
  return pm.run(module);
}

std::vector<CompileJob::Step> CompileJob::plan() const {
  std::vector<Step> steps;
  auto add = [&](llvm::StringLiteral name, LogicalResult (CompileJob::*run)()) {
    steps.push_back({name, run});
  };
  bool compiles = network && flags.emit != Stage::Ecg;
  if (flags.alq.readsState())
    add("read multi-bit weights", &CompileJob::readState);
  bool opensEarly = flags.learnsEarly() || flags.goals.ratesVal();
  if (flags.learnsEarly())
    add("recognize layers", &CompileJob::recognize);
  if (opensEarly && flags.data.isGiven())
    add("open data", &CompileJob::openData);
  if (flags.training.train)
    add("train", &CompileJob::train);
  if (flags.goals.ratesVal())
    add("rate before compression", &CompileJob::rateBefore);
  if (flags.pruning.isGiven())
    add("prune", &CompileJob::prune);
  if (flags.weights.sparsifies())
    add("make weights sparse", &CompileJob::sparsify);
  if (compiles)
    add("simplify", &CompileJob::simplify);
  if (!opensEarly && flags.data.isGiven())
    add("open data", &CompileJob::openData);
  if (compiles && flags.alq.dropSilent)
    add("drop silent channels", &CompileJob::dropSilent);
  if (compiles && flags.weights.clusters())
    add("cluster weights", &CompileJob::cluster);
  if (compiles && flags.qat.isGiven()) {
    add("calibrate and round", &CompileJob::insertRounding);
    add("train rounded", &CompileJob::trainRounded);
  } else if (compiles && flags.alq.isGiven()) {
    add("calibrate and round", &CompileJob::insertMultiBit);
    add("train multi-bit weights", &CompileJob::trainMultiBit);
  } else if (compiles && flags.int8) {
    add("calibrate", &CompileJob::calibrate);
  }
  if (compiles)
    add("quantize", &CompileJob::quantize);
  if (flags.emit == Stage::Onnx) {
    add("write ONNX", &CompileJob::writeOnnx);
    return steps;
  }
  if (compiles && flags.emit != Stage::Network)
    add("lower and plan memory", &CompileJob::lower);
  if (flags.emit != Stage::C) {
    add("print", &CompileJob::printModule);
    return steps;
  }
  add("run on the host", &CompileJob::evaluate);
  if (flags.goals.ratesVal())
    add("rate after compression", &CompileJob::rateAfter);
  add("emit C", &CompileJob::emit);
  add("measure sizes", &CompileJob::measure);
  if (flags.verify != Proof::None)
    add("verify", &CompileJob::verify);
  if (flags.goals.any())
    add("check goals", &CompileJob::checkGoals);
  add("write", &CompileJob::write);
  return steps;
}

LogicalResult CompileJob::run() {
  if (failed(read()) || failed(planForGoals()) || failed(prepare()))
    return failure();
  std::vector<Step> steps = plan();
  for (auto [i, step] : llvm::enumerate(steps)) {
    if (flags.emit == Stage::C || flags.learnsEarly() || flags.learnsLate())
      llvm::errs() << "[" << i + 1 << "/" << steps.size() << "] " << step.name
                   << "\n";
    if (failed((this->*step.run)()))
      return failure();
  }
  return success();
}

FailureOr<NetworkFacts> CompileJob::describe() {
  if (failed(read()))
    return failure();
  return describeNetwork();
}

LogicalResult CompileJob::read() {
  llvm::Expected<InputShapes> shapes = flags.shapes.parse();
  if (!shapes)
    return report(shapes.takeError());
  llvm::Expected<InputConstants> constants = flags.shapes.parseConstants();
  if (!constants)
    return report(constants.takeError());
  OwningOpRef<ModuleOp> module =
      readModel(flags.model, &context,
                {flags.name, std::move(*shapes), std::move(*constants)});
  if (!module)
    return failure();
  summary.source = llvm::sys::path::filename(flags.model).str();
  auto lowered =
      functionOf(*module)->getAttrOfType<StringAttr>(rt::targetAttrName);
  // A device program has its target; later steps start from there.
  if (lowered && flags.target.getNumOccurrences() &&
      lowered != StringRef(flags.target))
    return report(llvm::createStringError(
        "the program was lowered for '" + lowered.getValue() +
        "' and cannot become one for '" + flags.target + "'"));
  llvm::Expected<const Target *> found =
      findTarget(lowered ? lowered.getValue() : StringRef(flags.target));
  if (!found)
    return report(found.takeError());
  target = *found;
  summary.target = target->name.str();
  (lowered ? device : network) = std::move(module);
  return success();
}

LogicalResult CompileJob::simplify() {
  return transform(*network, buildSimplifyPipeline);
}

LogicalResult CompileJob::openData() {
  // A copy, because pairs of an imported model have to be folded to run.
  OwningOpRef<ModuleOp> copy = (network ? *network : *device).clone();
  if (network && failed(transform(*copy, buildQuantizePipeline)))
    return failure();
  std::unique_ptr<Program> shape = createProgram(*copy);
  if (!shape)
    return failure();
  auto opened = flags.data.open(*shape, /*output=*/std::nullopt);
  if (!opened)
    return report(opened.takeError());
  data.emplace(std::move(*opened));
  summary.data = llvm::sys::path::filename(data->name()).str();
  summary.split = flags.split;
  auto inputs = matchInputs(*shape, *data, /*output=*/std::nullopt);
  if (!inputs)
    return report(inputs.takeError());
  summary.preparation = describeInputs(*data, *inputs);
  summary.notes = data->getInfo().notes;
  return success();
}

LogicalResult CompileJob::quantize() {
  return transform(*network, buildQuantizePipeline);
}

LogicalResult CompileJob::lower() {
  device = network->clone();
  LowerToRtOptions options;
  options.target = target->name.str();
  options.io = flags.io == CompileFlags::Io::Quantized ? "quantized" : "float";
  options.input =
      flags.input == CompileFlags::Input::Arena ? "arena" : "caller";
  options.stateful = flags.stateful;
  options.packWeights = flags.packWeights;
  return transform(*device,
                   [&](OpPassManager &pm) { buildLowerPipeline(pm, options); });
}

LogicalResult CompileJob::printModule() {
  std::string message;
  llvm::StringRef path = flags.output.empty() ? "-" : StringRef(flags.output);
  auto file = openOutputFile(path, &message);
  if (!file)
    return report(llvm::createStringError(message));
  ModuleOp module = device ? *device : *network;
  module.print(file->os(), OpPrintingFlags().enableDebugInfo(flags.debugInfo));
  file->os().flush();
  if (std::error_code error = file->os().error()) {
    file->os().clear_error();
    return report(llvm::createStringError("cannot write '" + path +
                                          "': " + error.message()));
  }
  file->keep();
  return success();
}

LogicalResult CompileJob::writeOnnx() {
  return exportOnnxFile(functionOf(*network), flags.output);
}

} // namespace ecg
