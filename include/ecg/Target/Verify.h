// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Emitted C against the executor: what crosses the boundary of the C function
// on both sides, and how far results may be apart.

#ifndef ECG_TARGET_VERIFY_H
#define ECG_TARGET_VERIFY_H

#include "ecg/Target/EmittedProgram.h"
#include "ecg/Target/Report.h"
#include "ecg/Target/Samples.h"

namespace ecg {

/// Runs `program` on all samples and compares with `expected` (runAll of the
/// executor). `allowedError` is relative to the largest output of a sample; 0
/// asks for the same bits. What differs is in the row, not an error.
llvm::Expected<ProofRow> prove(const EmittedProgram &program,
                               llvm::StringRef machine, const CModel &model,
                               const Samples &samples,
                               llvm::ArrayRef<std::vector<float>> expected,
                               double allowedError);

/// The self-test vector of one sample and its expected outputs; floats may
/// differ by `allowedError` of the largest output.
SelfTestVector makeSelfTest(const CModel &model, const Samples::Values &inputs,
                            llvm::ArrayRef<float> outputs, double allowedError);

} // namespace ecg

#endif // ECG_TARGET_VERIFY_H
