// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From scale and zero point as ONNX has them to the types of the `quant`
// dialect.

#ifndef ECG_LIB_IMPORT_QUANTTYPES_H
#define ECG_LIB_IMPORT_QUANTTYPES_H

#include "HostTensor.h"
#include "mlir/Dialect/Quant/QuantTypes.h"

namespace ecg {

/// The type of activations: int8 over its whole range. uint8 becomes int8
/// with its zero point moved by 128.
mlir::quant::QuantizedType activationType(float scale, int64_t zeroPoint,
                                          Element element,
                                          mlir::MLIRContext *context);

/// The type of a constant with quantization, of element I8, U8 or I32. int8
/// weights that are symmetric and never -128 get the range [-127, 127].
mlir::quant::QuantizedType quantizedTypeOf(const HostTensor &tensor,
                                           mlir::MLIRContext *context);

} // namespace ecg

#endif // ECG_LIB_IMPORT_QUANTTYPES_H
