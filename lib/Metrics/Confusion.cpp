// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counts of decisions; ConfusionReport.cpp prints them.

#include "ecg/Metrics/Confusion.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ecg {

std::string className(ArrayRef<std::string> names, size_t cls) {
  return cls < names.size() ? names[cls] : std::to_string(cls);
}

static double ratio(size_t part, size_t whole) {
  return Proportion{part, whole}.value();
}

double BinaryCounts::sensitivity() const {
  return ratio(truePositive, positives());
}

double BinaryCounts::specificity() const {
  return ratio(trueNegative, negatives());
}

double BinaryCounts::precision() const {
  return ratio(truePositive, predicted());
}

double BinaryCounts::f1() const {
  return ratio(2 * truePositive, positives() + predicted());
}

static void count(int8_t target, bool decision, BinaryCounts &counts) {
  if (target == 1)
    ++(decision ? counts.truePositive : counts.falseNegative);
  else if (target == 0)
    ++(decision ? counts.falsePositive : counts.trueNegative);
}

BinaryCounts countDecisions(const ScoredSamples &samples,
                            ArrayRef<size_t> classes) {
  BinaryCounts counts;
  for (size_t at = 0; at < samples.targets.size(); at += samples.numClasses)
    for (size_t cls : classes)
      count(samples.targets[at + cls], samples.decisions[at + cls], counts);
  return counts;
}

Proportion countCorrect(const ScoredSamples &samples) {
  Proportion result;
  for (size_t sample = 0; sample < samples.size(); ++sample) {
    bool known = false, correct = true;
    for (auto [target, decision] :
         zip_equal(samples.targetsOf(sample), samples.decisionsOf(sample))) {
      known |= target >= 0;
      correct &= target < 0 || target == decision;
    }
    result.part += known && correct;
    result.whole += known;
  }
  return result;
}

static ClassMetrics describe(const BinaryCounts &counts) {
  return {counts.positives(), counts.sensitivity(), counts.specificity(),
          counts.precision(), counts.f1(),          counts};
}

/// What follows from the classes and the number of correct samples.
static void conclude(Metrics &metrics, Proportion correct) {
  metrics.samples = correct.whole;
  metrics.correct = correct.part;
  metrics.accuracy = correct.value();
  metrics.accuracyInterval = wilsonInterval(correct.part, correct.whole);
  for (const ClassMetrics &figures : metrics.classes) {
    if (figures.support == 0)
      continue;
    ++metrics.classesPresent;
    metrics.macroF1 += figures.f1;
    metrics.macroSensitivity += figures.sensitivity;
    metrics.macroSpecificity += figures.specificity;
  }
  for (double *mean :
       {&metrics.macroF1, &metrics.macroSensitivity, &metrics.macroSpecificity})
    *mean /= std::max<size_t>(metrics.classesPresent, 1);
}

static std::vector<size_t> confuse(const ScoredSamples &samples) {
  std::vector<size_t> confusion(samples.numClasses * samples.numClasses);
  for (size_t sample = 0; sample < samples.size(); ++sample) {
    int32_t label = samples.labelOf(sample);
    if (label < 0)
      continue;
    ArrayRef<uint8_t> decisions = samples.decisionsOf(sample);
    ++confusion[label * samples.numClasses +
                (find(decisions, 1) - decisions.begin())];
  }
  return confusion;
}

Metrics computeMetrics(const ScoredSamples &samples) {
  Metrics metrics;
  metrics.numClasses = samples.numClasses;
  if (!samples.multiLabel)
    metrics.confusion = confuse(samples);
  for (size_t cls = 0; cls < samples.numClasses; ++cls)
    metrics.classes.push_back(describe(countDecisions(samples, cls)));
  conclude(metrics, countCorrect(samples));
  return metrics;
}

Metrics computeMetrics(ArrayRef<int32_t> labels, ArrayRef<int32_t> predictions,
                       size_t numClasses) {
  ScoredSamples samples;
  samples.numClasses = numClasses;
  for (auto [label, prediction] : zip_equal(labels, predictions))
    for (int32_t cls = 0; cls < int32_t(numClasses); ++cls) {
      samples.targets.push_back(label < 0 ? -1 : label == cls);
      samples.decisions.push_back(prediction == cls);
    }
  return computeMetrics(samples);
}

} // namespace ecg
