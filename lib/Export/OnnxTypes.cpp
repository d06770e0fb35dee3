// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types of the program as ONNX calls them.

#include "OnnxTypes.h"
#include "mlir/Dialect/Quant/QuantTypes.h"
#include "mlir/IR/BuiltinTypes.h"

using namespace mlir;
using onnx::TensorProto;

namespace ecg {

static TensorProto::DataType integerDataType(unsigned width, bool isUnsigned) {
  switch (width) {
  case 1:
    return TensorProto::BOOL;
  case 8:
    return isUnsigned ? TensorProto::UINT8 : TensorProto::INT8;
  case 16:
    return isUnsigned ? TensorProto::UINT16 : TensorProto::INT16;
  case 32:
    return isUnsigned ? TensorProto::UINT32 : TensorProto::INT32;
  case 64:
    return isUnsigned ? TensorProto::UINT64 : TensorProto::INT64;
  default:
    return TensorProto::UNDEFINED;
  }
}

TensorProto::DataType onnxDataType(Type element) {
  if (auto quantized = dyn_cast<quant::QuantizedType>(element))
    return integerDataType(quantized.getStorageTypeIntegralWidth(),
                           !quantized.isSigned());
  if (element.isF32())
    return TensorProto::FLOAT;
  if (element.isF64())
    return TensorProto::DOUBLE;
  if (element.isF16())
    return TensorProto::FLOAT16;
  if (auto integer = dyn_cast<IntegerType>(element))
    return integerDataType(integer.getWidth(), integer.isUnsigned());
  return TensorProto::UNDEFINED;
}

onnx::ValueInfoProto makeValueInfo(const std::string &name, Type tensor) {
  auto type = cast<RankedTensorType>(tensor);
  onnx::ValueInfoProto info;
  info.set_name(name);
  onnx::TypeProto::Tensor *tensorType =
      info.mutable_type()->mutable_tensor_type();
  tensorType->set_elem_type(onnxDataType(type.getElementType()));
  onnx::TensorShapeProto *shape = tensorType->mutable_shape();
  for (int64_t dim : type.getShape())
    shape->add_dim()->set_dim_value(dim);
  return info;
}

} // namespace ecg
