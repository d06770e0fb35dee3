// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types of the program as ONNX calls them.

#ifndef ECG_LIB_EXPORT_ONNXTYPES_H
#define ECG_LIB_EXPORT_ONNXTYPES_H

#include "mlir/IR/Types.h"
#include "onnx/onnx_pb.h"

namespace ecg {

/// The ONNX data type of elements; of a quantized type, that of its integers.
onnx::TensorProto::DataType onnxDataType(mlir::Type element);

/// An input or output of a graph.
onnx::ValueInfoProto makeValueInfo(const std::string &name, mlir::Type tensor);

} // namespace ecg

#endif // ECG_LIB_EXPORT_ONNXTYPES_H
