// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same network by other people's code, out of checkouts the user names.
// Built with the same compiler, run on the same board, counted alike.
// Inputs and weights are zeros: none of them runs other instructions for other
// values, and their results are not what is compared.

#ifndef ECG_TOOLS_ECGBENCH_PEERS_H
#define ECG_TOOLS_ECGBENCH_PEERS_H

#include "CompiledModel.h"

namespace ecg {

/// The level our kernels ask for by themselves.
constexpr llvm::StringLiteral peerOptimization = "-O3";

/// onnx2c of `folder` on the ONNX file; float.
llvm::Expected<ProgramCosts> runOnnx2c(const Board &board,
                                       llvm::StringRef folder,
                                       llvm::StringRef onnxFile,
                                       const CompiledModel &model);

/// The calls of `model` by kernels of the CMSIS-NN in `folder`, layer by layer.
/// Conversions at the boundary are left out, in favour of the peer. Layers that
/// are not int8, or have no call there, are an error.
llvm::Expected<ProgramCosts> runCmsisNn(const Board &board,
                                        llvm::StringRef folder,
                                        const CompiledModel &model);

} // namespace ecg

#endif // ECG_TOOLS_ECGBENCH_PEERS_H
