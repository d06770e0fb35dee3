// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Element types of ONNX as those of values computed at run time.

#ifndef ECG_LIB_IMPORT_TYPES_H
#define ECG_LIB_IMPORT_TYPES_H

#include "HostTensor.h"
#include "mlir/IR/BuiltinTypes.h"

namespace ecg {

/// The type of an element known at import. Quantization is not part of it.
mlir::Type plainType(Element element, mlir::MLIRContext *context);

/// The type of an ONNX data type, or null when tensors of the program cannot
/// hold it.
mlir::Type plainType(int32_t dataType, mlir::MLIRContext *context);

/// The same from a type of the program; reals are held in float, unsigned 64
/// bits as signed ones.
Element elementOf(mlir::Type element);

/// Whether a declared ONNX data type is held in elements of `type`. Constants
/// of double and float16 are held in float.
bool isHeldIn(int32_t dataType, mlir::Type type);

} // namespace ecg

#endif // ECG_LIB_IMPORT_TYPES_H
