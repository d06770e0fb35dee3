// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// MIT-format annotation files, annot(5): 16-bit words of a 6-bit code and a
// 10-bit time step, with codes of their own for what does not fit.
#include "Support.h"
#include "ecg/Data/Wfdb.h"
#include <array>

using namespace llvm;
using support::endian::read16le;

namespace ecg {

// Codes 59 to 63 carry something else than an annotation.
enum : unsigned { kSkip = 59, kNum = 60, kSub = 61, kChannel = 62, kAux = 63 };

namespace {
class AnnotationParser {
public:
  AnnotationParser(ArrayRef<uint8_t> bytes, StringRef path)
      : rest(bytes), path(path) {}

  Expected<std::vector<WfdbAnnotation>> parse() {
    while (true) {
      if (rest.size() < 2)
        return fail("no end mark after " + Twine(list.size()) + " annotations");
      uint16_t word = read16le(rest.data());
      rest = rest.drop_front(2);
      if (word == 0)
        return std::move(list);
      if (Error error = step(word >> 10, word & 0x3ff))
        return std::move(error);
    }
  }

private:
  Error fail(const Twine &cause) { return dataError(path + ": " + cause); }

  Error step(unsigned code, unsigned value) {
    if (code == kSkip)
      return skip();
    if (code < kNum) {
      time += value;
      list.push_back({time, uint8_t(code), 0, channel, number, ""});
      return Error::success();
    }
    if (list.empty())
      return fail("code " + Twine(code) + " before the first annotation");
    // These describe the annotation before them; number and channel stay.
    WfdbAnnotation &last = list.back();
    if (code == kNum)
      last.number = number = static_cast<int8_t>(value);
    else if (code == kSub)
      last.subtype = static_cast<int8_t>(value);
    else if (code == kChannel)
      last.channel = channel = static_cast<int8_t>(value);
    else
      return takeAux(last, value);
    return Error::success();
  }

  /// A long time step: four bytes, the high half first (PDP-11 order).
  Error skip() {
    if (rest.size() < 4)
      return fail("truncated in a time step");
    uint32_t high = read16le(&rest[0]), low = read16le(&rest[2]);
    time += static_cast<int32_t>(high << 16 | low);
    rest = rest.drop_front(4);
    return Error::success();
  }

  /// Text of `length` bytes, padded to words.
  Error takeAux(WfdbAnnotation &last, unsigned length) {
    unsigned padded = length + length % 2;
    if (rest.size() < padded)
      return fail("truncated in a text of " + Twine(length) + " bytes");
    StringRef text(reinterpret_cast<const char *>(rest.data()), length);
    last.aux = text.rtrim('\0').str();
    rest = rest.drop_front(padded);
    return Error::success();
  }

  ArrayRef<uint8_t> rest;
  StringRef path;
  std::vector<WfdbAnnotation> list;
  int64_t time = 0;
  int8_t channel = 0, number = 0;
};
} // namespace

Expected<std::vector<WfdbAnnotation>>
parseWfdbAnnotations(ArrayRef<uint8_t> bytes, StringRef path) {
  return AnnotationParser(bytes, path).parse();
}

Expected<std::vector<WfdbAnnotation>> readWfdbAnnotations(StringRef path) {
  Expected<std::unique_ptr<MemoryBuffer>> buffer = openFile(path);
  if (!buffer)
    return buffer.takeError();
  return parseWfdbAnnotations(
      ArrayRef<uint8_t>(
          reinterpret_cast<const uint8_t *>((*buffer)->getBufferStart()),
          (*buffer)->getBufferSize()),
      path);
}

StringRef wfdbSymbol(unsigned code) {
  static constexpr std::array<const char *, 42> symbols = {
      "",  "N", "L", "R", "a", "V", "F", "J", "A",  "S", "E", "j", "/", "Q",
      "~", "",  "|", "",  "s", "T", "*", "D", "\"", "=", "p", "B", "^", "t",
      "+", "u", "?", "!", "[", "]", "e", "n", "@",  "x", "f", "(", ")", "r"};
  return code < symbols.size() ? symbols[code] : "";
}

bool isWfdbBeat(unsigned code) {
  StringRef symbol = wfdbSymbol(code);
  return !symbol.empty() && StringRef("NLRBAaJSVrFejnE/fQ?").contains(symbol);
}

} // namespace ecg
