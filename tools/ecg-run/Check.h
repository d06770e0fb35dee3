// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comparing a program with recorded outputs.

#ifndef ECG_TOOLS_ECGRUN_CHECK_H
#define ECG_TOOLS_ECGRUN_CHECK_H

#include "ecg/Data/Dataset.h"
#include "ecg/Exec/Evaluate.h"
#include "llvm/Support/raw_ostream.h"

namespace ecg {

/// Runs `program` on an ONNX test data set: `folder` holds `input_K.pb` and
/// `output_K.pb`, or folders `test_data_set_N` that do. Prints the relative
/// error of every output and fails when one is above `tolerance`, or when one
/// of integers is not equal (64 bits as far as float tells them apart).
llvm::Error checkTestData(const Program &program, llvm::StringRef folder,
                          double tolerance, llvm::raw_ostream &os);

/// Runs `program` on the samples `test_index` of `data` and compares with
/// `logits`, both arrays of the .npz file `golden`.
llvm::Error checkGolden(const Program &program, const Dataset &data,
                        llvm::StringRef golden, double tolerance,
                        const EvaluateOptions &options, llvm::raw_ostream &os);

} // namespace ecg

#endif // ECG_TOOLS_ECGRUN_CHECK_H
