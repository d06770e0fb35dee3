// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Metrics by name, the same for every tool: `ecg-run --metrics`, the choice of
// the best epoch in training, the search for thresholds. docs/evaluation.md
// lists them.

#ifndef ECG_METRICS_REGISTRY_H
#define ECG_METRICS_REGISTRY_H

#include "ecg/Metrics/Challenge.h"
#include "ecg/Metrics/Confusion.h"
#include "ecg/Metrics/Reconstruction.h"
#include "ecg/Metrics/Scored.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ecg {

/// What a model did on samples: all that metrics are computed from. A
/// classifier leaves `reconstructions` empty, an autoencoder `scored`.
struct Outcome {
  ScoredSamples scored;
  std::vector<ReconstructionError> reconstructions; ///< one a sample
  /// Values of the signal a value that is transmitted; NaN where unknown.
  double compressionRatio = std::numeric_limits<double>::quiet_NaN();

  /// The samples of these indices, in this order; an index may repeat.
  Outcome select(llvm::ArrayRef<uint32_t> samples) const;
};

/// The value of a metric; NaN where it is not defined on the samples.
struct Estimate {
  double value;
  /// Of metrics that are a share of samples: which, for wilsonInterval.
  std::optional<Proportion> proportion = std::nullopt;
};

/// What names of metrics may refer to.
struct MetricContext {
  size_t numClasses = 0;
  std::vector<std::string> classNames; ///< their indices where empty
  /// Credits of the metric "challenge"; null where there are none.
  std::shared_ptr<const ChallengeWeights> weights = nullptr;
  size_t normalClass = 0; ///< of the weights

  std::string className(size_t cls) const;
};

struct Metric {
  std::string name;
  std::string unit; ///< "dB", "%" or none
  bool higherIsBetter = true;
  std::function<Estimate(const Outcome &)> estimate;

  double operator()(const Outcome &outcome) const {
    return estimate(outcome).value;
  }
};

/// The metric of this name:
///   accuracy                  right samples (multi-label: all classes right)
///   macro-F, macro-F:A+B      mean of F over the classes that occur, or over
///                             those of the named ones that occur
///   micro-F, micro-F:A+B      F of the decisions on all (these) classes
///   F:A                       F of one class against all others
///   challenge                 challengeScore, where there are weights
///   snr, prd, prdn            of reconstructions, in dB and %
///   compression-ratio
/// with F one of precision, sensitivity or recall, specificity, f1, auroc,
/// auprc. Fails with one line that lists what is known.
llvm::Expected<Metric> findMetric(llvm::StringRef name,
                                  const MetricContext &context);

/// The same for "name,name,...".
llvm::Expected<std::vector<Metric>> findMetrics(llvm::StringRef names,
                                                const MetricContext &context);

/// Every metric of a classifier: figures over all classes, and those a class.
std::vector<Metric> allClassMetrics(const MetricContext &context);

/// Every metric of an autoencoder.
std::vector<Metric> allReconstructionMetrics();

/// Whether `name` is measured on reconstructions, not on decisions.
bool isReconstructionMetric(llvm::StringRef name);

} // namespace ecg

#endif // ECG_METRICS_REGISTRY_H
