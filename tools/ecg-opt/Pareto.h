// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What compressing a network in several ways led to: which of them are worth
// having, as JSON and as a picture. Runs nothing.

#ifndef ECG_TOOLS_ECGOPT_PARETO_H
#define ECG_TOOLS_ECGOPT_PARETO_H

#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include <optional>
#include <string>
#include <vector>

namespace ecg {

struct ParetoPoint {
  std::string name;
  std::vector<std::string> flags; ///< that led to it
  /// Accuracy in percent on the split that choices are made by, and on the one
  /// that is only told.
  double accuracy = 0;
  std::optional<double> testAccuracy;
  int64_t bytes = 0; ///< of all parameters in flash
  int64_t flash = 0, ram = 0, macs = 0;
  int64_t instructions = 0; ///< of an inference; 0: not measured
  /// No other one is at least as good in accuracy, bytes and MACs, and better
  /// in one of them.
  bool onFront = false;
  /// Why there are no figures; empty where there are.
  std::string failure;
};

/// The figures of a point from the report.json of its compilation; fails where
/// it is no such report, or has no accuracy on the validation split.
llvm::Expected<ParetoPoint> readPoint(llvm::StringRef report);

/// Sets `onFront` of all points; those without figures are not on it.
void markFront(llvm::MutableArrayRef<ParetoPoint> points);

/// Keys are documented in docs/recipes.md.
llvm::json::Value toJson(llvm::ArrayRef<ParetoPoint> points);

/// Accuracy over bytes (logarithmic) as SVG: all points with names, those of
/// the front joined by a line.
void printPlot(llvm::raw_ostream &os, llvm::ArrayRef<ParetoPoint> points,
               llvm::StringRef title);

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_PARETO_H
