// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of figures that names of metrics are put together from. A new
// figure of a classifier is a function and a row in Figures.cpp.

#ifndef ECG_LIB_METRICS_FIGURES_H
#define ECG_LIB_METRICS_FIGURES_H

#include "ecg/Metrics/Registry.h"

namespace ecg {

/// A figure of the decisions on some classes, thrown together.
struct Figure {
  llvm::StringRef name;
  Estimate (*estimate)(const ScoredSamples &, llvm::ArrayRef<size_t>);
};

/// Where larger is better, in the order of reports.
llvm::ArrayRef<Figure> figureTable();

/// By name or other name ("recall"); null when unknown.
const Figure *findFigure(llvm::StringRef name);

/// The mean over classes that occur and have the figure.
Estimate macroMean(const Figure &figure, const ScoredSamples &samples,
                   llvm::ArrayRef<size_t> classes);

/// `part` of `whole` as `value`; NaN where there is no whole.
Estimate share(Proportion proportion, double value);

} // namespace ecg

#endif // ECG_LIB_METRICS_FIGURES_H
