// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The job of --sensitivity: what each layer contributes, as a table and JSON.

#ifndef ECG_TOOLS_ECGRUN_SENSITIVITY_H
#define ECG_TOOLS_ECGRUN_SENSITIVITY_H

#include "Flags.h"
#include "ecg/Exec/Program.h"
#include "mlir/IR/BuiltinOps.h"

namespace ecg {

/// Simplifies a copy of `module`, so that layers are those a compilation has,
/// analyzes them on the data of the flags, prints the table and writes JSON
/// where asked to. `program` is the module's, `output` what is looked at.
llvm::Error reportSensitivity(const Flags &flags, mlir::ModuleOp module,
                              const Program &program, size_t output);

} // namespace ecg

#endif // ECG_TOOLS_ECGRUN_SENSITIVITY_H
