// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Metrics as text for people and as JSON for programs.

#ifndef ECG_METRICS_REPORT_H
#define ECG_METRICS_REPORT_H

#include "ecg/Metrics/Confusion.h"
#include "ecg/Metrics/Registry.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace ecg {

/// A metric, its value on an outcome and how far that can be trusted.
struct MetricRow {
  Metric metric;
  Estimate estimate;
  std::optional<Interval> interval; ///< at 95 %
};

/// Rows with the Wilson interval where the metric is a share of samples.
std::vector<MetricRow> measure(llvm::ArrayRef<Metric> metrics,
                               const Outcome &outcome);

/// A line a metric: shares in percent with their counts, others as they are.
/// Metrics that are not defined are shown as such.
void printMetricRows(llvm::raw_ostream &os, llvm::ArrayRef<MetricRow> rows);

/// Figures of each class in a line; `classNames` may be empty.
void printClassTable(llvm::raw_ostream &os, const Metrics &metrics,
                     llvm::ArrayRef<std::string> classNames);

/// The confusion matrix; where several classes may hold for a sample, TP, FP,
/// FN and TN of each.
void printConfusion(llvm::raw_ostream &os, const Metrics &metrics,
                    llvm::ArrayRef<std::string> classNames);

/// Counts and figures of the classes.
llvm::json::Object toJson(const Metrics &metrics,
                          llvm::ArrayRef<std::string> classNames);

/// {"name": value}; null where not defined or not finite.
llvm::json::Object valuesToJson(llvm::ArrayRef<MetricRow> rows);

/// {"name": [low, high]} of those with an interval.
llvm::json::Object intervalsToJson(llvm::ArrayRef<MetricRow> rows);

} // namespace ecg

#endif // ECG_METRICS_REPORT_H
