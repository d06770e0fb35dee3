// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registration of the `ecg` dialect, and its attributes' syntax.

#include "ecg/IR/EcgOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace ecg;

#include "ecg/IR/EcgDialect.cpp.inc"
#include "ecg/IR/EcgInterfaces.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "ecg/IR/EcgAttrs.cpp.inc"

#define GET_OP_CLASSES
#include "ecg/IR/EcgOps.cpp.inc"

void EcgDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "ecg/IR/EcgAttrs.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "ecg/IR/EcgOps.cpp.inc"
      >();
}

Operation *EcgDialect::materializeConstant(OpBuilder &builder, Attribute value,
                                           Type type, Location loc) {
  auto elements = dyn_cast<ElementsAttr>(value);
  if (!elements)
    return nullptr;
  return builder.create<ConstantOp>(loc, type, elements);
}

/// One bound of a clamp: a number, `inf` or `minus_inf`.
static ParseResult parseBound(AsmParser &parser, float &bound) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  double number = 0;
  if (succeeded(parser.parseOptionalKeyword("inf")))
    number = infinity;
  else if (succeeded(parser.parseOptionalKeyword("minus_inf")))
    number = -infinity;
  else if (failed(parser.parseFloat(number)))
    return failure();
  bound = static_cast<float>(number);
  return success();
}

static void printBound(AsmPrinter &printer, float bound) {
  if (std::isinf(bound))
    printer << (bound < 0 ? "minus_inf" : "inf");
  else
    printer.printFloat(APFloat(bound));
}

Attribute ClampAttr::parse(AsmParser &parser, Type) {
  float min = 0, max = 0;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseLess() || parseBound(parser, min) || parser.parseComma() ||
      parseBound(parser, max) || parser.parseGreater())
    return {};
  return parser.getChecked<ClampAttr>(loc, parser.getContext(), min, max);
}

void ClampAttr::print(AsmPrinter &printer) const {
  printer << "<";
  printBound(printer, getMin());
  printer << ", ";
  printBound(printer, getMax());
  printer << ">";
}

LogicalResult ClampAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                APFloat lower, APFloat upper) {
  if (!(lower <= upper))
    return emitError() << "clamp needs a lower limit that is not above the "
                          "upper, got "
                       << lower.convertToDouble() << " and "
                       << upper.convertToDouble();
  return success();
}
