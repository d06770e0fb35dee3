// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Perturbs a layer, runs the network on all samples, compares, and puts the
// layer back: weights in the values of a program, results by another program of
// the same function.

#include "ecg/Train/Sensitivity.h"
#include "Constants.h"
#include "Logits.h"
#include "RoundedResult.h"
#include "SampleRuns.h"
#include "SensitiveLayers.h"
#include "ecg/Data/ThinOut.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/Exec/FloatProgram.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Metrics/Difference.h"
#include <cmath>

using namespace mlir;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

namespace ecg {

namespace {

class Analysis {
public:
  Analysis(func::FuncOp original, const Dataset &data,
           const SensitivityOptions &options)
      : module(ModuleOp::create(original.getLoc())), function(original.clone()),
        data(data), options(options) {
    module->push_back(function);
    separateConstants(function);
    logits.emplace(function, options.output);
  }

  Expected<SensitivityReport> run() {
    if (Error error = prepare())
      return std::move(error);
    if (Error error = runUnperturbed())
      return std::move(error);
    for (const SensitiveLayer &layer : layers)
      if (Error error = addRow(layer))
        return std::move(error);
    if (runs->hasLoss())
      addFisherTraces();
    return std::move(report);
  }

private:
  using MaybeEffect = std::optional<Effect>;

  Error prepare();
  Error chooseLoss(bool isLabelled, ArrayRef<uint32_t> samples);
  Error runUnperturbed();
  void widenRanges(size_t samples);
  ecg::Range rangeOf(const SensitiveLayer &layer);
  Error addRow(const SensitiveLayer &layer);
  Expected<MaybeEffect> perturb(const SensitiveLayer &layer,
                                const Perturbation &how);
  Expected<MaybeEffect> roundOutput(const SensitiveLayer &layer, unsigned bits);
  Effect measure(GradientProgram &program);
  void addFisherTraces();

  OwningOpRef<ModuleOp> module; ///< owns a copy, for separate constants
  func::FuncOp function;
  std::optional<LogitsScope> logits;
  const Dataset &data;
  const SensitivityOptions &options;

