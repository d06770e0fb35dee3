// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// WFDB header files, header(5) of the WFDB Applications Guide.
#include "Support.h"
#include "ecg/Data/Wfdb.h"
#include <cmath>

using namespace llvm;

namespace ecg {
namespace {

/// Takes one line apart; every field knows its name for messages.
class LineParser {
public:
  LineParser(StringRef line, const Twine &where)
      : rest(line.trim()), where(where.str()) {}

  /// The next blank-separated word; empty at the end of the line.
  StringRef word() {
    auto [first, others] = rest.split(' ');
    if (size_t tab = first.find('\t'); tab != StringRef::npos) {
      others = rest.drop_front(tab + 1);
      first = first.take_front(tab);
    }
    rest = others.ltrim();
    return first;
  }
  StringRef remainder() const { return rest; }

  template <typename T>
  Error integer(StringRef &text, T &value, const Twine &what) {
    if (text.consumeInteger(10, value))
      return bad(text, what);
    return Error::success();
  }

  /// A number that may have a fraction and an exponent.
  Error number(StringRef &text, double &value, const Twine &what) {
    size_t end = text.find_first_not_of("0123456789+-.eE");
    if (text.substr(0, end).getAsDouble(value) || !std::isfinite(value))
      return bad(text, what);
    text = text.substr(std::min(end, text.size()));
    return Error::success();
  }

