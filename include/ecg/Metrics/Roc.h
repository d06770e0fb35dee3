// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Figures of a ranking: they need scores, but no threshold.

#ifndef ECG_METRICS_ROC_H
#define ECG_METRICS_ROC_H

#include "ecg/Metrics/Scored.h"

namespace ecg {

/// Area under the receiver operating characteristic: the probability that a
/// positive is scored above a negative, ties counting half (the statistic of
/// Mann and Whitney 1947; Hanley and McNeil 1982). Pairs are counted in
/// integers, so the order of samples does not matter. Targets are 1, 0, or -1,
/// which is left out. NaN without a positive or without a negative.
double auroc(llvm::ArrayRef<int8_t> targets, llvm::ArrayRef<float> scores);

/// Area under the precision-recall curve as average precision: sum over the
/// distinct scores, from the highest, of the gain in recall times the precision
/// there. No interpolation, which would be too optimistic (Davis and Goadrich
/// 2006). NaN without a positive.
double averagePrecision(llvm::ArrayRef<int8_t> targets,
                        llvm::ArrayRef<float> scores);

/// The same with targets and scores of several classes thrown together, as
/// micro averages want; one class alone is that class.
double pooledAuroc(const ScoredSamples &samples,
                   llvm::ArrayRef<size_t> classes);
double pooledAveragePrecision(const ScoredSamples &samples,
                              llvm::ArrayRef<size_t> classes);

} // namespace ecg

#endif // ECG_METRICS_ROC_H
