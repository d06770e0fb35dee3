// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The main program that verification puts around an emitted model.

#ifndef ECG_LIB_TARGET_VERIFY_HARNESS_H
#define ECG_LIB_TARGET_VERIFY_HARNESS_H

#include "ecg/Target/EmitC.h"

namespace ecg {

/// C over runtime/ports/port.h: reads samples from one file until it ends,
/// writes outputs to another, and prints "status", "instructions", "stack" and
/// "self_test" lines.
std::string printHarness(const CModel &model, bool selfTest,
                         llvm::StringRef inputs, llvm::StringRef outputs);

} // namespace ecg

#endif // ECG_LIB_TARGET_VERIFY_HARNESS_H
