// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Search for the largest value of a function that has no derivative, such as a
// metric of decisions as its thresholds move.

#ifndef ECG_METRICS_DIFFERENTIALEVOLUTION_H
#define ECG_METRICS_DIFFERENTIALEVOLUTION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <cstdint>
#include <vector>

namespace ecg {

/// The names of the paper, and values in the ranges it advises.
struct DifferentialEvolution {
  size_t population = 0; ///< NP; 0: 10 a dimension, at most 100
  size_t generations = 300;
  size_t patience = 60;   ///< generations without gain before it ends
  double weight = 0.8;    ///< F, of the difference of two members
  double crossover = 0.9; ///< CR, the share of values taken from a mutant
  uint64_t seed = 0;

  /// A point in the box from `low` to `high` where `value` is as large as the
  /// search found it: DE/rand/1/bin of R. Storn and K. Price, Differential
  /// Evolution, J. Global Optimization 11:341-359, 1997. `start` is a member of
  /// the first population and is returned unless something is better. NaN is
  /// worse than any number. Depends on nothing but its arguments.
  std::vector<double>
  maximize(llvm::function_ref<double(llvm::ArrayRef<double>)> value,
           llvm::ArrayRef<double> start, llvm::ArrayRef<double> low,
           llvm::ArrayRef<double> high) const;
};

} // namespace ecg

#endif // ECG_METRICS_DIFFERENTIALEVOLUTION_H
