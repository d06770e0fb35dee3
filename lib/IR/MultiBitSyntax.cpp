// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How multi-bit weights are written: groups of equal bits together, planes as
// their bytes.

#include "ecg/IR/EcgOps.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;

namespace ecg {

/// "12 of 2": twelve groups of two bits.
static ParseResult parseBits(AsmParser &parser, SmallVector<int64_t> &bits) {
  return parser.parseCommaSeparatedList(
      AsmParser::Delimiter::Square, [&]() -> ParseResult {
        int64_t count = 0, each = 0;
        SMLoc loc = parser.getCurrentLocation();
        if (parser.parseInteger(count) || parser.parseKeyword("of") ||
            parser.parseInteger(each))
          return failure();
        if (count < 1 || count > INT32_MAX)
          return parser.emitError(loc, "expected a number of groups from 1");
        bits.append(count, each);
        return success();
      });
}

static void printBits(AsmPrinter &printer, ArrayRef<int64_t> bits) {
  printer << "[";
  for (size_t i = 0, end; i < bits.size(); i = end) {
    for (end = i; end < bits.size() && bits[end] == bits[i];)
      ++end;
    printer << (i ? ", " : "") << end - i << " of " << bits[i];
  }
  printer << "]";
}

static ParseResult parseElements(AsmParser &parser, StringRef name,
                                 ElementsAttr &elements) {
  return failure(parser.parseComma() || parser.parseKeyword(name) ||
                 parser.parseAttribute(elements));
}

Attribute MultiBitAttr::parse(AsmParser &parser, Type) {
  RankedTensorType type;
  int64_t size = 0;
  SmallVector<int64_t> bits;
  ElementsAttr alphas, planes;
  double scale = 0;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseLess() || parser.parseType(type) || parser.parseComma() ||
      parser.parseKeyword("groups") || parser.parseInteger(size))
    return {};
  bool pixel = succeeded(parser.parseOptionalKeyword("pixel"));
  if (parser.parseComma() || parser.parseKeyword("bits") ||
      parseBits(parser, bits) || parseElements(parser, "alphas", alphas) ||
      parser.parseComma() || parser.parseKeyword("scale") ||
      parser.parseFloat(scale) || parseElements(parser, "planes", planes) ||
      parser.parseGreater())
    return {};
  return MultiBitAttr::getChecked([&] { return parser.emitError(loc); },
                                  parser.getContext(), type, size, pixel,
                                  ArrayRef<int64_t>(bits), alphas,
                                  APFloat(static_cast<float>(scale)), planes);
}

void MultiBitAttr::print(AsmPrinter &printer) const {
  printer << "<" << getType() << ", groups " << getGroupSize()
          << (getPixel() ? " pixel" : "") << ", bits ";
  printBits(printer, getBits());
  printer << ", alphas " << getAlphas() << ", scale ";
  printer.printFloat(getScale());
  printer << ", planes " << getPlanes() << ">";
}

} // namespace ecg
