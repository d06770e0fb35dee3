// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Activations whose channels can be scaled without anybody noticing: between
// layers with weights, which make up for it, there are only layers f with
// f(s x) = s f(x) for s > 0.

#ifndef ECG_ANALYSIS_SCALABLEREGIONS_H
#define ECG_ANALYSIS_SCALABLEREGIONS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <vector>

namespace ecg {

/// Values that have to be scaled together, channel by channel along dimension
/// 1; a flatten makes a channel several neighbours.
struct ScalableRegion {
  int64_t channels = 0;
  llvm::SmallVector<mlir::Value> values;
  /// Layers whose weights make the values, and layers whose weights read them:
  /// convolutions, linear layers, batch norms.
  llvm::SmallVector<mlir::Operation *> producers, readers;
};

/// All of them, in program order. Parameters of their layers are float
/// constants.
std::vector<ScalableRegion> findScalableRegions(mlir::func::FuncOp function);

/// The values of `region` become `factors[c]` times smaller: what makes them is
/// divided, what reads them multiplied. With powers of two results stay the
/// same, bit for bit.
void scaleChannels(const ScalableRegion &region, llvm::ArrayRef<float> factors);

} // namespace ecg

#endif // ECG_ANALYSIS_SCALABLEREGIONS_H
