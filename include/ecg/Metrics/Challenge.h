// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The metric of the PhysioNet/CinC Challenge 2020, which gives part of the
// credit for classes that are treated alike.

#ifndef ECG_METRICS_CHALLENGE_H
#define ECG_METRICS_CHALLENGE_H

#include "ecg/Metrics/Scored.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace ecg {

/// A table of credits as published with the challenge (weights.csv): classes
/// along both sides in the same order, the credit for saying the class of the
/// column where that of the row is true.
class ChallengeWeights {
public:
  /// Reads a table. Names joined by '|' are one class (the files of 2021);
  /// classes with equal rows and columns that earn full credit for each other
  /// are one, too (those of 2020, where the equivalence is in the evaluator).
  /// Fails with one line that names file, line and cause.
  static llvm::Expected<ChallengeWeights> read(llvm::StringRef path);

  /// Every name the table has, for messages.
  std::vector<std::string> names() const;
  size_t size() const { return classes.size(); }
  double weight(size_t truth, size_t decision) const {
    return weights[truth * size() + decision];
  }
  /// The class of this name; nothing when it is not scored. A name of several
  /// joined by '|' is that of the first that is.
  std::optional<size_t> find(llvm::StringRef name) const;

private:
  friend class WeightsReader;
  std::vector<std::vector<std::string>> classes; ///< names of each
  std::vector<double> weights;                   ///< [truth][decision]
};

/// The score of decisions about classes with these names, (s - inactive) /
/// (correct - inactive): 1 for the truth itself, 0 for a model that says
/// `normal` of everybody. s sums weight(j, k) / n over the samples, their true
/// classes j and the decided ones k; n is the number of classes that are true
/// or decided (M. A. Perez Alday et al., Classification of 12-lead ECGs: the
/// PhysioNet/Computing in Cardiology Challenge 2020, Physiol. Meas. 41:124003,
/// 2020). Classes that are not in the table do not count, equivalent ones are
/// one, and samples with an unknown target are left out. 0 where nothing can be
/// won, as the published evaluator says.
double challengeScore(const ScoredSamples &samples,
                      llvm::ArrayRef<std::string> classNames,
                      const ChallengeWeights &weights, size_t normal);

/// Sinus rhythm in SNOMED CT, the normal class of 2020 and 2021.
inline constexpr llvm::StringLiteral challengeNormalCode = "426783006";

} // namespace ecg

#endif // ECG_METRICS_CHALLENGE_H
