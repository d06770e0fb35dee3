// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What earlier steps made of the weights and later training has to keep: zeros
// of sparse layers, shared values of clustered ones.

#ifndef ECG_TRAIN_KEPTWEIGHTS_H
#define ECG_TRAIN_KEPTWEIGHTS_H

#include "ecg/Train/WeightTies.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ecg {

struct KeptWeights {
  bool zeros = false;     ///< every weight that is zero now stays zero
  bool clusters = false;  ///< layers of at most 16 values (isClustered) keep
                          ///< them in common; zeros of sparse ones stay
  bool byChannel = false; ///< channels of so few values do, instead of layers
};

/// The ties that do so in `function`, also where fake quantization rounds its
/// weights: then the rows of a clustered layer have one scale, which stays one.
std::vector<WeightTies> tiesThatKeep(KeptWeights what,
                                     mlir::func::FuncOp function);

} // namespace ecg

#endif // ECG_TRAIN_KEPTWEIGHTS_H
