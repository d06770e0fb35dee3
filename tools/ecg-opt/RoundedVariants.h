// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A calibrated network with some of its layers rounded: how far its outputs are
// from those in float. What searches over layers measure with.

#ifndef ECG_TOOLS_ECGOPT_ROUNDEDVARIANTS_H
#define ECG_TOOLS_ECGOPT_ROUNDEDVARIANTS_H

#include "ecg/Exec/Program.h"
#include "ecg/Target/Samples.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"
#include <map>

namespace ecg {

class RoundedVariants {
public:
  /// Both have to outlive it.
  RoundedVariants(mlir::ModuleOp calibrated, const Samples &samples);

  /// Runs the network in float; fails where it cannot be run.
  mlir::LogicalResult prepare();

  /// Layers with an arithmetic of their own, by name, in order.
  llvm::ArrayRef<std::string> layers() const { return names; }
  /// These layers and those that only move or select their values and so go
  /// with them. What is done to inputs before any arithmetic goes with all.
  std::vector<std::string>
  withFollowers(llvm::ArrayRef<std::string> layers) const;
  /// All layers but one, with followers: what is left in float where that one
  /// alone is rounded.
  std::vector<std::string> allBut(llvm::StringRef layer) const;

  /// The worst signal-to-noise ratio of an output, in dB, after passes that
  /// `round` adds. Fails with a diagnostic.
  mlir::FailureOr<double>
  measure(llvm::function_ref<void(mlir::OpPassManager &)> round) const;

private:
  void addLayer(mlir::Operation &op);

  mlir::ModuleOp calibrated;
  const Samples &samples;
  std::vector<std::string> names;
  /// The layer whose format a value has, and who takes it over.
  llvm::DenseMap<mlir::Value, std::string> leaders;
  std::map<std::string, std::vector<std::string>, std::less<>> followers;
  std::vector<size_t> outputSizes;
  std::vector<std::vector<float>> exact;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_ROUNDEDVARIANTS_H
