// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Figures of decisions and of rankings, one row each.

#include "Figures.h"
#include "ecg/Metrics/Roc.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

using namespace llvm;

namespace ecg {

static constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

Estimate share(Proportion proportion, double value) {
  return {proportion.whole ? value : undefined, proportion};
}

static Estimate sensitivity(const ScoredSamples &samples,
                            ArrayRef<size_t> classes) {
  BinaryCounts counts = countDecisions(samples, classes);
  return share({counts.truePositive, counts.positives()}, counts.sensitivity());
}

static Estimate specificity(const ScoredSamples &samples,
                            ArrayRef<size_t> classes) {
  BinaryCounts counts = countDecisions(samples, classes);
  return share({counts.trueNegative, counts.negatives()}, counts.specificity());
}

/// 0, not undefined, for a class that occurs but is never predicted: a model
/// that does not dare must not look better for it.
static Estimate precision(const ScoredSamples &samples,
                          ArrayRef<size_t> classes) {
  BinaryCounts counts = countDecisions(samples, classes);
  Proportion proportion{counts.truePositive, counts.predicted()};
  return {counts.positives() || counts.predicted() ? counts.precision()
                                                   : undefined,
          proportion};
}

static Estimate f1(const ScoredSamples &samples, ArrayRef<size_t> classes) {
  BinaryCounts counts = countDecisions(samples, classes);
  return {counts.positives() ? counts.f1() : undefined};
}

static Estimate areaUnderRoc(const ScoredSamples &samples,
                             ArrayRef<size_t> classes) {
  return {pooledAuroc(samples, classes)};
}

static Estimate areaUnderPrc(const ScoredSamples &samples,
                             ArrayRef<size_t> classes) {
  return {pooledAveragePrecision(samples, classes)};
}

static constexpr Figure figures[] = {
    {"f1", f1},
    {"sensitivity", sensitivity},
    {"specificity", specificity},
    {"precision", precision},
    {"auroc", areaUnderRoc},
    {"auprc", areaUnderPrc},
};

ArrayRef<Figure> figureTable() { return figures; }

const Figure *findFigure(StringRef name) {
  if (name == "recall")
    name = "sensitivity";
  const Figure *figure =
      find_if(figures, [&](const Figure &row) { return row.name == name; });
  return figure == std::end(figures) ? nullptr : figure;
}

Estimate macroMean(const Figure &figure, const ScoredSamples &samples,
                   ArrayRef<size_t> classes) {
  double sum = 0;
  size_t defined = 0;
  for (size_t cls : classes) {
    if (!samples.hasSupport(cls))
      continue;
    double value = figure.estimate(samples, cls).value;
    if (std::isnan(value))
      continue;
    sum += value;
    ++defined;
  }
  return {defined ? sum / defined : undefined};
}

} // namespace ecg
