// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Figures of classes and the confusion matrix, as text and as JSON.

#include "ecg/Metrics/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace ecg {

namespace {

size_t nameWidth(size_t numClasses, ArrayRef<std::string> names) {
  size_t width = 5; // "class"
  for (size_t cls = 0; cls < numClasses; ++cls)
    width = std::max(width, className(names, cls).size());
  return width;
}

/// The matrix of one label a sample.
void printMatrix(raw_ostream &os, const Metrics &metrics,
                 ArrayRef<std::string> names, size_t width) {
  size_t largest =
      *std::max_element(metrics.confusion.begin(), metrics.confusion.end());
  size_t cell = std::max(std::to_string(largest).size(),
                         std::to_string(metrics.numClasses - 1).size());
  os << "confusion: rows are the truth, columns the prediction, in the same "
        "order\n";
  for (size_t truth = 0; truth < metrics.numClasses; ++truth) {
    os << left_justify(className(names, truth), width) << " ";
    for (size_t prediction = 0; prediction < metrics.numClasses; ++prediction) {
      size_t count = metrics.confused(truth, prediction);
      os << " " << right_justify(count ? std::to_string(count) : ".", cell);
    }
    os << "\n";
  }
}

/// Several labels a sample: each class for itself.
void printCounts(raw_ostream &os, const Metrics &metrics,
                 ArrayRef<std::string> names, size_t width) {
  os << left_justify("confusion", width)
     << "       TP       FP       FN       TN\n";
  for (auto [cls, figures] : enumerate(metrics.classes)) {
    const BinaryCounts &counts = figures.counts;
    os << left_justify(className(names, cls), width)
       << format(" %8zu %8zu %8zu %8zu\n", counts.truePositive,
                 counts.falsePositive, counts.falseNegative,
                 counts.trueNegative);
  }
}

} // namespace

void printClassTable(raw_ostream &os, const Metrics &metrics,
                     ArrayRef<std::string> names) {
  size_t width = nameWidth(metrics.numClasses, names);
  os << left_justify("class", width)
     << "  support  sensitivity  specificity  precision     F1\n";
  for (auto [cls, figures] : enumerate(metrics.classes)) {
    os << left_justify(className(names, cls), width)
       << format("  %7zu", figures.support);
    if (figures.support)
      os << format("  %11.3f  %11.3f  %9.3f  %5.3f\n", figures.sensitivity,
                   figures.specificity, figures.precision, figures.f1);
    else
      os << format("            -  %11.3f          -      -\n",
                   figures.specificity);
  }
}

void printConfusion(raw_ostream &os, const Metrics &metrics,
                    ArrayRef<std::string> names) {
  size_t width = nameWidth(metrics.numClasses, names);
  if (metrics.confusion.empty())
    return printCounts(os, metrics, names, std::max<size_t>(width, 9));
  printMatrix(os, metrics, names, width);
}

/// A row of the matrix, or the class against the rest.
static json::Value confusionOf(const Metrics &metrics, size_t cls) {
  if (metrics.confusion.empty()) {
    const BinaryCounts &counts = metrics.classes[cls].counts;
    return json::Object{{"tp", counts.truePositive},
                        {"fp", counts.falsePositive},
                        {"fn", counts.falseNegative},
                        {"tn", counts.trueNegative}};
  }
  json::Array line;
  for (size_t prediction = 0; prediction < metrics.numClasses; ++prediction)
    line.push_back(metrics.confused(cls, prediction));
  return line;
}

json::Object toJson(const Metrics &metrics, ArrayRef<std::string> classNames) {
  json::Array classes, confusion;
  for (auto [cls, figures] : enumerate(metrics.classes)) {
    json::Object row{{"class", json::fixUTF8(className(classNames, cls))},
                     {"support", figures.support},
                     {"specificity", figures.specificity}};
    if (figures.support) {
      row["sensitivity"] = figures.sensitivity;
      row["precision"] = figures.precision;
      row["f1"] = figures.f1;
    }
    classes.push_back(std::move(row));
    confusion.push_back(confusionOf(metrics, cls));
  }
  return json::Object{
      {"samples", metrics.samples},
      {"correct", metrics.correct},
      {"accuracy", metrics.accuracy},
      {"accuracy_interval_95", json::Array{metrics.accuracyInterval.low,
                                           metrics.accuracyInterval.high}},
      {"macro_f1", metrics.macroF1},
      {"macro_sensitivity", metrics.macroSensitivity},
      {"macro_specificity", metrics.macroSpecificity},
      {"classes_present", metrics.classesPresent},
      {"classes", std::move(classes)},
      {"confusion", std::move(confusion)}};
}

} // namespace ecg
