// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a network costs, also with other widths than it has.

#ifndef ECG_LIB_TRAIN_PRUNECOSTS_H
#define ECG_LIB_TRAIN_PRUNECOSTS_H

#include "PrunableLayers.h"
#include "ecg/Compress/ChannelBudget.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/SetVector.h"

namespace ecg {

/// A copy of the network, without the numbers in its constants, whose types
/// take any widths. Every measure is a sum over layers, each with the constants
/// it is the first to read (docs/pruning.md):
/// - Channels: of all layers that can lose some;
/// - Parameters: elements of float constants, but running statistics;
/// - Macs: CostOpInterface;
/// - Bytes: as int8 a weight is one, an output channel 9 more (bias, multiplier
///   and shift);
/// - Instructions: of int8 on a Cortex-M4, MACs and 20 an element that a layer
///   with MACs gives (requantization and loops), 3 % off for ECGNet.
class PruneCosts : public WidthCosts {
public:
  PruneCosts(mlir::func::FuncOp function, const PrunableLayers &layers);

  Costs total() const override { return sum; }
  Costs savedBy(size_t layer, int64_t width) override;
  void setWidth(size_t layer, int64_t width) override;

  /// How many outputs a layer has; for reports.
  int64_t widthOf(size_t layer) const { return layers[layer].width; }

private:
  struct Dim {
    mlir::Value value; ///< of the copy
    int64_t dim, block;
  };
  struct Layer {
    int64_t width;
    llvm::SmallVector<Dim> dims;
    llvm::SetVector<mlir::Operation *> ops; ///< whose costs depend on it
  };

  Costs costsOf(const llvm::SetVector<mlir::Operation *> &ops) const;
  Costs costsOf(mlir::Operation *op) const;
  void resize(Layer &layer, int64_t width);

  mlir::OwningOpRef<mlir::func::FuncOp> copy;
  llvm::SmallVector<Layer> layers;
  Costs sum;
};

} // namespace ecg

#endif // ECG_LIB_TRAIN_PRUNECOSTS_H
