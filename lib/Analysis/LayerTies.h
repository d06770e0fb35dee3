// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The channel ties of all layers of a function, before they are joined to
// groups.

#ifndef ECG_LIB_ANALYSIS_LAYERTIES_H
#define ECG_LIB_ANALYSIS_LAYERTIES_H

#include "ecg/IR/EcgInterfaces.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/IntEqClasses.h"
#include <vector>

namespace ecg {

/// All dimensions of all values of a function, numbered.
class DimTable {
public:
  struct Dim {
    mlir::Value value;
    int64_t dim;
    int64_t size;
  };

  explicit DimTable(mlir::func::FuncOp func);

  unsigned size() const { return dims.size(); }
  const Dim &operator[](unsigned id) const { return dims[id]; }

  unsigned find(mlir::Value value, int64_t dim) const {
    return first.lookup(value) + dim;
  }
  unsigned find(const ChannelDim &dim) const {
    return find(dim.value, dim.dim);
  }

  /// Calls `visit` for each dimension of a value, or of all operands and
  /// results of `op`.
  void forEach(mlir::Value value,
               llvm::function_ref<void(unsigned)> visit) const;
  void forEach(mlir::Operation *op,
               llvm::function_ref<void(unsigned)> visit) const;

private:
  void add(mlir::Value value);

  std::vector<Dim> dims;
  llvm::DenseMap<mlir::Value, unsigned> first;
};

/// An operation of the function; one that knows no channels has no ties.
struct LayerTies {
  mlir::Operation *op;
  llvm::SmallVector<ChannelTie> ties;
};

/// The ties of all operations, the terminator included, in program order.
/// Where a layer leaves a choice (ChannelTie::choice), one of the ties is left.
std::vector<LayerTies> findLayerTies(mlir::func::FuncOp func,
                                     const DimTable &table);

/// Joins the dimensions that ties name together.
llvm::IntEqClasses joinDims(llvm::ArrayRef<LayerTies> layers,
                            const DimTable &table);

} // namespace ecg

#endif // ECG_LIB_ANALYSIS_LAYERTIES_H
