// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Metrics as text and as JSON.

#include "ecg/Exec/Metrics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace ecg {

namespace {

std::string className(ArrayRef<std::string> names, size_t cls) {
  return cls < names.size() ? names[cls] : std::to_string(cls);
}

size_t nameWidth(size_t numClasses, ArrayRef<std::string> names) {
  size_t width = 5; // "class"
  for (size_t cls = 0; cls < numClasses; ++cls)
    width = std::max(width, className(names, cls).size());
  return width;
}

void printSummary(raw_ostream &os, const Metrics &metrics) {
  os << format("accuracy     %5.1f %%", 100 * metrics.accuracy) << " ("
     << metrics.correct << " of " << metrics.samples
     << format("), 95 %% interval %.1f to %.1f\n",
               100 * metrics.accuracyInterval.low,
               100 * metrics.accuracyInterval.high);
  os << format("macro-F1     %7.3f\n", metrics.macroF1)
     << format("sensitivity  %7.3f  mean over classes\n",
               metrics.macroSensitivity)
     << format("specificity  %7.3f  mean over classes\n",
               metrics.macroSpecificity);
  if (metrics.classesPresent < metrics.numClasses)
    os << "means are over the " << metrics.classesPresent << " of "
       << metrics.numClasses << " classes that occur\n";
}

void printClasses(raw_ostream &os, const Metrics &metrics,
                  ArrayRef<std::string> names, size_t width) {
  os << "\n"
     << left_justify("class", width)
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
                    ArrayRef<std::string> names, size_t width) {
  size_t largest =
      *std::max_element(metrics.confusion.begin(), metrics.confusion.end());
  size_t cell = std::max(std::to_string(largest).size(),
                         std::to_string(metrics.numClasses - 1).size());
  os << "\nconfusion: rows are the truth, columns the prediction, in the same "
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

} // namespace

void printMetrics(raw_ostream &os, const Metrics &metrics,
                  ArrayRef<std::string> classNames) {
  size_t width = nameWidth(metrics.numClasses, classNames);
  printSummary(os, metrics);
  printClasses(os, metrics, classNames, width);
  printConfusion(os, metrics, classNames, width);
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
    json::Array line;
    for (size_t prediction = 0; prediction < metrics.numClasses; ++prediction)
      line.push_back(metrics.confused(cls, prediction));
    confusion.push_back(std::move(line));
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
