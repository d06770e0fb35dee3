// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quantized operators whose scales, zero points or weights are computed at run
// time, or whose integers stand at the boundary of the graph: as arithmetic on
// plain integers, which is what ONNX defines them by. Where all parameters are
// known, Quantization.h makes quantized types instead.

#ifndef ECG_LIB_IMPORT_OPS_INTEGERARITHMETIC_H
#define ECG_LIB_IMPORT_OPS_INTEGERARITHMETIC_H

#include "../Node.h"

namespace ecg {

/// One number, or one an index of `axis`, in a shape that broadcasts to tensors
/// of rank `rank`.
mlir::Value alongAxis(Node &node, mlir::Value vector, int64_t axis,
                      int64_t rank);

/// Input `index` minus its zero point (another input, may be absent) in int32.
/// Zero points lie along `axis`.
mlir::Value subtractZeroPoint(Node &node, unsigned index,
                              unsigned zeroPointIndex, int64_t axis);

/// `real / scale`, rounded half to even, plus the zero point, limited to the
/// range of its type (uint8 without one). @quantize_f32
mlir::Value quantizePlain(Node &node, mlir::Value real, unsigned scaleIndex,
                          int64_t axis);

/// scale * (integer - zero point), the scale behind input `index`.
mlir::Value dequantizePlain(Node &node, unsigned index, int64_t axis);

/// Int32 accumulators times the ratio of scales, given by input index as two
/// factors and a divisor, quantized by the zero point behind the divisor.
mlir::Value requantizePlain(Node &node, mlir::Value accumulators,
                            unsigned aScale, unsigned bScale, int64_t bAxis,
                            unsigned resultScale);

/// Whether input `index` holds integers that no quantized type stands for.
bool isPlainInteger(Node &node, unsigned index);

/// Whether all the inputs are known at import.
bool areConstant(Node &node, llvm::ArrayRef<unsigned> indices);

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPS_INTEGERARITHMETIC_H
