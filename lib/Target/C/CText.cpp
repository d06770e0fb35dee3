// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constants, arrays and comments as C text.

#include "ecg/Target/CText.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/Elements.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Format.h"
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>

using namespace mlir;

namespace ecg {

std::string cFloat(float value) {
  if (std::isnan(value))
    return "NAN";
  if (std::isinf(value))
    return value < 0 ? "-INFINITY" : "INFINITY";
  // The fewest digits that give the same float back.
  char digits[32];
  std::string text(digits, std::to_chars(digits, std::end(digits), value).ptr);
  if (text.find_first_of(".e") == std::string::npos)
    text += ".0";
  return text + "f";
}

std::string cInt(int64_t value) {
  // There are no negative constants in C, and 2147483648 is a long.
  if (value == std::numeric_limits<int32_t>::min())
    return "INT32_MIN";
  return std::to_string(value);
}

std::string cTypeOf(Type elementType) {
  return findElement(elementType)->cType.str();
}

std::string cCommentText(llvm::StringRef text) {
  std::string clean;
  for (char c : text)
    clean += llvm::isPrint(c) ? c : '?';
  for (llvm::StringRef bad : {"*/", "/*",
                              "?"
                              "?"})
    for (size_t at; (at = clean.find(bad.data())) != std::string::npos;)
      clean.replace(at, 2,
                    bad == "?"
                           "?"
                        ? "?"
                        : "* ");
  // A line that ends so would continue.
  if (!clean.empty() && clean.back() == '\\')
    clean.back() = '/';
  return clean;
}

std::string cString(llvm::StringRef text) {
  std::string literal = "\"";
  for (char c : cCommentText(text)) {
    if (c == '"' || c == '\\')
      literal += '\\';
    literal += c;
  }
  return literal + "\"";
}

namespace {

std::string toText(float value) { return cFloat(value); }
std::string toText(double value) {
  if (!std::isfinite(value))
    return "(double)" + cFloat(static_cast<float>(value));
  std::string text; // seventeen digits are enough for any double to survive
  llvm::raw_string_ostream(text) << llvm::format("%.17g", value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}
template <typename T> std::string toText(T value) {
  if constexpr (std::is_unsigned_v<T>)
    return std::to_string(value) + "u";
  else if constexpr (sizeof(T) == 8)
    return value == std::numeric_limits<T>::min()
               ? "INT64_MIN"
               : "INT64_C(" + std::to_string(value) + ")";
  else
    return cInt(value);
}
template <> std::string toText(uint64_t value) {
  return "UINT64_C(" + std::to_string(value) + ")";
}

template <typename T>
void print(llvm::raw_ostream &os, llvm::StringRef id, llvm::StringRef cType,
           ArrayRef<T> values) {
  constexpr size_t perLine = std::is_same_v<T, float> ? 8 : 16;
  os << "static const " << cType << ' ' << id << '[' << values.size()
     << "] ECG_RT_ALIGNED(ECG_RT_ALIGN) = {";
  for (size_t i = 0; i < values.size(); ++i)
    os << (i % perLine == 0 ? "\n    " : " ") << toText(values[i])
       << (i + 1 == values.size() ? "" : ",");
  os << "};\n";
}

/// Prints elements that lie in memory as T.
template <typename T>
void printAs(llvm::raw_ostream &os, llvm::StringRef id, llvm::StringRef cType,
             llvm::ArrayRef<char> bytes) {
  print<T>(
      os, id, cType,
      {reinterpret_cast<const T *>(bytes.data()), bytes.size() / sizeof(T)});
}

using ArrayPrinter = void (*)(llvm::raw_ostream &, llvm::StringRef,
                              llvm::StringRef, llvm::ArrayRef<char>);

/// How elements of a C type are printed.
ArrayPrinter printerOf(llvm::StringRef cType) {
  static const llvm::StringMap<ArrayPrinter> printers = {
      {"float", printAs<float>},       {"double", printAs<double>},
      {"int8_t", printAs<int8_t>},     {"int16_t", printAs<int16_t>},
      {"int32_t", printAs<int32_t>},   {"int64_t", printAs<int64_t>},
      {"uint8_t", printAs<uint8_t>},   {"uint16_t", printAs<uint16_t>},
      {"uint32_t", printAs<uint32_t>}, {"uint64_t", printAs<uint64_t>}};
  return printers.lookup(cType);
}

} // namespace

void printArray(llvm::raw_ostream &os, llvm::StringRef id,
                llvm::StringRef cType, ArrayRef<char> bytes) {
  printerOf(cType)(os, id, cType, bytes);
}

bool printArray(llvm::raw_ostream &os, llvm::StringRef id,
                ElementsAttr elements) {
  std::optional<ConstantBytes> data = ConstantBytes::get(elements);
  if (!data)
    return false;
  printArray(os, id, cTypeOf(elements.getElementType()), data->bytes());
  return true;
}

std::string cInitializer(Attribute attribute) {
  if (auto integer = dyn_cast<IntegerAttr>(attribute))
    return cInt(integer.getType().isInteger(1)
                    ? integer.getValue().getZExtValue()
                    : integer.getInt());
  if (auto real = dyn_cast<FloatAttr>(attribute))
    return cFloat(real.getValue().convertToFloat());
  auto list = [](auto values) {
    std::string text = "{";
    for (auto value : values)
      text += (text.size() > 1 ? ", " : "") + cInt(value);
    return text + "}";
  };
  if (auto array = dyn_cast<DenseI32ArrayAttr>(attribute))
    return list(array.asArrayRef());
  if (auto array = dyn_cast<DenseI64ArrayAttr>(attribute))
    return list(array.asArrayRef());
  return {};
}

} // namespace ecg
