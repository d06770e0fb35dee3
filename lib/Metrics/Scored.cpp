// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From labels and outputs to targets, scores and decisions.

#include "ecg/Metrics/Scored.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cassert>
#include <cmath>

using namespace llvm;

namespace ecg {

ScoreScale guessScoreScale(ArrayRef<float> outputs) {
  bool inside = all_of(outputs, [](float x) { return x >= 0 && x <= 1; });
  return inside ? ScoreScale::Probabilities : ScoreScale::Logits;
}

float neutralThreshold(ScoreScale scale) {
  return scale == ScoreScale::Probabilities ? 0.5f : 0;
}

int32_t predictClass(ArrayRef<float> output, float threshold) {
  if (output.size() == 1)
    return output[0] >= threshold;
  return std::max_element(output.begin(), output.end()) - output.begin();
}

int32_t ScoredSamples::labelOf(size_t sample) const {
  ArrayRef<int8_t> row = targetsOf(sample);
  const int8_t *holds = find(row, 1);
  return holds == row.end() ? -1 : holds - row.begin();
}

bool ScoredSamples::hasSupport(size_t cls) const {
  for (size_t at = cls; at < targets.size(); at += numClasses)
    if (targets[at] == 1)
      return true;
  return false;
}

template <typename T>
static std::vector<T> selectRows(ArrayRef<T> rows, size_t width,
                                 ArrayRef<uint32_t> indices) {
  std::vector<T> result;
  result.reserve(indices.size() * width);
  for (uint32_t index : indices)
    append_range(result, rows.slice(index * width, width));
  return result;
}

ScoredSamples ScoredSamples::select(ArrayRef<uint32_t> samples) const {
  return {numClasses, multiLabel,
          selectRows(ArrayRef(targets), numClasses, samples),
          selectRows(ArrayRef(scores), numClasses, samples),
          selectRows(ArrayRef(decisions), numClasses, samples)};
}

/// log sum exp of all values but that of class `cls`.
static double logSumOfOthers(ArrayRef<float> logits, size_t cls) {
  double largest = -INFINITY, sum = 0;
  for (auto [other, logit] : enumerate(logits))
    if (other != cls)
      largest = std::max<double>(largest, logit);
  for (auto [other, logit] : enumerate(logits))
    if (other != cls)
      sum += std::exp(logit - largest);
  return largest + std::log(sum);
}

static void appendScores(ArrayRef<float> output, ScoreScale scale,
                         float threshold, std::vector<float> &scores) {
  if (output.size() == 1) {
    scores.push_back(2 * threshold - output[0]);
    scores.push_back(output[0]);
  } else if (scale == ScoreScale::Probabilities) {
    append_range(scores, output);
  } else {
    for (auto [cls, logit] : enumerate(output))
      scores.push_back(logit - logSumOfOthers(output, cls));
  }
}

ScoredSamples scoreLabels(ArrayRef<int32_t> labels, ArrayRef<float> outputs,
                          size_t numClasses, ScoreScale scale,
                          float threshold) {
  ScoredSamples result;
  result.numClasses = numClasses;
  size_t width = labels.empty() ? numClasses : outputs.size() / labels.size();
  assert((width == numClasses || (width == 1 && numClasses == 2)) &&
         "one value a class, or one for two");
  result.targets.reserve(labels.size() * numClasses);
  for (auto [sample, label] : enumerate(labels)) {
    ArrayRef<float> output = outputs.slice(sample * width, width);
    int32_t prediction = predictClass(output, threshold);
    for (int32_t cls = 0; cls < int32_t(numClasses); ++cls) {
      result.targets.push_back(label < 0 ? -1 : label == cls);
      result.decisions.push_back(prediction == cls);
    }
    appendScores(output, scale, threshold, result.scores);
  }
  return result;
}

ScoredSamples scoreTargets(ArrayRef<int8_t> targets, ArrayRef<float> outputs,
                           ArrayRef<float> thresholds) {
  assert(targets.size() == outputs.size() && "one output a target");
  ScoredSamples result{
      thresholds.size(), true, targets.vec(), outputs.vec(), {}};
  result.decisions.resize(outputs.size());
  result.decide(thresholds);
  return result;
}

void ScoredSamples::decide(ArrayRef<float> thresholds) {
  assert(thresholds.size() == (multiLabel ? numClasses : 1) &&
         (multiLabel || numClasses == 2) && "a threshold for each choice");
  if (multiLabel) {
    for (auto [i, score] : enumerate(scores))
      decisions[i] = score >= thresholds[i % numClasses];
    return;
  }
  for (size_t at = 0; at < scores.size(); at += 2) {
    decisions[at + 1] = scores[at + 1] >= thresholds[0];
    decisions[at] = !decisions[at + 1];
  }
}

} // namespace ecg
