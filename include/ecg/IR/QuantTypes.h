// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The three forms of quantized types a program uses (docs/numerics.md
// `@q_affine`), and the names by which calibration talks about layers.

#ifndef ECG_IR_QUANTTYPES_H
#define ECG_IR_QUANTTYPES_H

#include "mlir/Dialect/Quant/QuantTypes.h"
#include "mlir/IR/Location.h"
#include "mlir/IR/Value.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>

namespace ecg {

/// Activations, `i8:f32, scale:zeroPoint`, or with 16 bits `i16:f32, scale` and
/// a zero point of 0 (`@q_int16`).
mlir::quant::UniformQuantizedType getActivationType(mlir::MLIRContext *context,
                                                    double scale,
                                                    int64_t zeroPoint,
                                                    unsigned bits = 8);

/// The activation type of results that lie in [0, 1]: scale 1/256, zero point
/// -128 (QuantRule::UnitInterval).
mlir::quant::UniformQuantizedType
getUnitIntervalType(mlir::MLIRContext *context);

/// Symmetric int8 weights by output channel: `i8<-127:127>:f32:0, {scales}`.
mlir::quant::UniformQuantizedPerAxisType
getWeightType(mlir::MLIRContext *context, llvm::ArrayRef<double> scales);

/// The int32 bias of such weights: `i32:f32:0, {inputScale * scales}`.
mlir::quant::UniformQuantizedPerAxisType
getBiasType(mlir::MLIRContext *context, double inputScale,
            llvm::ArrayRef<double> scales);

/// The per-tensor type of the elements of `value`, if they are what activations
/// can be: signed, of 8 bits, or of 16 with zero point 0. Null otherwise.
mlir::quant::UniformQuantizedType getActivationTypeOf(mlir::Value value);

/// What the user calls a layer: its ONNX name, as far as the location still
/// knows it; empty otherwise.
std::string getLayerName(mlir::Location loc);

} // namespace ecg

#endif // ECG_IR_QUANTTYPES_H
