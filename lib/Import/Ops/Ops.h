// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Declares the function of every operator, by family. A function gets a node
// whose number of inputs fits its row, and says whether it could be done;
// import... makes layers, fold... computes with constants.

#ifndef ECG_LIB_IMPORT_OPS_OPS_H
#define ECG_LIB_IMPORT_OPS_OPS_H

#include "../Node.h"

namespace ecg {

// Conv.cpp
mlir::LogicalResult importConv(Node &node);

// Linear.cpp
mlir::LogicalResult importGemm(Node &node);

// Pool.cpp
mlir::LogicalResult importMaxPool(Node &node);

// Activation.cpp
mlir::LogicalResult importRelu(Node &node);

// Layout.cpp
mlir::LogicalResult importFlatten(Node &node);

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPS_OPS_H
