// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers of constants, run on the host: how constants are folded without a
// folder for each layer.

#ifndef ECG_EXEC_EVALUATECONSTANTS_H
#define ECG_EXEC_EVALUATECONSTANTS_H

#include "ecg/IR/Constants.h"
#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"

namespace ecg {

/// Values known at compile time, as bytes in memory: constants and the results
/// of layers that were evaluated here.
class ConstantEvaluator {
public:
  /// The elements of `value`, empty when they are not known.
  llvm::ArrayRef<char> bytesOf(mlir::Value value);

  /// Whether the layer can run and all its operands are known.
  bool canEvaluate(mlir::Operation *layer);

  /// Runs a layer that canEvaluate(). Emits a diagnostic on failure.
  mlir::LogicalResult evaluate(mlir::Operation *layer);

  /// Hands out the elements of an evaluated result; nothing for other values.
  std::optional<std::vector<char>> take(mlir::Value result);

private:
  llvm::DenseMap<mlir::Value, std::vector<char>> results;
  llvm::DenseMap<mlir::Value, ConstantBytes> constants;
};

} // namespace ecg

#endif // ECG_EXEC_EVALUATECONSTANTS_H
