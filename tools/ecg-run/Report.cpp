// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The report of an evaluation, for people and as JSON.

#include "Report.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace ecg {

EvaluationReport::EvaluationReport(StringRef model, StringRef split,
                                   const Dataset &data, const Outcome &outcome,
                                   const MetricChoice &choice)
    : model(model), split(split), data(data), outcome(outcome), choice(choice),
      metrics(computeMetrics(outcome.scored)),
      rows(measure(choice.metrics, outcome)) {}

/// Persons where they are known, else records.
static ArrayRef<std::string> groupNames(const DatasetInfo &info) {
  return info.persons.empty() ? info.records : info.persons;
}

Error EvaluationReport::resample(const Bootstrap &bootstrap) {
  Expected<std::vector<uint32_t>> samples = data.split(split);
  if (!samples)
    return samples.takeError();
  const DatasetInfo &info = data.getInfo();
  std::vector<std::string> names;
  if (!groupNames(info).empty())
    for (uint32_t sample : *samples)
      names.push_back(groupNames(info)[sample]);
  auto groups = groupSamples(names, samples->size());
  auto intervals = bootstrap.intervals(choice.metrics, outcome, groups);
  for (auto [row, interval] : zip_equal(rows, intervals))
    row.interval = interval;
  StringRef kind = names.empty()          ? " samples"
                   : info.persons.empty() ? " records"
                                          : " persons";
  resampled =
      formatv("{0} draws of {1}{2}", bootstrap.replicates, groups.size(), kind);
  return Error::success();
}

size_t EvaluationReport::numSamples() const {
  return outcome.reconstructions.size() + outcome.scored.size();
}

size_t EvaluationReport::numUnlabelled() const {
  return outcome.scored.size() - metrics.samples;
}

void EvaluationReport::printHead(raw_ostream &os) const {
  os << "model        " << model << "\n"
     << "data         " << data.name() << ", split " << split << " of scheme '"
     << data.getInfo().activeScheme << "'\n";
  for (const std::string &input : inputs)
    os << "input        " << input << "\n";
  if (scale)
    os << "scores       "
       << (*scale == ScoreScale::Logits ? "logits" : "probabilities") << "\n";
  os << "\n";
}

void EvaluationReport::printThresholds(raw_ostream &os) const {
  os << "\nthresholds";
  if (!thresholds->metric.empty())
    os << " tuned for " << thresholds->metric << " on " << thresholds->split;
  os << "\n";
  size_t width = 0;
  for (const std::string &name : thresholds->classes)
    width = std::max(width, name.size());
  for (auto [name, threshold] :
       zip_equal(thresholds->classes, thresholds->thresholds))
    os << left_justify(name, width) << format("  %.4g\n", threshold);
}

void EvaluationReport::printTables(raw_ostream &os) const {
  if (choice.classTable) {
    os << "\n";
    printClassTable(os, metrics, data.classNames());
  }
  if (choice.confusion) {
    os << "\n";
    printConfusion(os, metrics, data.classNames());
  }
}

void EvaluationReport::printNotes(raw_ostream &os) const {
  if (numUnlabelled())
    os << "warning: " << numUnlabelled() << " samples have no label\n";
  if (thresholds && thresholds->split == split)
    os << "warning: thresholds were tuned on the split they are measured on\n";
  if (leakage)
    os << (leakage->clean() ? "note: " : "warning: ") << leakage->describe()
       << "\n";
  for (const std::string &note : data.getInfo().notes)
    os << "note: " << note << "\n";
}

void EvaluationReport::print(raw_ostream &os) const {
  printHead(os);
  printMetricRows(os, rows);
  if (metrics.classesPresent < metrics.numClasses)
    os << "means are over the " << metrics.classesPresent << " of "
       << metrics.numClasses << " classes that occur\n";
  if (!resampled.empty())
    os << "intervals are of a bootstrap, " << resampled << "\n";
  if (thresholds)
    printThresholds(os);
  printTables(os);
  os << format("\n%zu samples in %.2f s, %.0f a second\n", numSamples(),
               seconds, numSamples() / std::max(seconds, 1e-6));
  printNotes(os);
}

} // namespace ecg
