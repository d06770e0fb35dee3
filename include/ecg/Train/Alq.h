// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Adaptive loss-aware quantization to multi-bit weights (Qu et al., CVPR 2020):
// docs/alq.md has the algorithm with its equations.

#ifndef ECG_TRAIN_ALQ_H
#define ECG_TRAIN_ALQ_H

#include "ecg/Train/QuantizeAware.h"

namespace ecg {

/// What people write behind --alq=.
struct AlqOptions {
  /// Which codes (docs/numerics.md `@bit_codes`) groups may get.
  enum class Codes {
    All,   ///< whatever loses least a byte
    Sums,  ///< sums of signed coordinates alone, as in the paper
    Steps, ///< equal steps, with one coordinate each
  };

  /// Code where the search starts, and of the first and last layer.
  std::string start = "int4", outer = "int4";
  /// channel, kernel, pixel, or a number of weights.
  std::string groups = "channel";
  Codes codes = Codes::All;
  /// Layers that stay in float.
  std::vector<std::string> skip;
  /// Largest size of all parameters (storedBytes); 0: as `bits` says.
  int64_t bytes = 0;
  /// Largest average bitwidth (ALQ-2); 0: any.
  double bits = 0;
  /// Steps to that goal, and epochs of each: with straight-through gradients,
  /// before them of bases (ALQ-6, ALQ-7) and of coordinates (ALQ-8).
  unsigned rounds = 4, roundEpochs = 12, basisEpochs = 1, coordinateEpochs = 1;
  /// Channels each layer keeps at least.
  unsigned minChannels = 4;
  /// Of the last, straight-through stage.
  unsigned epochs = 80;
  double rate = 1e-3;
  /// TrainOptions::averageDecay of straight-through stages.
  double average = 0.95;
  /// Ranges of activations learn.
  bool activations = true;
  /// File for the network after the bits of each round are taken; empty: none.
  std::string checkpoint;
  /// Go on from there; then the run equals an unbroken one.
  bool resume = false;

  /// "bytes=5120,epochs=80": the keys are listed in docs/alq.md.
  static llvm::Expected<AlqOptions> parse(llvm::StringRef text);

  /// The part of `options` that these say otherwise.
  void applyTo(TrainOptions &options) const;
};

/// A layer with multi-bit weights.
struct MultiBitLayer {
  std::string name; ///< or what it is, where it has none
  int64_t groupSize;
  std::vector<int64_t> codes; ///< a number of bitCodes() for each group
  int64_t bytes;              ///< its share of storedBytes
  /// Of each group: by how much the loss would grow without it (`@bit_loss`);
  /// 0 where no second moments are known.
  std::vector<double> sensitivity;

  double averageBits() const;
};

/// All of a function, in order.
std::vector<MultiBitLayer>
describeMultiBitLayers(mlir::func::FuncOp function,
                       const SecondMoments *moments = nullptr);

/// ALQ-2 over all layers with multi-bit weights.
double averageBits(mlir::func::FuncOp function);

/// A part of the run that ended.
struct AlqStage {
  std::string name; ///< "round 1 of 4"
  const TrainResult &result;
  int64_t channelsRemoved; ///< before it
};

/// Trains `function`, whose weights are rounded by ecg.fake_multi_bit, in
/// place: the start, then rounds that take bits where the loss model says they
/// matter least and train again, then the last stage, of which the best epoch
/// is kept. Channels without bits leave the network. Fails where nothing fits
/// the goal.
llvm::Expected<TrainResult>
trainAlq(mlir::func::FuncOp function, const Dataset &data,
         const TrainOptions &options, const AlqOptions &alq,
         llvm::ArrayRef<Teacher *> teachers = {},
         const TrainObserver &observer = {},
         llvm::function_ref<void(const AlqStage &)> stageEnded = nullptr);

} // namespace ecg

#endif // ECG_TRAIN_ALQ_H
