// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The .npy array format: header, element types, byte and dimension order
// (numpy.lib.format, versions 1.0 to 3.0).
#include "NpyHeader.h"
#include "Support.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>
#include <cstring>

using namespace llvm;

namespace ecg {

//===----------------------------------------------------------------------===//
// Header
//===----------------------------------------------------------------------===//

namespace {
/// Reads the dictionary literal of a header. Only the three keys of the format
/// are known, in any order; anything else is refused.
class HeaderParser {
public:
  HeaderParser(StringRef text, StringRef what) : rest(text), what(what) {}

  Error parse(NpyHeader &header) {
    if (!take("{"))
      return fail("no dictionary");
    while (!take("}")) {
      StringRef key;
      if (!takeString(key) || !take(":"))
        return fail("a key was expected at '" + rest.take_front(12) + "'");
      if (Error error = parseValue(key, header))
        return error;
      if (!take(",") && !rest.ltrim().starts_with("}"))
        return fail("',' or '}' was expected at '" + rest.take_front(12) + "'");
    }
    if (!(seenType && seenOrder && seenShape))
      return fail("descr, fortran_order or shape is missing");
    return Error::success();
  }

private:
  Error fail(const Twine &cause) {
    return dataError(what + ": malformed .npy header: " + cause);
  }
  bool take(StringRef token) {
    rest = rest.ltrim();
    return rest.consume_front(token);
  }
  bool takeString(StringRef &text) {
    rest = rest.ltrim();
    if (rest.empty() || (rest[0] != '\'' && rest[0] != '"'))
      return false;
    size_t end = rest.find(rest[0], 1);
    if (end == StringRef::npos)
      return false;
    text = rest.slice(1, end);
    rest = rest.drop_front(end + 1);
    return true;
  }

  Error parseValue(StringRef key, NpyHeader &header) {
    if (key == "descr") {
      seenType = true;
      StringRef type;
      if (!takeString(type))
        return dataError(what + ": structured element types are not supported");
      return parseType(type, header);
    }
    if (key == "fortran_order") {
      seenOrder = true;
      header.fortranOrder = take("True");
      return header.fortranOrder || take("False")
                 ? Error::success()
                 : fail("fortran_order is neither True nor False");
    }
    if (key == "shape") {
      seenShape = true;
      return parseShape(header);
    }
    return fail("unknown key '" + key + "'");
  }

  Error parseType(StringRef type, NpyHeader &header) {
    StringRef text = type;
    header.bigEndian = text.consume_front(">");
    if (!header.bigEndian && !text.consume_front("<"))
      text.consume_front("|");
    header.kind = text.empty() ? '?' : text[0];
    unsigned count = 0;
    static const StringSet<> numeric = {"b1", "i1", "i2", "i4", "i8", "u1",
                                        "u2", "u4", "u8", "f2", "f4", "f8"};
    bool isText = header.kind == 'S' || header.kind == 'U';
    if ((!isText && !numeric.contains(text)) ||
        text.drop_front(1).getAsInteger(10, count) || count > (1u << 20))
      return dataError(what + ": element type '" + type +
                       "' is not supported; there are b1, i1 to i8, u1 to u8, "
                       "f2 to f8, S and U");
    header.itemBytes = header.kind == 'U' ? 4 * count : count;
    return Error::success();
  }

  Error parseShape(NpyHeader &header) {
    if (!take("("))
      return fail("shape is no tuple");
    while (!take(")")) {
      rest = rest.ltrim();
      uint64_t dim = 0;
      if (rest.consumeInteger(10, dim) || dim > INT64_MAX)
        return fail("bad dimension at '" + rest.take_front(12) + "'");
      header.shape.push_back(dim);
      if (!take(",") && !rest.ltrim().starts_with(")"))
        return fail("shape is no tuple");
    }
    return Error::success();
  }

  StringRef rest, what;
  bool seenType = false, seenOrder = false, seenShape = false;
};
} // namespace

Expected<NpyHeader> parseNpyHeader(ArrayRef<uint8_t> image, StringRef what) {
  StringRef text(reinterpret_cast<const char *>(image.data()), image.size());
  if (!text.starts_with("\x93NUMPY") || text.size() < 10)
    return dataError(what + ": not a .npy array");
  unsigned major = image[6], prefix = major == 1 ? 10 : 12;
  if (major < 1 || major > 3)
    return dataError(what + ": .npy version " + Twine(major) +
                     " is not supported; there are 1 to 3");
  if (text.size() < prefix)
    return dataError(what + ": truncated .npy header");
  uint64_t length = major == 1 ? support::endian::read16le(&image[8])
                               : support::endian::read32le(&image[8]);
  if (length > text.size() - prefix)
    return dataError(what + ": truncated .npy header");

  NpyHeader header;
  if (Error error =
          HeaderParser(text.substr(prefix, length), what).parse(header))
    return std::move(error);
  header.dataOffset = prefix + length;
  bool overflow = false;
  header.dataBytes = header.itemBytes;
  for (int64_t dim : header.shape) {
    bool overflowed = false;
    header.dataBytes =
        SaturatingMultiply<uint64_t>(header.dataBytes, dim, &overflowed);
    overflow |= overflowed;
  }
  if (overflow)
    return dataError(what + ": the shape has more elements than can be");
  return header;
}

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
  Expected<NpyHeader> header = parseNpyHeader(image, what);
  if (!header)
    return header.takeError();
  ArrayRef<uint8_t> data = image.drop_front(header->dataOffset);
  if (data.size() != header->dataBytes)
    return dataError(what + ": the shape needs " + Twine(header->dataBytes) +
                     " bytes, there are " + Twine(data.size()));
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
  const uint8_t *at = bytes.data() + i * itemBytes;
  uint64_t value = 0;
  for (unsigned byte = itemBytes; byte-- > 0;)
    value = value << 8 | at[byte];
  return kind == 'i' ? SignExtend64(value, 8 * itemBytes)
                     : static_cast<int64_t>(value);
}

double NpyArray::number(int64_t i) const {
  const uint8_t *at = bytes.data() + i * itemBytes;
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
  ArrayRef<uint8_t> item = ArrayRef(bytes).slice(i * itemBytes, itemBytes);
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
    const uint8_t *at = bytes.data() + first * 2;
    for (float &x : out) {
      x = static_cast<int16_t>(support::endian::read16le(at));
      at += 2;
    }
  } else if (kind == 'f' && itemBytes == 4 && sys::IsLittleEndianHost) {
    std::memcpy(out.data(), bytes.data() + first * 4, out.size() * 4);
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
