// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a network loses when a single layer is made coarser: the question behind
// mixed precision and the choice of what to prune. docs/evaluation.md.

#ifndef ECG_TRAIN_SENSITIVITY_H
#define ECG_TRAIN_SENSITIVITY_H

#include "ecg/Data/Dataset.h"
#include "ecg/Exec/Program.h"
#include "ecg/Train/Loss.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace ecg {

/// Something that is done to one layer while all others stay as they are.
struct Perturbation {
  enum Kind {
    Weights, ///< its weights are rounded (docs/numerics.md `@q_simulated`)
    Output,  ///< its result is, to its range over the samples
    Pruned,  ///< its output channels of smallest L1 norm are zero
  };
  Kind kind;
  unsigned bits = 8; ///< of Weights and Output
  double share = 0;  ///< of Pruned, of all channels; rounded down

  /// "weights_int8", "output_int4", "pruned_25".
  std::string name() const;
};

struct SensitivityOptions {
  /// 2 to 16 each; weights and outputs are rounded to each.
  std::vector<unsigned> bits{8};
  /// Above 0, below 1.
  std::vector<double> prune{0.25, 0.5};
  /// How many samples of the split, evenly spaced; 0: all.
  size_t samples = 256;
  std::string split = "val";
  /// The output that is compared, before the softmax or sigmoid that ends it.
  size_t output = 0;
  LossOptions loss;
  /// Nothing but the time depends on it; 0: one a core.
  unsigned threads = 0;
  /// Called with the number of finished measurements and of all. May be null.
  llvm::function_ref<void(size_t, size_t)> progress = nullptr;

  /// Fails with one line where a number is not in its range.
  llvm::Error check() const;
  /// Weights, outputs, pruning, each in the order of the lists.
  std::vector<Perturbation> perturbations() const;
};

/// What a perturbation does to the network.
struct Effect {
  double sqnr = 0; ///< of its output, dB (SignalToNoise)
  /// Mean loss a sample with the perturbation minus that without.
  std::optional<double> lossIncrease;
};

/// A layer with weights, or one without whose result has levels of its own when
/// it is quantized (sums, means, functions).
struct LayerSensitivity {
  std::string name, op;
  int64_t weights = 0; ///< without biases; 0: only Output applies
  int64_t macs = 0;    ///< 0: unknown
  /// Mean over samples of the sum of squared gradients of the loss by the
  /// weights: the trace of the diagonal of the empirical Fisher information.
  std::optional<double> fisherTrace;
  /// One a perturbation; nothing where it does not apply: channels that come
  /// out of the network, fewer than one to prune, no weights, a result nobody
  /// reads.
  std::vector<std::optional<Effect>> effects;
};

struct SensitivityReport {
  std::vector<Perturbation> perturbations;
  std::vector<LayerSensitivity> layers; ///< in the order of the network
  size_t samples = 0;
  std::optional<double> loss; ///< of the network as it is, mean a sample
  std::string noLoss;         ///< why there is none

  /// Indices of the layers with the smallest SQNR under a perturbation, worst
  /// first: `count`, but at most half of those it applies to, and none
  /// that do not matter at all.
  std::vector<size_t> worst(size_t perturbation, size_t count) const;
};

/// The output labels are about: `output`, or nothing where its shape is that of
/// an input, or is not one value a class. For openData.
std::optional<size_t> findLabelledOutput(const Program &program, size_t output);

/// Runs the network once for every layer and perturbation. Constants that
/// several layers share change together. `function` stays as it is. Fails with
/// one line where the function is quantized or has no weights, options make no
/// sense, or an output is not finite.
llvm::Expected<SensitivityReport>
analyzeSensitivity(mlir::func::FuncOp function, const Dataset &data,
                   const SensitivityOptions &options = {});

} // namespace ecg

#endif // ECG_TRAIN_SENSITIVITY_H
