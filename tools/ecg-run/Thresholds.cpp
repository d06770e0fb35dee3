// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From which score on classes hold: as usual, as a file says, or tuned.

#include "Rating.h"

using namespace llvm;

namespace ecg {

/// With one label a sample and a value a class, the largest value decides.
bool Rating::hasThresholds() const {
  return data.isMultiLabel() ||
         program.outputs()[options.output].numElements() == 1;
}

/// The classes that have a threshold: of two told apart by one value, class 1.
std::vector<std::string> Rating::thresholdNames() const {
  if (!data.isMultiLabel())
    return {context.className(1)};
  std::vector<std::string> names;
  for (size_t cls = 0; cls < context.numClasses; ++cls)
    names.push_back(context.className(cls));
  return names;
}

std::vector<float> Rating::startThresholds() const {
  float threshold = flags.threshold.getNumOccurrences()
                        ? flags.threshold
                        : neutralThreshold(*scale);
  return std::vector<float>(data.isMultiLabel() ? context.numClasses : 1,
                            threshold);
}

static StringRef nameOf(ScoreScale scale) {
  return scale == ScoreScale::Logits ? "logits" : "probabilities";
}

Error Rating::readThresholdFile() {
  Expected<ThresholdTable> table =
      readThresholds(flags.thresholds, thresholdNames());
  if (!table)
    return table.takeError();
  if (scale && *scale != table->scale)
    return createStringError(flags.thresholds + ": is of " +
                             nameOf(table->scale) + ", the model gives " +
                             nameOf(*scale));
  scale = table->scale;
  thresholds = std::move(*table);
  return Error::success();
}

Error Rating::tune() {
  Expected<Metric> metric = findMetric(flags.tuneMetric, context);
  if (!metric)
    return metric.takeError();
  Expected<ScoredSamples> scored = score(flags.tuneThresholds);
  if (!scored)
    return scored.takeError();
  DifferentialEvolution search;
  search.seed = flags.seed;
  ThresholdTable table{
      thresholdNames(),
      tuneThresholds(*scored, *metric, startThresholds(), search), *scale,
      flags.tuneMetric, flags.tuneThresholds};
  thresholds = std::move(table);
  if (flags.saveThresholds.empty())
    return Error::success();
  return writeToOutput(flags.saveThresholds, [&](raw_ostream &os) {
    os << thresholds->toText();
    return Error::success();
  });
}

Error Rating::chooseThresholds() {
  bool asked = !flags.thresholds.empty() || !flags.tuneThresholds.empty();
  if (!asked)
    return flags.saveThresholds.empty()
               ? Error::success()
               : createStringError("--save-thresholds needs --tune-thresholds");
  if (!hasThresholds())
    return createStringError(
        "thresholds are for data with several labels a sample and for models "
        "with a single value; here the largest value decides");
  if (!flags.thresholds.empty() && !flags.tuneThresholds.empty())
    return createStringError("give --thresholds or --tune-thresholds");
  return flags.thresholds.empty() ? tune() : readThresholdFile();
}

} // namespace ecg
