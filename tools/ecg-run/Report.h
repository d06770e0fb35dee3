// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an evaluation tells its user: what was run on what, how good it is, and
// how far to trust that.

#ifndef ECG_TOOLS_ECGRUN_REPORT_H
#define ECG_TOOLS_ECGRUN_REPORT_H

#include "MetricChoice.h"
#include "ecg/Data/Dataset.h"
#include "ecg/Metrics/Bootstrap.h"
#include "ecg/Metrics/Report.h"
#include "ecg/Metrics/Thresholds.h"
#include <optional>

namespace ecg {

class EvaluationReport {
public:
  /// Measures `outcome`; the arguments must outlive the report.
  EvaluationReport(llvm::StringRef model, llvm::StringRef split,
                   const Dataset &data, const Outcome &outcome,
                   const MetricChoice &choice);

  /// Replaces intervals by those of a bootstrap over persons, or records, or
  /// samples where these are unknown.
  llvm::Error resample(const Bootstrap &bootstrap);

  void print(llvm::raw_ostream &os) const;
  /// Writes JSON to `path`; nothing is left there on failure.
  llvm::Error writeJson(llvm::StringRef path) const;

  std::vector<std::string> inputs; ///< how each was prepared
  /// Against the training split, where there is one and it is another.
  std::optional<LeakageReport> leakage;
  std::optional<ScoreScale> scale;
  std::optional<ThresholdTable> thresholds; ///< where they were chosen
  double seconds = 0;

private:
  size_t numSamples() const;
  size_t numUnlabelled() const;
  void printHead(llvm::raw_ostream &os) const;
  void printTables(llvm::raw_ostream &os) const;
  void printNotes(llvm::raw_ostream &os) const;
  void printThresholds(llvm::raw_ostream &os) const;
  void addIntervals(llvm::json::Object &object) const;
  void addThresholds(llvm::json::Object &object) const;
  void addLeakage(llvm::json::Object &object) const;

  std::string model, split;
  const Dataset &data;
  const Outcome &outcome;
  const MetricChoice &choice;
  Metrics metrics; ///< of classifiers
  std::vector<MetricRow> rows;
  std::string resampled; ///< what was drawn how often; empty: nothing
};

} // namespace ecg

#endif // ECG_TOOLS_ECGRUN_REPORT_H
