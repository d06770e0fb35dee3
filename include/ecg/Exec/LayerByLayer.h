// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A float function run layer by layer, each on all samples before the next: for
// who changes layers as they come up. Whole networks are run by FloatProgram.h.

#ifndef ECG_EXEC_LAYERBYLAYER_H
#define ECG_EXEC_LAYERBYLAYER_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace ecg {

/// The values of a function that layers still to run will read.
class LayerByLayer {
public:
  /// Counts who reads which value of `function` now; layers may get other
  /// constants before they run, but no other operands.
  LayerByLayer(mlir::func::FuncOp function, size_t samples);

  /// Where argument `index` of a sample is to be written before all else.
  llvm::MutableArrayRef<float> argument(unsigned index, size_t sample);

  /// Computes the results of `layer` for all samples. What no later layer reads
  /// is freed. Emits a diagnostic when the host cannot run the layer.
  mlir::LogicalResult run(mlir::Operation &layer);

  /// The elements of a float argument or result that is still to be read.
  const float *of(mlir::Value value, size_t sample) const;

private:
  struct Tensor {
    size_t bytes;           ///< of one sample
    std::vector<char> data; ///< of all samples
    size_t readers;
  };
  void add(mlir::Value value);
  void release(mlir::Value value);

  mlir::func::FuncOp function;
  size_t samples;
  llvm::DenseMap<mlir::Value, Tensor> tensors;
};

} // namespace ecg

#endif // ECG_EXEC_LAYERBYLAYER_H
