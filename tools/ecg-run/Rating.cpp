// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a split to a report.

#include "Rating.h"
#include "ecg/Analysis/Bottleneck.h"
#include <chrono>

using namespace llvm;

namespace ecg {

Error Rating::readContext() {
  size_t values = program.outputs()[options.output].numElements();
  context.numClasses = std::max<size_t>(values, 2);
  context.classNames = data.classNames();
  return flags.challengeWeights.empty()
             ? Error::success()
             : readWeights(flags.challengeWeights, flags.challengeNormal,
                           context);
}

/// --scores, or what the last layer says; nothing where values have to tell.
Error Rating::readScale() {
  if (flags.scores.empty())
    scale = findScoreScale(module, options.output);
  else if (flags.scores == "probabilities")
    scale = ScoreScale::Probabilities;
  else if (flags.scores == "logits")
    scale = ScoreScale::Logits;
  else
    return createStringError("--scores=" + flags.scores +
                             ": expected probabilities or logits");
  return Error::success();
}

Error Rating::checkLabelled(StringRef split) const {
  Expected<std::vector<uint32_t>> samples = data.split(split);
  if (!samples)
    return samples.takeError();
  auto known = [](int target) { return target >= 0; };
  auto isLabelled = [&](uint32_t sample) {
    return data.isMultiLabel() ? any_of(data.targetsOf(sample), known)
                               : known(data.labels()[sample]);
  };
  if (any_of(*samples, isLabelled))
    return Error::success();
  return createStringError(data.name() + ": no sample of split '" + split +
                           "' has a label");
}

/// What is left of a signal where the network is narrowest.
static double compressionRatio(mlir::ModuleOp module, const Program &program,
                               size_t output) {
  auto function = *module.getOps<mlir::func::FuncOp>().begin();
  int64_t cut = function.getNumResults() ? narrowestCut(function) : 0;
  if (cut == 0)
    return std::numeric_limits<double>::quiet_NaN();
  return double(program.outputs()[output].numElements()) / cut;
}

Expected<Evaluation> Rating::run(StringRef split) {
  auto start = std::chrono::steady_clock::now();
  Expected<Evaluation> result = evaluate(program, data, split, options);
  std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  seconds = time.count();
  if (result)
    inputs = result->inputs;
  return result;
}

Expected<Outcome> Rating::reconstruct() {
  Expected<Evaluation> result = run(flags.split);
  if (!result)
    return result.takeError();
  Outcome outcome;
  outcome.reconstructions = std::move(result->reconstructions);
  outcome.compressionRatio = compressionRatio(module, program, options.output);
  return outcome;
}

/// Scores, and decisions by the thresholds there are so far.
Expected<ScoredSamples> Rating::score(StringRef split) {
  if (Error error = checkLabelled(split))
    return std::move(error);
  Expected<Evaluation> result = run(split);
  if (!result)
    return result.takeError();
  if (!scale)
    scale = guessScoreScale(result->outputs);
  std::vector<float> start =
      thresholds ? thresholds->thresholds : startThresholds();
  if (data.isMultiLabel())
    return scoreTargets(result->targets, result->outputs, start);
  return scoreLabels(result->labels, result->outputs, result->numClasses,
                     *scale, start[0]);
}

Expected<Outcome> Rating::classify() {
  if (Error error = chooseThresholds())
    return std::move(error);
  Expected<ScoredSamples> scored = score(flags.split);
  if (!scored)
    return scored.takeError();
  Outcome outcome;
  outcome.scored = std::move(*scored);
  return outcome;
}

/// Leaves `leakage` empty where there is no training split, or it is used.
static Error compareWithTraining(const Dataset &data, StringRef split,
                                 std::optional<LeakageReport> &leakage) {
  if (split == "train" || split == "all")
    return Error::success();
  Expected<std::vector<uint32_t>> train = data.split("train");
  if (!train) {
    consumeError(train.takeError());
    return Error::success();
  }
  Expected<LeakageReport> report = checkLeakage(data, "train", split);
  if (!report)
    return report.takeError();
  leakage = *report;
  return Error::success();
}

Error Rating::report(const Outcome &outcome, const MetricChoice &choice) {
  EvaluationReport report(flags.model, flags.split, data, outcome, choice);
  if (flags.bootstrap)
    if (Error error =
            report.resample({flags.bootstrap, flags.seed, flags.threads}))
      return error;
  report.seconds = seconds;
  report.scale = scale;
  report.inputs = describeInputs(data, inputs);
  report.thresholds = thresholds;
  if (Error error = compareWithTraining(data, flags.split, report.leakage))
    return error;
  report.print(outs());
  return flags.json.empty() ? Error::success() : report.writeJson(flags.json);
}

Error Rating::run() {
  if (Error error = readContext())
    return error;
  if (Error error = readScale())
    return error;
  Expected<MetricChoice> choice =
      chooseMetrics(flags.metrics, context, options.reconstruct);
  if (!choice)
    return choice.takeError();
  Expected<Outcome> outcome = options.reconstruct ? reconstruct() : classify();
  if (!outcome)
    return outcome.takeError();
  return report(*outcome, *choice);
}

} // namespace ecg
