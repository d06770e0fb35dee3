// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C around the models of a batch.

#ifndef ECG_TEST_CONFORMANCE_PROGRAM_H
#define ECG_TEST_CONFORMANCE_PROGRAM_H

#include "Translate.h"

namespace ecg {

/// A source file that is the emitted model and a function to call it with an
/// array of pointers. Strict C99.
std::string printModelSource(const Translation &code);

/// The main program for `models`, to be linked with their sources. It reads the
/// file `inputs`, runs every model `sets` times from the one on that its
/// argument names, and writes to `outputs`, for each run, a Status and, when
/// that is 0, the bytes of its outputs.
std::string printMain(llvm::ArrayRef<const Translation *> models,
                      llvm::ArrayRef<size_t> sets);

/// What the program says of a run beside what the model returned.
enum ProgramStatus : int32_t { OutputOverrun = 1001, InputChanged = 1002 };

} // namespace ecg

#endif // ECG_TEST_CONFORMANCE_PROGRAM_H
