// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constructors and registration of all passes (generated from Passes.td).

#ifndef ECG_PASSES_H
#define ECG_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"

namespace ecg {

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "ecg/Passes.h.inc"

} // namespace ecg

#endif // ECG_PASSES_H
