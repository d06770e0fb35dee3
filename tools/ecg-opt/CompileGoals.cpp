// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Goals in the main job: flags are chosen for them at the start, and nothing is
// written at the end that misses one.

#include "CompileJob.h"
#include "ModelFile.h"
#include "RecipeFlags.h"
#include "ecg/Pipelines.h"
#include "ecg/Train/Prune.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;

namespace ecg {

/// Goals that only check what flags by hand lead to leave those alone.
LogicalResult CompileJob::planForGoals() {
  auto parsed = flags.goals.parse();
  if (!parsed)
    return report(parsed.takeError());
  goals = *parsed;
  if (!flags.goals.any())
    return success();
  if (!network)
    return report(llvm::createStringError(
        "goals are about networks, and this is a device program"));
  if (flags.emit != Stage::C)
    return report(llvm::createStringError(
        "goals are about the emitted C: leave --emit out"));
  if (flags.goals.ratesVal() && !flags.data.isGiven())
    return report(llvm::createStringError(
        "--max-drop and --rate-val need labelled ECG: add --data=FILE.npz"));
  const llvm::cl::Option *manual = flags.findCompression();
  if (manual && goals.bytes)
    return report(llvm::createStringError(
        "--size chooses how to compress, and --" + manual->ArgStr +
        " does, too: give one of them"));
  if (manual || !goals.any())
    return success();
  if (!flags.data.isGiven())
    return report(llvm::createStringError(
        "goals need signals to compress for: add --data=FILE.npz, or "
        "--data=synthetic: to try it"));
  auto facts = describeNetwork();
  if (failed(facts))
    return failure();
  if (flags.alqHasGoal())
    goals.multiBit = flags.alq.text.getValue();
  auto recipe = planRecipe(*facts, goals, flags.goals.effort);
  if (!recipe)
    return report(recipe.takeError());
  printRecipe(llvm::errs(), *recipe);
  // That flag is there already, and now complete.
  for (const RecipeFlag &flag : recipe->flags)
    if (flag.name == flags.alq.text.ArgStr)
      alqText = flag.value;
  return report(applyRecipe(*recipe));
}

/// In percent. Fails where data or network know no single class.
FailureOr<double> CompileJob::rateOnVal(ModuleOp module) {
  OwningOpRef<ModuleOp> copy = module.clone();
  if (failed(transform(*copy, buildQuantizePipeline)))
    return failure();
  std::unique_ptr<Program> runnable = createProgram(*copy);
  if (!runnable)
    return failure();
  auto refuse = [&](const llvm::Twine &why) {
    (void)report(llvm::createStringError(
        "accuracy on '" + flags.training.valSplit.getValue() + "': " + why));
    return failure();
  };
  if (data->isMultiLabel())
    return refuse("samples have several labels, and no accuracy");
  auto indices = data->split(flags.training.valSplit);
  if (!indices)
    return refuse(llvm::toString(indices.takeError()));
  auto read = Samples::read(*data, *indices, *runnable);
  if (!read)
    return refuse(llvm::toString(read.takeError()));
  if (llvm::none_of(read->labels, [](int32_t label) { return label >= 0; }))
    return refuse("no sample has a label");
  size_t outputs = runnable->outputs()[0].numElements();
  size_t classes = outputs == 1 ? 2 : outputs;
  Metrics metrics = computeMetrics(
      read->labels, classesOf(runAll(*runnable, *read), outputs), classes);
  return 100 * metrics.accuracy;
}

LogicalResult CompileJob::rateBefore() {
  auto accuracy = rateOnVal(*network);
  if (failed(accuracy))
    return failure();
  summary.validation.emplace();
  summary.validation->split = flags.training.valSplit;
  summary.validation->before = *accuracy;
  return success();
}

LogicalResult CompileJob::rateAfter() {
  auto accuracy = rateOnVal(*network);
  if (failed(accuracy))
    return failure();
  summary.validation->after = *accuracy;
  return success();
}

/// Measured where the program ran on the board, else by the cost model.
double CompileJob::instructionsOfInference() const {
  int64_t measured = 0;
  for (const ProofRow &proof : summary.proofs)
    measured = std::max(measured, proof.instructions);
  if (measured)
    return static_cast<double>(measured);
  ModuleOp module = floatNetwork ? *floatNetwork : *network;
  return measureCosts(functionOf(module))[Measure::Instructions];
}

static std::string ramText(const Report &report) {
  const Sizes &sizes = report.sizes;
  std::string text = llvm::formatv(
      "arena {0:N}, input {1:N}, output {2:N}, stack {3:N}", sizes.arenaBytes,
      sizes.inputBytes, sizes.outputBytes, sizes.stackBytes.value_or(0));
  bool floatInput = llvm::any_of(report.ports, [](const CPort &port) {
    return !port.isOutput && !port.isQuantized;
  });
  if (floatInput && report.number == "int8")
    text += "; --io=quantized makes the input a quarter";
  return text;
}

LogicalResult CompileJob::checkGoals() {
  auto check = [&](std::string what, double limit, double reached,
                   std::string why) {
    summary.goals.push_back({what, limit, reached});
    if (reached <= limit + 1e-9) // percentages are not exact
      return true;
    missed = true;
    llvm::errs() << llvm::formatv("error: {0}: {1} is more than the {2} "
                                  "allowed{3}; nothing was written\n",
                                  what, numberOfGoal(reached),
                                  numberOfGoal(limit),
                                  why.empty() ? "" : " (" + why + ")");
    return false;
  };
  bool met = true;
  if (goals.bytes)
    met &= check("bytes of parameters", goals.bytes, summary.parameters.total(),
                 "");
  if (goals.ram)
    met &= check("bytes of RAM", goals.ram, summary.sizes.ramBytes(),
                 ramText(summary));
  if (goals.instructions > 0)
    met &= check("instructions of an inference", goals.instructions,
                 instructionsOfInference(),
                 summary.proofs.size() > 1 ? "" : "estimated");
  if (flags.goals.hasDrop())
    met &= check("percentage points of accuracy lost", flags.goals.maxDrop,
                 summary.validation->before - summary.validation->after,
                 llvm::formatv("{0:f1} % before, {1:f1} % after on '{2}'",
                               summary.validation->before,
                               summary.validation->after,
                               summary.validation->split));
  return success(met);
}

} // namespace ecg
