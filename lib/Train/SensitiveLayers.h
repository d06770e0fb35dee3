// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The layers of a network that can be made coarser, and where their weights
// stand in a GradientProgram.

#ifndef ECG_LIB_TRAIN_SENSITIVELAYERS_H
#define ECG_LIB_TRAIN_SENSITIVELAYERS_H

#include "ecg/Exec/GradientProgram.h"

namespace ecg {

/// Learned values that lie in `rows` equal rows, at `offset` of
/// GradientProgram::values().
struct WeightRows {
  size_t offset, size;
  int64_t rows;

  llvm::MutableArrayRef<float> of(llvm::MutableArrayRef<float> values) const {
    return values.slice(offset, size);
  }
};

struct SensitiveLayer {
  mlir::Operation *op;
  /// Each row has a scale of its own when it is quantized. May be empty.
  llvm::SmallVector<WeightRows, 2> weights;
  /// What goes with an output channel, a row each, weights first. Empty where
  /// channels have to stay: they come out of the network, or something reads
  /// them that knows nothing of channels.
  llvm::SmallVector<WeightRows, 2> channels;

  /// Rounds its weights among `values`, those of the program.
  void roundWeights(llvm::MutableArrayRef<float> values, unsigned bits) const;
  /// Zeroes that share of its channels; false where it has none to spare.
  bool prune(llvm::MutableArrayRef<float> values, double share) const;
};

/// Whether a function is quantized, or about to be: rounding that again tells
/// nothing.
bool isRounded(mlir::func::FuncOp function);

/// All layers of `function` with weights that `program`, made of it, learns,
/// and those without whose results quantization rounds anew.
std::vector<SensitiveLayer> findSensitiveLayers(mlir::func::FuncOp function,
                                                const GradientProgram &program);

} // namespace ecg

#endif // ECG_LIB_TRAIN_SENSITIVELAYERS_H
