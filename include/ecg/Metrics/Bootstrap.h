// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Confidence intervals of any metric by drawing samples again (Efron 1979),
// all samples of a person together: they are not independent.

#ifndef ECG_METRICS_BOOTSTRAP_H
#define ECG_METRICS_BOOTSTRAP_H

#include "ecg/Metrics/Intervals.h"
#include "ecg/Metrics/Registry.h"

namespace ecg {

/// The samples that are drawn together: those of equal name, in the order of
/// the first of each; every sample for itself where there are no names.
std::vector<std::vector<uint32_t>>
groupSamples(llvm::ArrayRef<std::string> names, size_t samples);

struct Bootstrap {
  size_t replicates = 1000;
  uint64_t seed = 0;
  unsigned threads = 0; ///< 0: one a core; the result does not depend on it

  /// The 2.5 % and 97.5 % percentile of each metric over replicates, each of
  /// which draws as many groups as there are, with replacement. Replicates in
  /// which a metric is not defined (a rare class was not drawn) do not count;
  /// nothing where fewer than half do.
  std::vector<std::optional<Interval>>
  intervals(llvm::ArrayRef<Metric> metrics, const Outcome &outcome,
            llvm::ArrayRef<std::vector<uint32_t>> groups) const;
};

/// The value below which the share `p` of the `sorted` lies, linear between
/// neighbours (type 7 of Hyndman and Fan 1996, NumPy's default).
double percentile(llvm::ArrayRef<double> sorted, double p);

} // namespace ecg

#endif // ECG_METRICS_BOOTSTRAP_H
