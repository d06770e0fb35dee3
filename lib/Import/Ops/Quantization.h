// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Scales and zero points among the inputs of a node: shared by
// QuantizeLinear, DequantizeLinear and the QLinear operators.

#ifndef ECG_LIB_IMPORT_OPS_QUANTIZATION_H
#define ECG_LIB_IMPORT_OPS_QUANTIZATION_H

#include "../Node.h"

namespace ecg {

// In all of these `index` is the quantized tensor's input, followed by its
// scale and zero point; a missing zero point is 0. They fail as Node does.

/// Scale and zero point of a tensor of `shape`, one or one an index of `axis`.
Quantization readQuantization(Node &node, unsigned scaleIndex,
                              llvm::ArrayRef<int64_t> shape, int64_t axis);

/// False, after an error, for element types whose quantization would leave 32
/// bits or has no meaning.
bool checkQuantizedElement(Node &node, Element element);

/// The constant integers of input `index` with what they stand for.
std::optional<HostTensor> quantizedConstant(Node &node, unsigned index,
                                            int64_t axis);

/// Input `index`, constant or computed, as float. The scale and zero point
/// must be those it was quantized with.
mlir::Value dequantizeInput(Node &node, unsigned index);

/// `value` quantized as scale `scaleIndex` and the zero point behind it say.
mlir::Value quantizeResult(Node &node, mlir::Value value, unsigned scaleIndex);

/// An int32 bias, whose scale is that of the input (at `scaleIndex`) times
/// that of the weight, whose output channels lie on dimension 0.
HostTensor quantizedBias(Node &node, unsigned index, unsigned scaleIndex,
                         const HostTensor &weight);

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPS_QUANTIZATION_H
