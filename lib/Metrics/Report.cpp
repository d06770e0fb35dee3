// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rows of metrics as text and as JSON.

#include "ecg/Metrics/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include <cmath>

using namespace llvm;

namespace ecg {

std::vector<MetricRow> measure(ArrayRef<Metric> metrics,
                               const Outcome &outcome) {
  std::vector<MetricRow> rows;
  for (const Metric &metric : metrics) {
    Estimate estimate = metric.estimate(outcome);
    std::optional<Interval> interval;
    if (estimate.proportion && estimate.proportion->whole)
      interval =
          wilsonInterval(estimate.proportion->part, estimate.proportion->whole);
    rows.push_back({metric, estimate, interval});
  }
  return rows;
}

/// Shares are printed in percent, so that 186 of 200 reads 93.0.
static void printRow(raw_ostream &os, const MetricRow &row) {
  double value = row.estimate.value;
  const std::optional<Proportion> &share = row.estimate.proportion;
  if (std::isnan(value)) {
    os << "       -  not defined on these samples\n";
    return;
  }
  double scale = share ? 100 : 1;
  const char *number = share ? "%.1f" : "%.3f";
  os << right_justify(formatv("{0}", format(number, scale * value)).str(),
                      share ? 6 : 8)
     << (share ? " %" : "");
  if (share)
    os << " (" << share->part << " of " << share->whole << ")";
  else if (!row.metric.unit.empty())
    os << " " << row.metric.unit;
  if (row.interval)
    os << ", 95 % interval " << format(number, scale * row.interval->low)
       << " to " << format(number, scale * row.interval->high);
  os << "\n";
}

void printMetricRows(raw_ostream &os, ArrayRef<MetricRow> rows) {
  size_t width = 11;
  for (const MetricRow &row : rows)
    width = std::max(width, row.metric.name.size());
  for (const MetricRow &row : rows) {
    os << left_justify(row.metric.name, width + 1);
    printRow(os, row);
  }
}

/// JSON knows no NaN and no infinity.
static json::Value finite(double value) {
  return std::isfinite(value) ? json::Value(value) : json::Value(nullptr);
}

json::Object valuesToJson(ArrayRef<MetricRow> rows) {
  json::Object object;
  for (const MetricRow &row : rows)
    object[json::fixUTF8(row.metric.name)] = finite(row.estimate.value);
  return object;
}

json::Object intervalsToJson(ArrayRef<MetricRow> rows) {
  json::Object object;
  for (const MetricRow &row : rows)
    if (row.interval)
      object[json::fixUTF8(row.metric.name)] =
          json::Array{finite(row.interval->low), finite(row.interval->high)};
  return object;
}

} // namespace ecg
