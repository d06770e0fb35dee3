// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an evaluation tells its user: what was run on what, how good it is, and
// how far to trust that.

#ifndef ECG_TOOLS_ECGRUN_REPORT_H
#define ECG_TOOLS_ECGRUN_REPORT_H

#include "ecg/Data/Dataset.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/Exec/Metrics.h"
#include <optional>

namespace ecg {

struct EvaluationReport {
  std::string model, split;
  const Dataset &data;
  std::vector<std::string> inputs; ///< how each was prepared
  Metrics metrics;
  size_t unlabelled = 0;
  /// Against the training split, where there is one and it is another.
  std::optional<LeakageReport> leakage;
  double seconds = 0;

  void print(llvm::raw_ostream &os) const;
  /// Writes JSON to `path`; nothing is left there on failure.
  llvm::Error writeJson(llvm::StringRef path) const;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGRUN_REPORT_H
