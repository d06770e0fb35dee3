// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The header of a .npy array (numpy.lib.format, versions 1.0 to 3.0): a
// dictionary literal in Python's syntax, of which just this much is known.
#include "NpyHeader.h"
#include "Support.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;

namespace ecg {
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

Expected<NpyHeader> parseNpyImage(ArrayRef<uint8_t> image, StringRef what) {
  Expected<NpyHeader> header = parseNpyHeader(image, what);
  if (header && image.size() - header->dataOffset != header->dataBytes)
    return dataError(what + ": the shape needs " + Twine(header->dataBytes) +
                     " bytes, there are " +
                     Twine(image.size() - header->dataOffset));
  return header;
}

Error checkNpySize(ArrayRef<uint8_t> front, uint64_t size, StringRef what) {
  Expected<NpyHeader> header = parseNpyHeader(front, what);
  if (!header)
    return header.takeError();
  if (header->dataOffset + header->dataBytes == size)
    return Error::success();
  return dataError(what + ": the shape needs " +
                   Twine(header->dataOffset + header->dataBytes) +
                   " bytes with its header, the archive says " + Twine(size));
}

} // namespace ecg
