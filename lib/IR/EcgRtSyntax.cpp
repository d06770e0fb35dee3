// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one syntax of all kernel calls of `ecgrt`:
//   ecgrt.lut_s8(%x, %table -> %y) {n = 8} : memref<8xi8>, ...
//   ecgrt.unary "exp"(%x -> %y) {n = 8, alpha = 0.0, beta = 0.0} : ...

#include "EcgRtKernels.h"
#include <limits>

using namespace mlir;

namespace ecg::rt {

namespace {

ParseResult parseReal(OpAsmParser &parser, double &value) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (succeeded(parser.parseOptionalKeyword("inf")))
    value = infinity;
  else if (succeeded(parser.parseOptionalKeyword("minus_inf")))
    value = -infinity;
  else
    return parser.parseFloat(value);
  return success();
}

ParseResult parseValue(OpAsmParser &parser, const ParamField &field,
                       Attribute &value) {
  Builder &builder = parser.getBuilder();
  if (field.isFloat) {
    double real;
    if (parseReal(parser, real))
      return failure();
    value = builder.getF32FloatAttr(static_cast<float>(real));
    return success();
  }
  if (field.count == 1) {
    int32_t integer;
    if (parser.parseInteger(integer))
      return failure();
    value = builder.getI32IntegerAttr(integer);
    return success();
  }
  SmallVector<int32_t> integers;
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] {
        return parser.parseInteger(integers.emplace_back());
      }))
    return failure();
  value = builder.getDenseI32ArrayAttr(integers);
  return success();
}

ParseResult parseField(OpAsmParser &parser, ArrayRef<ParamField> fields,
                       NamedAttrList &attributes) {
  StringRef name;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseKeyword(&name) || parser.parseEqual())
    return failure();
  const ParamField *field = llvm::find_if(
      fields, [&](const ParamField &field) { return field.name == name; });
  if (field == fields.end())
    return parser.emitError(loc)
           << "the kernel has no parameter '" << name << "'";
  Attribute value;
  if (parseValue(parser, *field, value))
    return failure();
  if (attributes.set(name, value))
    return parser.emitError(loc) << "parameter '" << name << "' is set twice";
  return success();
}

void printReal(OpAsmPrinter &printer, const APFloat &value) {
  if (value.isInfinity())
    printer << (value.isNegative() ? "minus_inf" : "inf");
  else
    printer.printFloat(value);
}

void printValue(OpAsmPrinter &printer, Attribute value) {
  if (auto real = dyn_cast<FloatAttr>(value))
    printReal(printer, real.getValue());
  else if (auto integer = dyn_cast<IntegerAttr>(value))
    printer << integer.getInt();
  else
    printer << '[' << cast<DenseI32ArrayAttr>(value).asArrayRef() << ']';
}

} // namespace

ParseResult parseKernel(OpAsmParser &parser, OperationState &result,
                        ArrayRef<ParamField> fields) {
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  SmallVector<Type> types;
  SMLoc loc = parser.getCurrentLocation();
  std::string function;
  if (succeeded(parser.parseOptionalString(&function)))
    result.addAttribute("function",
                        parser.getBuilder().getStringAttr(function));
  if (parser.parseLParen() || parser.parseOperandList(operands) ||
      parser.parseArrow() || parser.parseOperandList(operands) ||
      parser.parseRParen() ||
      parser.parseCommaSeparatedList(
          AsmParser::Delimiter::Braces,
          [&] { return parseField(parser, fields, result.attributes); }) ||
      parser.parseColonTypeList(types))
    return failure();
  return parser.resolveOperands(operands, types, loc, result.operands);
}

void printKernel(OpAsmPrinter &printer, RtKernelOpInterface call) {
  SmallVector<Value> read = call.getBuffers(BufferRole::Input);
  llvm::append_range(read, call.getBuffers(BufferRole::Table));
  OperandRange operands = call->getOperands();
  if (auto function = call->getAttrOfType<StringAttr>("function"))
    printer << ' ' << function;
  printer << '(' << operands.take_front(read.size()) << " -> "
          << operands.drop_front(read.size()) << ") {";
  llvm::interleaveComma(call.getParams(), printer, [&](NamedAttribute param) {
    printer << param.getName().getValue() << " = ";
    printValue(printer, param.getValue());
  });
  printer << "} : ";
  llvm::interleaveComma(operands.getTypes(), printer);
}

} // namespace ecg::rt
