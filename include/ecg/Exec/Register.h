// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Attaches host execution (ExecOpInterface) to the ops of `ecg`.

#ifndef ECG_EXEC_REGISTER_H
#define ECG_EXEC_REGISTER_H

namespace mlir {
class DialectRegistry;
}

namespace ecg {

/// Makes the layers of `ecg` executable in every context that uses `registry`.
void registerExecModels(mlir::DialectRegistry &registry);

} // namespace ecg

#endif // ECG_EXEC_REGISTER_H
