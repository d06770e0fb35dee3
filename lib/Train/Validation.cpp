// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs the validation split in batches and asks the metric.

#include "Validation.h"
#include "RunBatch.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <numeric>

using namespace llvm;

namespace ecg {

/// Larger batches only cost memory.
static constexpr size_t batchSize = 32;

bool Validation::Score::isBetterThan(const Score &other) const {
  if (std::isnan(metric) || std::isnan(other.metric))
    return !std::isnan(metric) || std::isnan(other.metric);
  if (metric != other.metric)
    return (metric > other.metric) == higherIsBetter;
  return loss <= other.loss;
}

Expected<std::unique_ptr<Validation>>
Validation::create(GradientProgram &program, const Dataset &data, Feed &feed,
                   const SampleLoss &loss, const TrainOptions &options) {
  std::unique_ptr<Validation> result(
      new Validation(program, data, feed, loss, options));
  result->outputSize = program.outputs()[options.output].numElements();
  if (options.valSplit.empty())
    return std::move(result);
  if (Error error = data.split(options.valSplit).moveInto(result->samples))
    return std::move(error);
  std::string name = options.metric;
  if (name.empty())
    name = result->defaultMetric();
  if (name == "loss")
    return std::move(result);
  MetricContext context;
  context.numClasses = result->numClasses();
  context.classNames = data.classNames().vec();
  auto found = findMetric(name, context);
  if (!found)
    return found.takeError();
  result->metric = std::move(*found);
  return std::move(result);
}

/// A single logit tells two classes apart, unless it is a label of its own.
size_t Validation::numClasses() const {
  return data.isMultiLabel() ? outputSize : std::max<size_t>(outputSize, 2);
}

std::string Validation::defaultMetric() const {
  bool hasLabels = any_of(samples, [&](uint32_t sample) {
    return !data.labels().empty() && data.labels()[sample] >= 0;
  });
  if (loss.needsClean())
    return "loss";
  return data.isMultiLabel() ? "macro-f1" : hasLabels ? "accuracy" : "loss";
}

Expected<Validation::Score> Validation::run(Workers &workers) {
  if (samples.empty())
    return Score();
  outputs.resize(samples.size() * outputSize);
  losses.resize(samples.size());
  reconstructions.resize(samples.size());
  for (size_t first = 0; first < samples.size(); first += batchSize) {
    size_t count = std::min(batchSize, samples.size() - first);
    if (Error error =
            runBatch(workers, ArrayRef(samples).slice(first, count), first))
      return std::move(error);
  }
  Score score;
  score.loss =
      std::accumulate(losses.begin(), losses.end(), 0.0) / samples.size();
  score.metric = metric ? (*metric)(outcome()) : score.loss;
  score.higherIsBetter = higherIsBetter();
  return score;
}

Error Validation::runBatch(Workers &workers, ArrayRef<uint32_t> part,
                           size_t first) {
  if (Error error = feed.fillAsRecorded(workers, part, batch))
    return error;
  auto results = MutableArrayRef(outputs).slice(first * outputSize,
                                                part.size() * outputSize);
  ecg::runBatch(program, workers, batch, options.output, results, &loss,
                MutableArrayRef(losses).slice(first, part.size()));
  if (loss.needsClean())
    for (size_t i = 0; i < part.size(); ++i)
      reconstructions[first + i] = measureReconstruction(
          ArrayRef(batch.clean).slice(i * outputSize, outputSize),
          results.slice(i * outputSize, outputSize));
  return Error::success();
}

/// Outputs of classifiers are logits: they decide at 0.
Outcome Validation::outcome() const {
  Outcome result;
  if (loss.needsClean()) {
    result.reconstructions = reconstructions;
  } else if (data.isMultiLabel()) {
    std::vector<int8_t> targets;
    for (uint32_t sample : samples)
      append_range(targets, data.targetsOf(sample));
    std::vector<float> thresholds(outputSize, 0.0f);
    result.scored = scoreTargets(targets, outputs, thresholds);
  } else {
    std::vector<int32_t> labels;
    for (uint32_t sample : samples)
      labels.push_back(data.labels()[sample]);
    result.scored =
        scoreLabels(labels, outputs, numClasses(), ScoreScale::Logits, 0.0f);
  }
  return result;
}

} // namespace ecg
