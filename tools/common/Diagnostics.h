// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Diagnostics as people want them on a command line.

#ifndef ECG_TOOLS_COMMON_DIAGNOSTICS_H
#define ECG_TOOLS_COMMON_DIAGNOSTICS_H

#include "mlir/IR/MLIRContext.h"

namespace ecg {

/// Prints every diagnostic of `context` to stderr as one line, `file:line:
/// column: error: message` or `error: layer 'name': message` as far as the
/// place is known, without the operation it is about.
void printDiagnosticsShortly(mlir::MLIRContext &context);

} // namespace ecg

#endif // ECG_TOOLS_COMMON_DIAGNOSTICS_H
