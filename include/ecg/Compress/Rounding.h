// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounding the weights of a layer so that its outputs, not its weights, are as
// near as possible to those of the float network (docs/numerics.md
// `@rounding`). Plain arrays, no MLIR types. Which inputs a layer sees is for
// the caller to know.

#ifndef ECG_COMPRESS_ROUNDING_H
#define ECG_COMPRESS_ROUNDING_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace ecg {

/// Moments of the inputs that one group of output channels sees: `exact` in the
/// float network, `rounded` where activations and earlier weights are rounded.
/// Sums run in double, in the order in which inputs come.
class InputMoments {
public:
  explicit InputMoments(size_t weights);

  /// `count` inputs of each kind; input i has `weights` elements from
  /// i * weights on, in the order of a row of weights.
  void add(const float *exact, const float *rounded, size_t count);

  /// Elements of an input.
  size_t size() const { return exactSum.size(); }
  size_t count() const { return inputs; }

private:
  friend class RowRounding;
  size_t inputs = 0;
  std::vector<double> exactSum, roundedSum; ///< over the inputs
  std::vector<double> gram;  ///< [size][size], rounded by rounded
  std::vector<double> cross; ///< [size][size], rounded by exact
};

/// `@rounding`: the weights of the output channels of one group.
class RowRounding {
public:
  /// Prepares what all rows share. With `hasBias` a bias makes up for the mean
  /// error, and weights only for what deviates from it.
  RowRounding(const InputMoments &moments, bool hasBias);

  /// Float weights with which the rounded inputs give least error, near `row`.
  std::vector<double> adapt(llvm::ArrayRef<float> row) const;

  /// Integers of [-127, 127] and what they lose: the mean square error of the
  /// output beyond that of `adapted`.
  struct Rounded {
    std::vector<int8_t> integers;
    double loss = 0;
  };
  Rounded round(llvm::ArrayRef<double> adapted, double scale) const;

  /// The scale, a float from 0.7 to 1 times `largest`, that loses least: finer
  /// steps may be worth a clipped weight.
  double chooseScale(llvm::ArrayRef<double> adapted, double largest) const;

  /// What to add to the bias of `row` once it has become `scale` * `integers`.
  double biasCorrection(llvm::ArrayRef<float> row,
                        llvm::ArrayRef<int8_t> integers, double scale) const;

private:
  size_t size;
  std::vector<double> exactMean, roundedMean;
  std::vector<double> target; ///< [size][size]: adapted = target * row
  std::vector<double> upper;  ///< [size][size]: Cholesky factor, in `order`
  std::vector<size_t> order;  ///< the weight with the largest input first
};

} // namespace ecg

#endif // ECG_COMPRESS_ROUNDING_H