  std::unique_ptr<GradientProgram> program;
  std::vector<SensitiveLayer> layers;
  std::unique_ptr<SampleLoss> loss; ///< may be null
  std::optional<SampleRuns> runs;
  Outcomes exact;
  llvm::DenseMap<Operation *, ecg::Range> ranges; ///< of results of layers
  SensitivityReport report;
  size_t numDone = 0;
};

Error Analysis::prepare() {
  std::unique_ptr<Program> shape = FloatProgram::create(function);
  if (!shape)
    return createStringError("the network cannot be run");
  std::optional<size_t> labelled = findLabelledOutput(*shape, options.output);
  auto inputs = matchInputs(*shape, data, labelled);
  if (!inputs)
    return inputs.takeError();
  program = GradientProgram::create(function, {/*freezeStatistics=*/true});
  if (!program)
    return createStringError("the network has no gradients");
  layers = findSensitiveLayers(function, *program);
  if (llvm::all_of(layers, [](const SensitiveLayer &layer) {
        return layer.weights.empty();
      }))
    return createStringError("the network has no layer with weights");
  auto split = data.split(options.split);
  if (!split)
    return split.takeError();
  std::vector<uint32_t> samples = thinOut(*split, options.samples);
  report.samples = samples.size();
  report.perturbations = options.perturbations();
  if (Error error = chooseLoss(labelled.has_value(), samples))
    return error;
  runs.emplace(data, std::move(samples), options.output, loss.get(),
               options.threads);
  return runs->read(*inputs);
}

Error Analysis::chooseLoss(bool isLabelled, ArrayRef<uint32_t> samples) {
  LossShape shape;
  shape.outputSize = program->outputs()[options.output].numElements();
  shape.reconstructs =
      shape.outputSize == size_t(program->inputs()[0].numElements());
  shape.hasTargets = data.isMultiLabel();
  shape.hasLabels = llvm::any_of(samples, [&](uint32_t sample) {
    return !data.labels().empty() && data.labels()[sample] >= 0;
  });
  if (shape.reconstructs ||
      (isLabelled && (shape.hasLabels || shape.hasTargets)))
    return makeLoss(options.loss, shape).moveInto(loss);
  report.noLoss = isLabelled ? "the samples have no labels"
                             : "the output is not one value a class";
  return Error::success();
}

Error Analysis::runUnperturbed() {
  exact = runs->run(*program, [&](size_t samples) { widenRanges(samples); });
  if (Error error = runs->checkFinite(*program, exact))
    return error;
  if (runs->hasLoss())
    report.loss = exact.meanLoss();
  return Error::success();
}

/// What the levels of a result have to cover.
ecg::Range Analysis::rangeOf(const SensitiveLayer &layer) {
  auto quantizable = dyn_cast<QuantOpInterface>(layer.op);
  if (quantizable && quantizable.getQuantRule() == QuantRule::UnitInterval)
    return {0, 1};
  return ranges[layer.op];
}

/// By the batch that was run last.
void Analysis::widenRanges(size_t samples) {
  for (const SensitiveLayer &layer : layers) {
    ecg::Range &range = ranges[layer.op];
    for (float value : program->valueOf(layer.op->getResult(0), samples)) {
      range.min = std::min(range.min, value);
      range.max = std::max(range.max, value);
    }
  }
}

Error Analysis::addRow(const SensitiveLayer &layer) {
  LayerSensitivity row;
  row.name = getLayerName(layer.op->getLoc());
  row.op = layer.op->getName().stripDialect().str();
  for (const WeightRows &weights : layer.weights)
    row.weights += weights.size;
  if (auto cost = dyn_cast<CostOpInterface>(layer.op))
    row.macs = cost.getMacs();
  for (const Perturbation &how : report.perturbations) {
    Expected<MaybeEffect> effect = perturb(layer, how);
    if (!effect)
      return effect.takeError();
    row.effects.push_back(*effect);
    if (options.progress)
      options.progress(++numDone, layers.size() * report.perturbations.size());
  }
  report.layers.push_back(std::move(row));
  return Error::success();
}

Expected<std::optional<Effect>> Analysis::perturb(const SensitiveLayer &layer,
                                                  const Perturbation &how) {
  if (how.kind == Perturbation::Output)
    return roundOutput(layer, how.bits);
  if (layer.weights.empty())
    return std::nullopt;
  std::vector<float> before = program->values().vec();
  MaybeEffect effect;
  if (how.kind == Perturbation::Weights)
    layer.roundWeights(program->values(), how.bits);
  if (how.kind == Perturbation::Weights ||
      layer.prune(program->values(), how.share))
    effect = measure(*program);
  llvm::copy(before, program->values().begin());
  return effect;
}

Expected<std::optional<Effect>>
Analysis::roundOutput(const SensitiveLayer &layer, unsigned bits) {
  ecg::Range range = rangeOf(layer);
  if (!std::isfinite(range.min) || !std::isfinite(range.max))
    return createStringError("layer '" + getLayerName(layer.op->getLoc()) +
                             "' has results that are not finite");
  if (layer.op->getResult(0).use_empty())
    return std::nullopt; // of a recurrent layer only the state is read
  RoundedResult rounded(layer.op->getResult(0), range, bits);
  auto nothing = [](Operation *) { return false; };
  auto coarse = GradientProgram::create(function, {true, nothing});
  if (!coarse)
    return createStringError("the network cannot be run");
  return measure(*coarse);
}

Effect Analysis::measure(GradientProgram &program) {
  Outcomes outcomes = runs->run(program);
  SignalToNoise ratio;
  ratio.add(exact.outputs, outcomes.outputs);
  Effect effect;
  effect.sqnr = ratio.decibels();
  if (runs->hasLoss())
    effect.lossIncrease = outcomes.meanLoss() - exact.meanLoss();
  return effect;
}

/// A sample at a time: gradients of a batch are sums, whose squares are
/// something else.
void Analysis::addFisherTraces() {
  std::vector<double> sums(layers.size());
  runs->differentiate(*program, [&] {
    for (auto [layer, sum] : llvm::zip_equal(layers, sums))
      for (const WeightRows &weights : layer.weights)
        for (float gradient :
             program->gradients().slice(weights.offset, weights.size))
          sum += double(gradient) * gradient;
  });
  for (auto [row, sum] : llvm::zip_equal(report.layers, sums))
    if (row.weights)
      row.fisherTrace = sum / report.samples;
}

} // namespace

Expected<SensitivityReport>
analyzeSensitivity(func::FuncOp function, const Dataset &data,
                   const SensitivityOptions &options) {
  if (Error error = options.check())
    return std::move(error);
  if (isRounded(function))
    return createStringError("the network is quantized already; the float "
                             "network it was made from is needed");
  return Analysis(function, data, options).run();
}

} // namespace ecg
