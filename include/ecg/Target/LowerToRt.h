// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From layers to kernel calls. The layers' own part stands in
// lib/Target/Kernels, one file a family, behind KernelOpInterface.

#ifndef ECG_TARGET_LOWERTORT_H
#define ECG_TARGET_LOWERTORT_H

#include "ecg/Target/KernelSet.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ecg {

struct LoweringOptions {
  /// Written to `ecgrt.target`.
  std::string target = "generic";
  const KernelSet *kernels = &referenceKernels();
  /// Inputs that are only quantized, and outputs that are only dequantized,
  /// cross the boundary as int8.
  bool quantizedIo = false;
  /// The caller writes inputs into the arena, which a run then overwrites.
  bool inputsInArena = false;
  /// Recurrent layers that start from zero keep their state between runs.
  bool stateful = false;
  PackWeights packWeights = PackWeights::Auto;
};

/// Turns the `ecg` function into an `ecgrt` one, in place. A diagnostic names
/// the layer that no kernel can compute; the function is then of no use.
mlir::LogicalResult lowerToRt(mlir::func::FuncOp function,
                              const LoweringOptions &options);

/// Attaches KernelOpInterface to the ops of `ecg`.
void registerKernelModels(mlir::DialectRegistry &registry);

} // namespace ecg

#endif // ECG_TARGET_LOWERTORT_H
