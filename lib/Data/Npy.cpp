// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The elements of .npy arrays: byte and dimension order, numbers and text.
#include "NpyHeader.h"
#include "Support.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>
#include <cstring>

using namespace llvm;

namespace ecg {

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

static void swapBytes(MutableArrayRef<uint8_t> bytes, unsigned itemBytes) {
  if (itemBytes < 2)
    return;
  for (size_t at = 0; at + itemBytes <= bytes.size(); at += itemBytes)
    std::reverse(bytes.begin() + at, bytes.begin() + at + itemBytes);
}

/// Moves elements stored first index fastest to last index fastest.
static std::vector<uint8_t>
toCOrder(ArrayRef<uint8_t> from, ArrayRef<int64_t> shape, unsigned itemBytes) {
  std::vector<uint8_t> to(from.size());
  std::vector<int64_t> index(shape.size(), 0);
  for (size_t at = 0; at < to.size(); at += itemBytes) {
    int64_t source = 0;
    for (size_t dim = shape.size(); dim-- > 0;)
      source = source * shape[dim] + index[dim];
    std::memcpy(&to[at], &from[source * itemBytes], itemBytes);
    for (size_t dim = shape.size(); dim-- > 0 && ++index[dim] == shape[dim];)
      index[dim] = 0;
  }
  return to;
}

Expected<NpyArray> parseNpy(ArrayRef<uint8_t> image, StringRef what) {
  Expected<NpyHeader> header = parseNpyImage(image, what);
  if (!header)
    return header.takeError();
  ArrayRef<uint8_t> data = image.drop_front(header->dataOffset);
  NpyArray array;
  array.kind = header->kind;
  array.itemBytes = header->itemBytes;
  array.shape = header->shape;
  if (header->fortranOrder && header->shape.size() > 1 && !data.empty())
    array.bytes = toCOrder(data, array.shape, array.itemBytes);
  else
    array.bytes = data.vec();
  if (header->bigEndian && array.kind != 'S')
    swapBytes(array.bytes, array.kind == 'U' ? 4 : array.itemBytes);
  return array;
}

int64_t NpyArray::size() const {
  int64_t count = 1;
  for (int64_t dim : shape)
    count *= dim;
  return count;
}

std::string NpyArray::dtype() const {
  return kind + utostr(kind == 'U' ? itemBytes / 4 : itemBytes);
}

static double halfToDouble(uint16_t bits) {
  int exponent = (bits >> 10) & 31, fraction = bits & 1023;
  double magnitude = exponent == 0 ? std::ldexp(fraction, -24)
                     : exponent == 31
                         ? (fraction ? NAN : INFINITY)
                         : std::ldexp(fraction + 1024, exponent - 25);
  return bits >> 15 ? -magnitude : magnitude;
}

int64_t NpyArray::integer(int64_t i) const {
  assert(isInteger() && "only integers keep their bits");
  const uint8_t *at = data().data() + i * itemBytes;
  uint64_t value = 0;
  for (unsigned byte = itemBytes; byte-- > 0;)
    value = value << 8 | at[byte];
  return kind == 'i' ? SignExtend64(value, 8 * itemBytes)
                     : static_cast<int64_t>(value);
}

double NpyArray::number(int64_t i) const {
  const uint8_t *at = data().data() + i * itemBytes;
  if (kind == 'u' && itemBytes == 8)
    return static_cast<double>(support::endian::read64le(at));
  if (kind != 'f')
    return static_cast<double>(integer(i));
  if (itemBytes == 2)
    return halfToDouble(support::endian::read16le(at));
  if (itemBytes == 4)
    return bit_cast<float>(support::endian::read32le(at));
  return bit_cast<double>(support::endian::read64le(at));
}

std::string NpyArray::text(int64_t i) const {
  ArrayRef<uint8_t> item = data().slice(i * itemBytes, itemBytes);
  if (kind == 'S') {
    StringRef raw(reinterpret_cast<const char *>(item.data()), item.size());
    return raw.rtrim('\0').str();
  }
  if (kind == 'f')
    return shortNumber(number(i));
  if (kind != 'U')
    return itostr(integer(i));
  std::string utf8;
  for (size_t at = 0; at < item.size(); at += 4) {
    uint32_t code = support::endian::read32le(&item[at]);
    char buffer[UNI_MAX_UTF8_BYTES_PER_CODE_POINT], *end = buffer;
    if (code && ConvertCodePointToUTF8(code, end))
      utf8.append(buffer, end);
  }
  return utf8;
}

void NpyArray::copyTo(int64_t first, MutableArrayRef<float> out) const {
  // The common types without a test an element.
  if (kind == 'i' && itemBytes == 2) {
    const uint8_t *at = data().data() + first * 2;
    for (float &x : out) {
      x = static_cast<int16_t>(support::endian::read16le(at));
      at += 2;
    }
  } else if (kind == 'f' && itemBytes == 4 && sys::IsLittleEndianHost) {
    std::memcpy(out.data(), data().data() + first * 4, out.size() * 4);
  } else {
    for (auto [i, x] : enumerate(out))
      x = static_cast<float>(number(first + i));
  }
}

std::vector<float> NpyArray::toFloats() const {
  std::vector<float> values(size());
  copyTo(0, values);
  return values;
}

//===----------------------------------------------------------------------===//
// Arrays to write
//===----------------------------------------------------------------------===//

static void append32(std::vector<uint8_t> &bytes, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8)
    bytes.push_back(value >> shift & 255);
}

NpyArray NpyArray::fromFloats(ArrayRef<float> values, ArrayRef<int64_t> shape) {
  NpyArray array{'f', 4, shape.vec(), {}};
  for (float value : values)
    append32(array.bytes, bit_cast<uint32_t>(value));
  return array;
}

NpyArray NpyArray::fromInts(ArrayRef<int32_t> values, ArrayRef<int64_t> shape) {
  NpyArray array{'i', 4, shape.vec(), {}};
  for (int32_t value : values)
    append32(array.bytes, value);
  return array;
}

NpyArray NpyArray::fromStrings(ArrayRef<std::string> values) {
  size_t longest = 1;
  for (const std::string &value : values)
    longest = std::max(longest, value.size());
  NpyArray array{'S', unsigned(longest), {int64_t(values.size())}, {}};
  for (const std::string &value : values) {
    array.bytes.insert(array.bytes.end(), value.begin(), value.end());
    array.bytes.resize(array.bytes.size() + longest - value.size());
  }
  return array;
}

} // namespace ecg
