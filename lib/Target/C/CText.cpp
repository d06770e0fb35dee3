// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constants, arrays and comments as C text.

#include "ecg/Target/CText.h"
#include "ecg/IR/Constants.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/StringExtras.h"
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
  if (elementType.isF32())
    return "float";
  auto integer = cast<IntegerType>(elementType);
  return (integer.isUnsigned() ? "uint" : "int") +
         std::to_string(integer.getWidth()) + "_t";
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
std::string toText(int8_t value) { return cInt(value); }
std::string toText(int16_t value) { return cInt(value); }
std::string toText(int32_t value) { return cInt(value); }
std::string toText(uint32_t value) { return cInt(value) + "u"; }

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

/// Prints the elements if they are of the type T.
template <typename T>
bool tryPrint(llvm::raw_ostream &os, llvm::StringRef id,
              ElementsAttr elements) {
  std::optional<ConstantData<T>> data = ConstantData<T>::get(elements);
  if (data)
    print<T>(os, id, cTypeOf(elements.getElementType()), data->values());
  return data.has_value();
}

} // namespace

void printArray(llvm::raw_ostream &os, llvm::StringRef id,
                ArrayRef<float> values) {
  print(os, id, "float", values);
}

void printArray(llvm::raw_ostream &os, llvm::StringRef id,
                ArrayRef<int8_t> values) {
  print(os, id, "int8_t", values);
}

bool printArray(llvm::raw_ostream &os, llvm::StringRef id,
                ElementsAttr elements) {
  return tryPrint<float>(os, id, elements) ||
         tryPrint<int8_t>(os, id, elements) ||
         tryPrint<int16_t>(os, id, elements) ||
         tryPrint<int32_t>(os, id, elements) ||
         tryPrint<uint32_t>(os, id, elements);
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
