// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What --metrics asks for.

#ifndef ECG_TOOLS_ECGRUN_METRICCHOICE_H
#define ECG_TOOLS_ECGRUN_METRICCHOICE_H

#include "ecg/Metrics/Registry.h"

namespace ecg {

struct MetricChoice {
  std::vector<Metric> metrics; ///< to print, in this order
  std::vector<Metric> all;     ///< for JSON: these and all others there are
  bool classTable = false, confusion = false;
};

/// Adds the table at `path` for the metric "challenge". Fails with one line
/// when it cannot be read, does not know the class `normal` or none of the
/// context.
llvm::Error readWeights(llvm::StringRef path, llvm::StringRef normal,
                        MetricContext &context);

/// Whether any of the names is a metric of reconstructions.
bool namesReconstruction(llvm::StringRef names);

/// Reads "name,name", "all", or nothing for the usual ones. `reconstruct`: the
/// model is an autoencoder, so nothing else can be measured.
llvm::Expected<MetricChoice> chooseMetrics(llvm::StringRef names,
                                           const MetricContext &context,
                                           bool reconstruct);

} // namespace ecg

#endif // ECG_TOOLS_ECGRUN_METRICCHOICE_H
