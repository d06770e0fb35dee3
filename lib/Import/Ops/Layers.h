// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that several operators make. Attributes are read where the layer is
// made: an operator and its quantized twin have the same ones.

#ifndef ECG_LIB_IMPORT_OPS_LAYERS_H
#define ECG_LIB_IMPORT_OPS_LAYERS_H

#include "../Node.h"
#include "Geometry.h"

namespace ecg {

// In all of these a null value is the result of an earlier failure.

// Linear.cpp

/// The product as numpy's matmul has it; vectors are one row or one column.
mlir::Value multiplyMatrices(Node &node, mlir::Value a, mlir::Value b);

/// x * weight, [N, K]; a vector as second factor leaves no last dimension.
mlir::Value multiplyByWeight(Node &node, mlir::Value input, mlir::Value weight,
                             bool byVector);

/// The constant second factor of a product, [K, N] or [K], as weight of a
/// linear layer, [N, K]; the first factor has rank `rank`. Nothing when it is a
/// stack of several.
std::optional<HostTensor> asWeight(const HostTensor &factor, size_t rank);

/// A summand of a matrix with `columns` columns as one number a column, or
/// nothing when it differs from row to row.
std::optional<HostTensor> asBias(const HostTensor &summand, int64_t columns);

// Conv.cpp

/// The convolution of one to three spatial dimensions.
mlir::Value convolve(Node &node, mlir::Value input, mlir::Value weight,
                     mlir::Value bias, const Geometry &geometry,
                     int64_t groups);

// Pool.cpp

/// Means over windows as the attributes of the node say. `input` has the shape
/// of input 0.
mlir::Value averagePool(Node &node, mlir::Value input);

// Activation.cpp

/// Softmax over attribute `axis`, which cuts a matrix until opset 12.
mlir::Value softmax(Node &node, mlir::Value input, int64_t opset);

// IntegerOperators.cpp

/// A tensor quantized by its own range: uint8, with a scale and a zero point
/// that are computed, too.
struct DynamicallyQuantized {
  mlir::Value integers, scale, zeroPoint;
};
DynamicallyQuantized quantizeDynamically(Node &node, mlir::Value input);

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPS_LAYERS_H
