// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an output may differ by: the tolerances of ONNX's own test runner.

#ifndef ECG_TEST_CONFORMANCE_COMPARE_H
#define ECG_TEST_CONFORMANCE_COMPARE_H

#include "ecg/Import/TensorFile.h"
#include "ecg/Target/EmitC.h"

namespace ecg {

/// Whether port and tensor have the same shape and element type. `kind`:
/// "input", "output".
llvm::Error compareType(llvm::StringRef kind, const CPort &port,
                        const TensorFile &tensor);

/// Whether `bytes`, written for `port`, are the numbers of `expected`: integers
/// and booleans exactly, reals within 1e-3 of their magnitude plus 1e-7, where
/// NaN equals NaN and an infinity only itself (numpy.testing.assert_allclose,
/// onnx.backend.test.runner).
llvm::Error compareValues(const CPort &port, llvm::StringRef bytes,
                          const TensorFile &expected);

} // namespace ecg

#endif // ECG_TEST_CONFORMANCE_COMPARE_H
