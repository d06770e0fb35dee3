// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of element types.

#include "Types.h"
#include "TensorProto.h"

using namespace mlir;

namespace ecg {

Type plainType(Element element, MLIRContext *context) {
  switch (element) {
  case Element::F32:
    return Float32Type::get(context);
  case Element::Bool:
    return IntegerType::get(context, 1);
  case Element::I8:
    return IntegerType::get(context, 8);
  case Element::I16:
    return IntegerType::get(context, 16);
  case Element::I32:
    return IntegerType::get(context, 32);
  case Element::I64:
    return IntegerType::get(context, 64);
  case Element::U8:
    return IntegerType::get(context, 8, IntegerType::Unsigned);
  case Element::U16:
    return IntegerType::get(context, 16, IntegerType::Unsigned);
  case Element::U32:
    return IntegerType::get(context, 32, IntegerType::Unsigned);
  }
  llvm_unreachable("all elements have a type");
}

Type plainType(int32_t dataType, MLIRContext *context) {
  using onnx::TensorProto;
  switch (dataType) {
  case TensorProto::DOUBLE:
    return Float64Type::get(context);
  case TensorProto::FLOAT16:
    return Float16Type::get(context);
  case TensorProto::BFLOAT16:
    return {};
  case TensorProto::UINT64:
    return IntegerType::get(context, 64, IntegerType::Unsigned);
  default:
    std::optional<Element> element = elementOf(dataType);
    return element ? plainType(*element, context) : Type();
  }
}

Element elementOf(Type element) {
  for (Element known : {Element::Bool, Element::I8, Element::I16, Element::I32,
                        Element::U8, Element::U16, Element::U32})
    if (plainType(known, element.getContext()) == element)
      return known;
  return isa<FloatType>(element) ? Element::F32 : Element::I64;
}

bool isHeldIn(int32_t dataType, Type type) {
  Type plain = plainType(dataType, type.getContext());
  return plain == type || (type.isF32() && isa_and_nonnull<FloatType>(plain));
}

} // namespace ecg
