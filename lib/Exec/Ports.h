// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the ends of a function are called. Private to lib/Exec.

#ifndef ECG_LIB_EXEC_PORTS_H
#define ECG_LIB_EXEC_PORTS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/Twine.h"
#include <string>

namespace ecg {

/// The name in the ONNX file (`ecg.name`), or `kind` and its number.
inline std::string portName(mlir::DictionaryAttr attributes,
                            llvm::StringRef kind, unsigned index) {
  if (attributes)
    if (auto name = attributes.getAs<mlir::StringAttr>("ecg.name"))
      return name.str();
  return (kind + llvm::Twine(index)).str();
}

} // namespace ecg

#endif // ECG_LIB_EXEC_PORTS_H
