// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of a family that are one ONNX operator each.

#ifndef ECG_LIB_EXPORT_OPS_FUNCTIONS_H
#define ECG_LIB_EXPORT_OPS_FUNCTIONS_H

#include "Ops.h"

namespace ecg {

struct OnnxFunction {
  llvm::StringLiteral name;   ///< of the function, in the layer
  llvm::StringLiteral opType; ///< the operator
  /// What its parameters are called; empty where it has none.
  llvm::StringLiteral alpha = "", beta = "";
  int64_t opset = 0; ///< that it needs, where that is a later one
};

/// The entry called `name`, or null.
inline const OnnxFunction *
findFunction(llvm::ArrayRef<OnnxFunction> table, llvm::StringRef name) {
  const OnnxFunction *found = llvm::find_if(
      table, [&](const OnnxFunction &entry) { return entry.name == name; });
  return found == table.end() ? nullptr : found;
}

} // namespace ecg

#endif // ECG_LIB_EXPORT_OPS_FUNCTIONS_H
