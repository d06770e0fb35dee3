// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Computes metrics; MetricsReport.cpp prints them.

#include "ecg/Exec/Metrics.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <limits>

using namespace llvm;

namespace ecg {

namespace {

double ratio(size_t part, size_t whole) {
  return whole ? static_cast<double>(part) / whole : 0;
}

ClassMetrics measureClass(const Metrics &metrics, size_t cls) {
  size_t truePositive = metrics.confused(cls, cls);
  size_t support = 0, predicted = 0;
  for (size_t other = 0; other < metrics.numClasses; ++other) {
    support += metrics.confused(cls, other);
    predicted += metrics.confused(other, cls);
  }
  size_t negative = metrics.samples - support;
  size_t falsePositive = predicted - truePositive;
  ClassMetrics result;
  result.support = support;
  result.sensitivity = ratio(truePositive, support);
  result.specificity = ratio(negative - falsePositive, negative);
  result.precision = ratio(truePositive, predicted);
  result.f1 = ratio(2 * truePositive, support + predicted);
  return result;
}

} // namespace

Interval wilsonInterval(size_t successes, size_t trials) {
  if (trials == 0)
    return {0, 1};
  constexpr double z = 1.959963984540054; // two-sided 95 %
  double n = trials, p = successes / n;
  double center = p + z * z / (2 * n);
  double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  double scale = 1 + z * z / n;
  return {std::max(0.0, (center - spread) / scale),
          std::min(1.0, (center + spread) / scale)};
}

Metrics computeMetrics(ArrayRef<int32_t> labels, ArrayRef<int32_t> predictions,
                       size_t numClasses) {
  Metrics metrics;
  metrics.numClasses = numClasses;
  metrics.confusion.resize(numClasses * numClasses);
  for (auto [label, prediction] : zip_equal(labels, predictions)) {
    if (label < 0)
      continue;
    ++metrics.samples;
    metrics.correct += label == prediction;
    ++metrics.confusion[label * numClasses + prediction];
  }
  metrics.accuracy = ratio(metrics.correct, metrics.samples);
  metrics.accuracyInterval = wilsonInterval(metrics.correct, metrics.samples);
  for (size_t cls = 0; cls < numClasses; ++cls) {
    ClassMetrics figures = measureClass(metrics, cls);
    metrics.classes.push_back(figures);
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
  return metrics;
}

double agreement(ArrayRef<int32_t> a, ArrayRef<int32_t> b) {
  size_t equal = 0;
  for (auto [x, y] : zip_equal(a, b))
    equal += x == y;
  return a.empty() ? 1 : ratio(equal, a.size());
}

double relativeError(ArrayRef<float> a, ArrayRef<float> b) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double error = 0, scale = 0;
  for (auto [x, y] : zip_equal(a, b)) {
    if (std::isnan(x) || std::isnan(y))
      return infinity;
    if (x != y)
      error = std::max(error, std::abs(double(x) - y));
    scale = std::max(scale, std::abs(double(y)));
  }
  if (error == 0)
    return 0;
  return scale == 0 || std::isinf(error) ? infinity : error / scale;
}

double sqnr(ArrayRef<float> a, ArrayRef<float> b) {
  double signal = 0, noise = 0;
  for (auto [x, y] : zip_equal(a, b)) {
    signal += double(y) * y;
    noise += (double(x) - y) * (double(x) - y);
  }
  return noise == 0 ? std::numeric_limits<double>::infinity()
                    : 10 * std::log10(signal / noise);
}

} // namespace ecg
