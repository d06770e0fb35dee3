// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Training of a network with fake quantization (ecg-insert-fake-quantize), and
// which channels have to become coarser until all of it fits into a number of
// bytes. docs/quantization-aware-training.md.

#ifndef ECG_TRAIN_QUANTIZEAWARE_H
#define ECG_TRAIN_QUANTIZEAWARE_H

#include "ecg/Compress/TypeBudget.h"
#include "ecg/Train/Trainer.h"

namespace ecg {

/// The way down to a number of bytes.
struct ByteBudget {
  /// Largest size of all parameters as devices store them (storedBytes); 0:
  /// types stay as they are.
  int64_t bytes = 0;
  /// Steps to it, and epochs of each.
  unsigned rounds = 4, roundEpochs = 12;
};

/// The last stage of training behind roundings.
struct RoundedStage {
  unsigned epochs;
  double rate, average; ///< of learning; TrainOptions::averageDecay
  bool activations;     ///< TrainOptions::activationScales

  /// Sets these; what belongs to training before the roundings is cleared.
  void applyTo(TrainOptions &options) const;
};

/// What people write behind --qat=.
struct QuantizeAwareOptions {
  /// Type of weights where training starts: a name findWeightType knows,
  /// "mixed": int4, and whatever the budget asks for, or "search": the type of
  /// each layer by what it is measured to lose.
  std::string weights = "int4";
  /// Type of the first and last layer with weights; empty: at least int4.
  std::string outer;
  /// Layers that stay in float.
  std::vector<std::string> skip;
  ByteBudget budget;
  /// Most instructions of an inference that a search may plan for
  /// (`@type_instructions`); 0: bytes are what counts.
  double instructions = 0;
  /// Of the last stage.
  unsigned epochs = 80;
  double rate = 1e-3;
  /// TrainOptions::averageDecay.
  double average = 0.95;
  /// TrainOptions::activationScales.
  bool activations = false;

  /// "int4,bytes=8192,epochs=80": the keys are listed in docs/
  /// quantization-aware-training.md.
  static llvm::Expected<QuantizeAwareOptions> parse(llvm::StringRef text);

  /// The types ecg-insert-fake-quantize starts from.
  std::string startType() const {
    return weights == "mixed" ? "int4" : searches() ? "int8" : weights;
  }
  bool searches() const { return weights == "search"; }
  std::string outerType() const;

  /// The part of `options` that these say otherwise.
  void applyTo(TrainOptions &options) const;
};

/// The rows of one layer.
struct RoundedLayer {
  std::string name; ///< or what it is, where it has none
  LayerTypes types;
};

/// All layers whose weights are rounded by rows, in order.
std::vector<RoundedLayer> describeRoundedLayers(mlir::func::FuncOp function);

/// `@stored_bytes` of these layers, and four bytes for each number of the other
/// constants of the function.
int64_t storedBytes(mlir::func::FuncOp function);

/// A part of the training that ended.
struct QuantizeAwareStage {
  std::string name; ///< "round 1 of 4"
  const TrainResult &result;
};

/// Trains `function`, which has fake quantization, in place: with a budget
/// first as it is, then coarser in each round (ALQ's loss-aware choice, Qu et
/// al. 2020, eq. 9: half the curvature times the square of the change), and at
/// last for the epochs of `options`. Fails where no types fit the budget.
llvm::Expected<TrainResult> trainQuantized(
    mlir::func::FuncOp function, const Dataset &data,
    const TrainOptions &options, const ByteBudget &budget,
    llvm::ArrayRef<Teacher *> teachers = {}, const TrainObserver &observer = {},
    llvm::function_ref<void(const QuantizeAwareStage &)> stageEnded = nullptr);

} // namespace ecg

#endif // ECG_TRAIN_QUANTIZEAWARE_H
