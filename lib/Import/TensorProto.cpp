// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From TensorProto to HostTensor: raw bytes, typed fields and external files,
// all checked against the declared shape before anything is allocated.

#include "TensorProto.h"
#include "Error.h"
#include "ExternalData.h"
#include "ecg/IR/Shapes.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/Support/Endian.h"
#include <cmath>

namespace ecg {

namespace {

using onnx::TensorProto;

/// Where the numbers stand: little-endian bytes, or a typed field.
struct Source {
  std::optional<llvm::StringRef> bytes;
  int64_t count;
};

float fromBits(uint16_t bits, const llvm::fltSemantics &semantics) {
  return llvm::APFloat(semantics, llvm::APInt(16, bits)).convertToFloat();
}

/// Reads all elements, each stored as `Stored`; `typed` is the field of
/// the protocol buffer that holds them when there are no bytes.
template <typename Stored, typename Typed, typename Number, typename Convert>
llvm::Error fill(const Source &source, const Typed &typed,
                 std::vector<Number> &numbers, Convert convert) {
  int64_t stored = source.bytes ? source.bytes->size() / sizeof(Stored)
                                : static_cast<size_t>(typed.size());
  bool wholeElements =
      !source.bytes || source.bytes->size() % sizeof(Stored) == 0;
  if (stored != source.count || !wholeElements)
    return makeError("has {0} {1} of data where its shape needs {2}",
                     source.bytes ? source.bytes->size() : stored,
                     source.bytes ? "bytes" : "values",
                     source.bytes ? source.count * sizeof(Stored)
                                  : source.count);
  numbers.reserve(source.count);
  for (int64_t i = 0; i < source.count; ++i) {
    Stored number;
    if (source.bytes) {
      number = llvm::support::endian::read<Stored, llvm::endianness::little>(
          source.bytes->data() + i * sizeof(Stored));
    } else {
      number = static_cast<Stored>(typed[i]);
      if (static_cast<decltype(typed[i] + 0)>(number) != typed[i] &&
          typed[i] == typed[i])
        return makeError("value {0} at index {1} is out of range for its type",
                         typed[i], i);
    }
    numbers.push_back(convert(number));
  }
  return llvm::Error::success();
}

llvm::Error fillReals(const TensorProto &proto, const Source &source,
                      std::vector<float> &reals) {
  auto asIs = [](auto number) { return static_cast<float>(number); };
  switch (proto.data_type()) {
  case TensorProto::FLOAT16:
    return fill<uint16_t>(source, proto.int32_data(), reals, [](uint16_t bits) {
      return fromBits(bits, llvm::APFloat::IEEEhalf());
    });
  case TensorProto::BFLOAT16:
    return fill<uint16_t>(source, proto.int32_data(), reals, [](uint16_t bits) {
      return fromBits(bits, llvm::APFloat::BFloat());
    });
  case TensorProto::DOUBLE: {
    bool overflow = false;
    llvm::Error error =
        fill<double>(source, proto.double_data(), reals, [&](double number) {
          float real = static_cast<float>(number);
          overflow |= std::isinf(real) && std::isfinite(number);
          return real;
        });
    if (!error && overflow)
      return makeError("has double values beyond the range of float");
    return error;
  }
  default:
    return fill<float>(source, proto.float_data(), reals, asIs);
  }
}

llvm::Error fillIntegers(const TensorProto &proto, const Source &source,
                         std::vector<int64_t> &integers) {
  auto asIs = [](auto number) { return static_cast<int64_t>(number); };
  switch (proto.data_type()) {
  case TensorProto::BOOL:
    return fill<uint8_t>(source, proto.int32_data(), integers,
                         [](uint8_t number) { return int64_t(number != 0); });
  case TensorProto::INT8:
    return fill<int8_t>(source, proto.int32_data(), integers, asIs);
  case TensorProto::UINT8:
    return fill<uint8_t>(source, proto.int32_data(), integers, asIs);
  case TensorProto::INT16:
    return fill<int16_t>(source, proto.int32_data(), integers, asIs);
  case TensorProto::UINT16:
    return fill<uint16_t>(source, proto.int32_data(), integers, asIs);
  case TensorProto::INT32:
    return fill<int32_t>(source, proto.int32_data(), integers, asIs);
  case TensorProto::UINT32:
    return fill<uint32_t>(source, proto.uint64_data(), integers, asIs);
  case TensorProto::UINT64: {
    llvm::Error error =
        fill<uint64_t>(source, proto.uint64_data(), integers, asIs);
    if (!error && llvm::any_of(integers, [](int64_t n) { return n < 0; }))
      return makeError("has uint64 values beyond the range of int64");
    return error;
  }
  default:
    return fill<int64_t>(source, proto.int64_data(), integers, asIs);
  }
}

/// The elements as they are stored.
template <typename Stored, typename Typed>
llvm::Error copy(const Source &source, const Typed &typed,
                 std::vector<char> &bytes) {
  std::vector<Stored> numbers;
  llvm::Error error = fill<Stored>(source, typed, numbers,
                                   [](Stored number) { return number; });
  auto begin = reinterpret_cast<const char *>(numbers.data());
  bytes.assign(begin, begin + numbers.size() * sizeof(Stored));
  return error;
}

llvm::Error copyBytes(const TensorProto &proto, const Source &source,
                      std::vector<char> &bytes) {
  switch (proto.data_type()) {
  case TensorProto::FLOAT:
    return copy<float>(source, proto.float_data(), bytes);
  case TensorProto::DOUBLE:
    return copy<double>(source, proto.double_data(), bytes);
  case TensorProto::INT8:
    return copy<int8_t>(source, proto.int32_data(), bytes);
  case TensorProto::INT16:
    return copy<int16_t>(source, proto.int32_data(), bytes);
  case TensorProto::INT32:
    return copy<int32_t>(source, proto.int32_data(), bytes);
  case TensorProto::INT64:
    return copy<int64_t>(source, proto.int64_data(), bytes);
  case TensorProto::UINT32:
    return copy<uint32_t>(source, proto.uint64_data(), bytes);
  case TensorProto::UINT64:
    return copy<uint64_t>(source, proto.uint64_data(), bytes);
  case TensorProto::FLOAT16:
  case TensorProto::UINT16:
    return copy<uint16_t>(source, proto.int32_data(), bytes);
  default: // bool and uint8
    return copy<uint8_t>(source, proto.int32_data(), bytes);
  }
}

} // namespace

const ElementInfo *elementInfoOf(int32_t dataType) {
  switch (dataType) {
  case TensorProto::FLOAT:
    return findElement("f32");
  case TensorProto::DOUBLE:
    return findElement("f64");
  case TensorProto::FLOAT16:
    return findElement("f16");
  case TensorProto::BOOL:
    return findElement("b8");
  case TensorProto::INT8:
    return findElement("i8");
  case TensorProto::INT16:
    return findElement("i16");
  case TensorProto::INT32:
    return findElement("i32");
  case TensorProto::INT64:
    return findElement("i64");
  case TensorProto::UINT8:
    return findElement("u8");
  case TensorProto::UINT16:
    return findElement("u16");
  case TensorProto::UINT32:
    return findElement("u32");
  case TensorProto::UINT64:
    return findElement("u64");
  default:
    return nullptr;
  }
}

std::optional<Element> elementOf(int32_t dataType) {
  switch (dataType) {
  case TensorProto::FLOAT:
  case TensorProto::FLOAT16:
  case TensorProto::BFLOAT16:
  case TensorProto::DOUBLE:
    return Element::F32;
  case TensorProto::BOOL:
    return Element::Bool;
  case TensorProto::INT8:
    return Element::I8;
  case TensorProto::UINT8:
    return Element::U8;
  case TensorProto::INT16:
    return Element::I16;
  case TensorProto::UINT16:
    return Element::U16;
  case TensorProto::INT32:
    return Element::I32;
  case TensorProto::UINT32:
    return Element::U32;
  case TensorProto::INT64:
  case TensorProto::UINT64:
    return Element::I64;
  default:
    return std::nullopt;
  }
}

std::string dataTypeName(int32_t dataType) {
  if (TensorProto::DataType_IsValid(dataType))
    return TensorProto::DataType_Name(
        static_cast<TensorProto::DataType>(dataType));
  return "number " + std::to_string(dataType);
}

llvm::Expected<TensorFile> readTensorBytes(const TensorProto &proto) {
  const ElementInfo *element = elementInfoOf(proto.data_type());
  if (!element)
    return makeError("has data type {0}", dataTypeName(proto.data_type()));
  if (proto.has_segment() || proto.data_location() == TensorProto::EXTERNAL)
    return makeError("is not stored as a whole");
  TensorFile tensor{
      proto.name(), {proto.dims().begin(), proto.dims().end()}, element, {}};
  std::optional<int64_t> count = countElements(tensor.shape);
  if (!count)
    return makeError("has shape {0}, which is negative or too large",
                     formatShape(tensor.shape));
  Source source{std::nullopt, *count};
  if (proto.has_raw_data())
    source.bytes = proto.raw_data();
  if (llvm::Error error = copyBytes(proto, source, tensor.bytes))
    return std::move(error);
  return tensor;
}

llvm::Expected<HostTensor> readTensor(const TensorProto &proto,
                                      llvm::StringRef folder) {
  std::optional<Element> element = elementOf(proto.data_type());
  if (!element)
    return makeError("has data type {0}; accepted are float, float16, "
                     "bfloat16, double, bool and integers of 8 to 64 bits",
                     dataTypeName(proto.data_type()));
  if (proto.has_segment())
    return makeError("is stored in segments, which is not supported");

  HostTensor tensor;
  tensor.name = proto.name();
  tensor.element = *element;
  tensor.shape.assign(proto.dims().begin(), proto.dims().end());
  std::optional<int64_t> count = countElements(tensor.shape);
  if (!count)
    return makeError("has shape {0}, which is negative or too large",
                     formatShape(tensor.shape));

  ExternalData external;
  Source source{std::nullopt, *count};
  if (proto.data_location() == TensorProto::EXTERNAL) {
    if (llvm::Error error = external.open(proto, folder))
      return error;
    source.bytes = external.bytes();
  } else if (proto.has_raw_data()) {
    source.bytes = proto.raw_data();
  }
  llvm::Error error = *element == Element::F32
                          ? fillReals(proto, source, tensor.reals)
                          : fillIntegers(proto, source, tensor.integers);
  if (error)
    return error;
  for (auto [i, real] : llvm::enumerate(tensor.reals))
    if (std::isnan(real))
      return makeError("holds NaN at index {0}", i);
  return tensor;
}

} // namespace ecg