  Error end(StringRef text, const Twine &what) {
    return text.empty() ? Error::success() : bad(text, what);
  }
  Error bad(StringRef text, const Twine &what) {
    return dataError(where + ": bad " + what + " at '" + text.take_front(40) +
                     "'");
  }

private:
  StringRef rest;
  std::string where;
};

} // namespace

/// "(123)" where it is; `value` keeps its default otherwise.
static Error parseParentheses(LineParser &line, StringRef &text, double &value,
                              const Twine &what) {
  if (!text.consume_front("("))
    return Error::success();
  if (Error error = line.number(text, value, what))
    return error;
  return text.consume_front(")") ? Error::success() : line.bad(text, what);
}

static Error parseRate(LineParser &line, StringRef text, WfdbHeader &header) {
  if (text.empty())
    return Error::success();
  if (Error error = line.number(text, header.frameRate, "sampling rate"))
    return error;
  if (!(header.frameRate > 0 && header.frameRate <= 1e6))
    return line.bad(shortNumber(header.frameRate), "sampling rate");
  if (text.consume_front("/"))
    if (Error error = line.number(text, header.counterRate, "counter rate"))
      return error;
  if (Error error =
          parseParentheses(line, text, header.counterBase, "counter base"))
    return error;
  return line.end(text, "sampling rate");
}

static Error parseRecordLine(LineParser &line, WfdbHeader &header,
                             unsigned &signals) {
  StringRef name = line.word();
  header.name = name.str();
  if (name.contains('/'))
    return line.bad(name, "record name: multi-segment records are not "
                          "supported, give one segment");
  StringRef text = line.word();
  if (Error error = line.integer(text, signals, "number of signals"))
    return error;
  if (!text.empty() || signals > 4096)
    return line.bad(text, "number of signals");
  if (Error error = parseRate(line, line.word(), header))
    return error;
  if (text = line.word(); !text.empty())
    if (Error error = line.integer(text, header.frames, "number of samples"))
      return error;
  if (Error error = line.end(text, "number of samples"))
    return error;
  header.baseTime = line.word().str();
  header.baseDate = line.word().str();
  return Error::success();
}

/// "16x4:2+24": format, samples per frame, skew, byte offset.
static Error parseFormat(LineParser &line, StringRef text, WfdbSignal &signal) {
  if (Error error = line.integer(text, signal.format, "format"))
    return error;
  if (text.consume_front("x"))
    if (Error error =
            line.integer(text, signal.samplesPerFrame, "samples per frame"))
      return error;
  if (signal.samplesPerFrame < 1 || signal.samplesPerFrame > 65536)
    return line.bad(Twine(signal.samplesPerFrame).str(), "samples per frame");
  if (text.consume_front(":"))
    if (Error error = line.integer(text, signal.skew, "skew"))
      return error;
  if (text.consume_front("+"))
    if (Error error = line.integer(text, signal.byteOffset, "byte offset"))
      return error;
  return line.end(text, "format");
}

/// "200(0)/mV": gain, baseline, units. The baseline is the ADC zero unless
/// given; a gain of 0 means uncalibrated, for which 200 is the convention.
static Error parseGain(LineParser &line, StringRef text, WfdbSignal &signal,
                       std::optional<double> &baseline) {
  if (text.empty())
    return Error::success();
  if (Error error = line.number(text, signal.gain, "gain"))
    return error;
  if (signal.gain == 0)
    signal.gain = 200;
  if (text.starts_with("(")) {
    baseline.emplace(0);
    if (Error error = parseParentheses(line, text, *baseline, "baseline"))
      return error;
  }
  if (text.consume_front("/")) {
    signal.units = text.str();
    text = "";
  }
  return line.end(text, "gain");
}

/// One of the optional integer fields that end a signal line.
template <typename T>
static Error parseField(LineParser &line, T &value, const Twine &what) {
  StringRef text = line.word();
  if (text.empty())
    return Error::success();
  int64_t parsed = 0;
  if (Error error = line.integer(text, parsed, what))
    return error;
  if (!text.empty() || parsed < INT32_MIN || parsed > UINT32_MAX)
    return line.bad(text, what);
  value = static_cast<int32_t>(parsed);
  return Error::success();
}

static Error parseSignalLine(LineParser &line, WfdbSignal &signal) {
  signal.fileName = line.word().str();
  // Signal files lie beside their header; a header must not reach elsewhere.
  if (StringRef(signal.fileName).find_first_of("/\\") != StringRef::npos)
    return line.bad(signal.fileName, "file name");
  if (Error error = parseFormat(line, line.word(), signal))
    return error;
  std::optional<double> baseline;
  if (Error error = parseGain(line, line.word(), signal, baseline))
    return error;
  if (Error error = parseField(line, signal.adcResolution, "adc resolution"))
    return error;
  if (Error error = parseField(line, signal.adcZero, "adc zero"))
    return error;
  if (Error error = parseField(line, signal.initialValue, "initial value"))
    return error;
  if (Error error = parseField(line, signal.checksum, "checksum"))
    return error;
  if (Error error = parseField(line, signal.blockSize, "block size"))
    return error;
  signal.description = line.remainder().rtrim().str();
  signal.baseline = baseline.value_or(signal.adcZero);
  return Error::success();
}

Expected<WfdbHeader> parseWfdbHeader(StringRef text, StringRef path) {
  WfdbHeader header;
  unsigned signals = 0, number = 0;
  bool seenRecord = false;
  while (!text.empty()) {
    StringRef raw;
    std::tie(raw, text) = text.split('\n');
    StringRef content = raw.trim();
    ++number;
    if (content.consume_front("#")) {
      header.comments.push_back(content.trim().str());
      continue;
    }
    if (content.empty())
      continue;
    LineParser line(content, path + ":" + Twine(number));
    if (!seenRecord) {
      if (Error error = parseRecordLine(line, header, signals))
        return std::move(error);
      seenRecord = true;
    } else if (header.signals.size() < signals) {
      header.signals.emplace_back();
      if (Error error = parseSignalLine(line, header.signals.back()))
        return std::move(error);
    } else {
      return line.bad(content, "line after the last signal");
    }
  }
  if (!seenRecord)
    return dataError(path + ": no record line");
  if (header.signals.size() != signals)
    return dataError(path + ": " + Twine(signals) + " signals promised, " +
                     Twine(header.signals.size()) + " described");
  return header;
}

} // namespace ecg
