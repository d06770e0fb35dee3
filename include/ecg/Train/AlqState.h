// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Multi-bit weights of others: the .npz layout of docs/alq.md.

#ifndef ECG_TRAIN_ALQSTATE_H
#define ECG_TRAIN_ALQSTATE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ecg {

/// Multi-bit weights of one layer, in a file's order.
struct AlqStateLayer {
  std::string name;           ///< "features.3.weight"
  std::vector<int64_t> shape; ///< of the weights
  int64_t groups = 0;         ///< all of them
  int64_t emptyGroups = 0;    ///< without bits
  int64_t alphas = 0;         ///< coordinates in use: sum_k I_k
  int64_t bits = 0;           ///< sum_k I_k n_k (ALQ-2)
  std::vector<float> weights; ///< w = B a (ALQ-1)
  std::vector<float> bias;    ///< empty: none in the file

  /// Planes, coordinates of four bytes, half a byte a group that counts its
  /// bits, and biases of four bytes: what a device would have to store.
  int64_t storedBytes() const;
};

/// Reads `NAME.basis` [rows, groups, bits, n] (-1 and 1), `NAME.alpha` and
/// `NAME.mask` [rows, groups, bits], `NAME.shape`, and the bias in `X.bias`
/// where NAME is `X.weight`, from the file. Fails with one line that names file
/// and array.
llvm::Expected<std::vector<AlqStateLayer>> readAlqState(llvm::StringRef path);

/// Puts them into the layers with weights of `function`, in order; shapes have
/// to agree. On failure nothing has changed.
llvm::Error applyAlqState(mlir::func::FuncOp function,
                          llvm::ArrayRef<AlqStateLayer> state);

} // namespace ecg

#endif // ECG_TRAIN_ALQSTATE_H
