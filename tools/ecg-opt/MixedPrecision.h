// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which layers have to stay in float so that the outputs come near enough.

#ifndef ECG_TOOLS_ECGOPT_MIXEDPRECISION_H
#define ECG_TOOLS_ECGOPT_MIXEDPRECISION_H

#include "ecg/Target/Samples.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"

namespace ecg {

/// Layers that can be integer ones by name, those that stay in float, and those
/// whose weights become two int8 terms instead.
struct MixedPrecision {
  std::vector<std::string> layers, inFloat, split;
};

/// Adds passes that round all layers of a calibrated network but those named.
using RoundLayers = llvm::function_ref<void(mlir::OpPassManager &,
                                            llvm::ArrayRef<std::string>)>;

/// Whether finer weights can take a layer, by name, out of the float ones.
using CanSplit = llvm::function_ref<bool(llvm::StringRef)>;

/// The fewest layers of a calibrated network found to stay in float for a
/// signal-to-noise ratio of `decibels` at every output. What a layer costs is
/// measured by rounding it alone, as `round` does; then as many as necessary
/// are taken, dearest first. Layers that only move or select values go with the
/// one before them. Fails with a diagnostic.
mlir::FailureOr<MixedPrecision>
chooseFloatLayers(mlir::ModuleOp calibrated, const Samples &samples,
                  double decibels, RoundLayers round, CanSplit canSplit);

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_MIXEDPRECISION_H
