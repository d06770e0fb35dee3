// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ONNX's own checker (libonnx) as the judge of what is exported.

#ifndef ECG_TEST_UNIT_EXPORT_ONNXCHECKER_H
#define ECG_TEST_UNIT_EXPORT_ONNXCHECKER_H

#include <string>

namespace ecg {

/// What is wrong with the model `bytes` by check_model and by strict shape
/// inference; empty when nothing is. That is `full_check=True` of Python.
std::string findOnnxFault(const std::string &bytes);

} // namespace ecg

#endif // ECG_TEST_UNIT_EXPORT_ONNXCHECKER_H
