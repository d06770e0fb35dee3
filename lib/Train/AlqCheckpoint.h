// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ALQ between two rounds, on disk: the network as MLIR bytecode, and how far it
// is as an attribute of the module. Stages start anew, so that nothing else is
// needed to go on as an unbroken run would. Private to the room.

#ifndef ECG_LIB_TRAIN_ALQCHECKPOINT_H
#define ECG_LIB_TRAIN_ALQCHECKPOINT_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/Support/Error.h"

namespace ecg {

struct AlqProgress {
  unsigned round = 0;   ///< rounds whose bits are taken
  double startSize = 0; ///< of the network at first, as the goal counts
  double numWeights = 0;
};

/// Writes the module of `function`. `settings` says what the run depends on.
llvm::Error writeAlqCheckpoint(mlir::func::FuncOp function,
                               const AlqProgress &progress,
                               llvm::StringRef settings, llvm::StringRef path);

/// Gives `function` the body it has in the file. Fails with one line where the
/// file is none, or was made with other settings or another network.
llvm::Expected<AlqProgress> readAlqCheckpoint(mlir::func::FuncOp function,
                                              llvm::StringRef settings,
                                              llvm::StringRef path);

} // namespace ecg

#endif // ECG_LIB_TRAIN_ALQCHECKPOINT_H
