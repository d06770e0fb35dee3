// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Random networks for the property that removing channels never breaks a graph.

#ifndef ECG_TEST_UNIT_ANALYSIS_RANDOMNETWORK_H
#define ECG_TEST_UNIT_ANALYSIS_RANDOMNETWORK_H

#include "NetworkBuilder.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace ecg {

/// A block of a network: from [1, C, T] to [1, C', T'], T' above 3.
struct NetworkBlock {
  llvm::StringLiteral name;
  mlir::Value (*build)(NetworkBuilder &, mlir::Value);
};

/// Residual, concatenated, grouped, depthwise and so on
/// (RandomConvolutions.cpp).
llvm::ArrayRef<NetworkBlock> getConvolutionBlocks();

/// Attention and recurrent layers (RandomSequences.cpp).
llvm::ArrayRef<NetworkBlock> getSequenceBlocks();

/// One to four blocks and a head, always the same for a seed. A network is a
/// function of one or two inputs and one output.
mlir::OwningOpRef<mlir::ModuleOp> makeRandomNetwork(unsigned seed,
                                                    mlir::MLIRContext *context);

} // namespace ecg

#endif // ECG_TEST_UNIT_ANALYSIS_RANDOMNETWORK_H
