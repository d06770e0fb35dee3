// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How weights follow their gradients. One flat vector of weights; float32
// throughout, so that a run depends on nothing but its inputs.

#ifndef ECG_TRAIN_OPTIMIZER_H
#define ECG_TRAIN_OPTIMIZER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>
#include <vector>

namespace ecg {

struct OptimizerOptions {
  /// sgd, adam (Kingma and Ba 2015), adamw (Loshchilov and Hutter 2019),
  /// amsgrad (Reddi et al. 2018, with decoupled decay as adamw).
  std::string name = "adam";
  double momentum = 0; ///< sgd
  bool nesterov = false;
  double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  /// Added to the gradient (sgd, adam) or taken off the weights beside it
  /// (adamw, amsgrad).
  double weightDecay = 0;

  /// "adamw,weight-decay=0.01" on top of the defaults; the keys are listed in
  /// docs/training.md.
  static llvm::Expected<OptimizerOptions> parse(llvm::StringRef text);
};

class Optimizer {
public:
  virtual ~Optimizer();

  /// One step: changes `weights` by `gradients` at learning rate
  /// `rates[i] * rate` for weight i (`rates` empty: all 1).
  virtual void step(llvm::MutableArrayRef<float> weights,
                    llvm::ArrayRef<float> gradients, double rate,
                    llvm::ArrayRef<float> rates = {}) = 0;

  /// Everything a resumed run needs: moments, then the number of steps in two
  /// floats' bits. setState takes what state() gave; sizes must agree.
  virtual std::vector<float> state() const = 0;
  virtual llvm::Error setState(llvm::ArrayRef<float> state) = 0;

  /// The second moment of each gradient (adam family), which stands in for the
  /// diagonal of the Hessian in ALQ; empty otherwise.
  virtual llvm::ArrayRef<float> secondMoment() const { return {}; }
};

llvm::Expected<std::unique_ptr<Optimizer>>
makeOptimizer(const OptimizerOptions &options, size_t numWeights);

/// @clip: scales `gradients` so that their Euclidean norm is at most `maxNorm`
/// (> 0); returns the norm before. Sums in double in a fixed order. Gradients
/// with NaN or infinity stay as they are; the norm tells.
double clipGradients(llvm::MutableArrayRef<float> gradients, double maxNorm);

/// @moving_average: exponential, of weights: average += (1 - d) (values -
/// average) with d = min(decay, (1 + t) / (10 + t)) at step t = 1, 2, ..., so
/// that the start is forgotten soon.
class MovingAverage {
public:
  MovingAverage(llvm::ArrayRef<float> values, double decay);
  void update(llvm::ArrayRef<float> values);
  llvm::ArrayRef<float> values() const { return average; }
  uint64_t steps() const { return count; }
  /// For resumed runs.
  void restore(std::vector<float> values, uint64_t steps);

private:
  std::vector<float> average;
  double decay;
  uint64_t count = 0;
};

} // namespace ecg

#endif // ECG_TRAIN_OPTIMIZER_H
