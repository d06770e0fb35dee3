// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of element types.

#include "ecg/IR/ElementTable.h"
#include "mlir/Dialect/Quant/QuantTypes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/APFloat.h"
#include <cmath>
#include <limits>

using namespace mlir;

namespace ecg {

namespace {

/// Rounded to nearest even, limited to the range of T; NaN is 0.
template <typename T> T convert(float x) {
  if constexpr (std::is_floating_point_v<T>) {
    return x;
  } else {
    // The largest values are no floats; from there on up all is the limit.
    constexpr auto low = std::numeric_limits<T>::min();
    constexpr auto high = std::numeric_limits<T>::max();
    if (std::isnan(x))
      return 0;
    double rounded = std::nearbyint(double(x));
    if (rounded <= double(low))
      return low;
    return rounded >= double(high) ? high : static_cast<T>(rounded);
  }
}

template <typename T> void fromFloat(const float *from, size_t n, void *to) {
  for (size_t i = 0; i < n; ++i)
    static_cast<T *>(to)[i] = convert<T>(from[i]);
}

template <typename T> void toFloat(const void *from, size_t n, float *to) {
  for (size_t i = 0; i < n; ++i)
    to[i] = static_cast<float>(static_cast<const T *>(from)[i]);
}

void boolFromFloat(const float *from, size_t n, void *to) {
  for (size_t i = 0; i < n; ++i)
    static_cast<uint8_t *>(to)[i] = from[i] != 0;
}

void halfFromFloat(const float *from, size_t n, void *to) {
  for (size_t i = 0; i < n; ++i) {
    llvm::APFloat number(from[i]);
    bool exact;
    number.convert(llvm::APFloat::IEEEhalf(),
                   llvm::APFloat::rmNearestTiesToEven, &exact);
    static_cast<uint16_t *>(to)[i] =
        static_cast<uint16_t>(number.bitcastToAPInt().getZExtValue());
  }
}

void halfToFloat(const void *from, size_t n, float *to) {
  for (size_t i = 0; i < n; ++i) {
    llvm::APInt bits(16, static_cast<const uint16_t *>(from)[i]);
    llvm::APFloat number(llvm::APFloat::IEEEhalf(), bits);
    bool exact;
    number.convert(llvm::APFloat::IEEEsingle(),
                   llvm::APFloat::rmNearestTiesToEven, &exact);
    to[i] = number.convertToFloat();
  }
}

template <typename T>
constexpr ElementInfo plain(llvm::StringLiteral suffix,
                            llvm::StringLiteral cType) {
  return {suffix, cType, sizeof(T), fromFloat<T>, toFloat<T>};
}

constexpr ElementInfo elements[] = {
    plain<float>("f32", "float"),
    plain<double>("f64", "double"),
    {"f16", "uint16_t", 2, halfFromFloat, halfToFloat},
    {"b8", "uint8_t", 1, boolFromFloat, toFloat<uint8_t>},
    plain<int8_t>("i8", "int8_t"),
    plain<int16_t>("i16", "int16_t"),
    plain<int32_t>("i32", "int32_t"),
    plain<int64_t>("i64", "int64_t"),
    plain<uint8_t>("u8", "uint8_t"),
    plain<uint16_t>("u16", "uint16_t"),
    plain<uint32_t>("u32", "uint32_t"),
    plain<uint64_t>("u64", "uint64_t")};

std::string suffixOf(Type element) {
  if (auto quantized = dyn_cast<quant::QuantizedType>(element))
    element = quantized.getStorageType();
  if (element.isF32() || element.isF64() || element.isF16())
    return "f" + std::to_string(element.getIntOrFloatBitWidth());
  auto integer = dyn_cast<IntegerType>(element);
  if (!integer)
    return "";
  return integer.getWidth() == 1 ? "b8"
                                 : (integer.isUnsigned() ? "u" : "i") +
                                       std::to_string(integer.getWidth());
}

} // namespace

const ElementInfo *findElement(llvm::StringRef suffix) {
  auto found = llvm::find_if(elements, [&](const ElementInfo &element) {
    return element.suffix == suffix;
  });
  return found == std::end(elements) ? nullptr : found;
}

const ElementInfo *findElement(Type element) {
  return findElement(suffixOf(element));
}

llvm::StringRef elementSuffix(Type type) {
  const ElementInfo *info =
      findElement(cast<ShapedType>(type).getElementType());
  return info ? llvm::StringRef(info->suffix) : "";
}

} // namespace ecg
