// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The activations of recurrent layers: their names, parameters and kernels.
// Import, verifiers and lowering read the same table.

#ifndef ECG_IR_RECURRENT_H
#define ECG_IR_RECURRENT_H

#include "ecg/IR/EcgOps.h"
#include "ecg_rt/recurrent.h"

namespace ecg {

/// One activation. A parameter without a default has to be given.
struct RecurrentFunction {
  llvm::StringLiteral name;     ///< in `activations`
  llvm::StringLiteral onnxName; ///< in ONNX files
  ecg_recurrent_activation_t kernel;
  bool hasAlpha = false, hasBeta = false;
  std::optional<float> alpha = std::nullopt, beta = std::nullopt;
};

llvm::ArrayRef<RecurrentFunction> getRecurrentFunctions();

/// The function called `name` in a program, or null.
const RecurrentFunction *findRecurrentFunction(llvm::StringRef name);

/// An activation as kernels take it.
struct RecurrentActivation {
  int32_t function;
  float alpha, beta;
};

/// The activations of one direction of `ecg.lstm` (f, g, h), `ecg.gru` (f, g)
/// or `ecg.rnn` (f), ONNX's defaults where the layer says nothing.
llvm::SmallVector<RecurrentActivation, 3>
getRecurrentActivations(mlir::Operation *layer, int64_t direction);

} // namespace ecg

#endif // ECG_IR_RECURRENT_H
