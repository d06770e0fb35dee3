// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// WFDB signal files: formats 16, 80 and 212 of signal(5), plain or inside a
// MATLAB v4 matrix as wfdb2mat writes it.
#include "Support.h"
#include "ecg/Data/Wfdb.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using support::endian::read16le;
using support::endian::read32le;

namespace ecg {
namespace {

/// One storage format: bytes that `count` samples take, and sample `i`.
struct Format {
  unsigned number;
  uint64_t (*bytes)(uint64_t count);
  uint64_t (*count)(uint64_t bytes);
  int32_t (*sample)(const uint8_t *data, uint64_t i);
  int32_t invalid;
};

/// Two samples in three bytes: low bytes in the first and the last, the high
/// nibbles share the middle one, the first sample's in its low half.
int32_t sample212(const uint8_t *data, uint64_t i) {
  const uint8_t *pair = data + i / 2 * 3;
  unsigned value = i % 2 ? pair[2] | (pair[1] & 0xf0u) << 4
                         : pair[0] | (pair[1] & 0x0fu) << 8;
  return static_cast<int32_t>(value ^ 0x800) - 0x800;
}

constexpr Format formats[] = {
    {16, [](uint64_t count) { return 2 * count; },
     [](uint64_t bytes) { return bytes / 2; },
     [](const uint8_t *data, uint64_t i) -> int32_t {
       return static_cast<int16_t>(read16le(data + 2 * i));
     },
     -32768},
    {80, [](uint64_t count) { return count; },
     [](uint64_t bytes) { return bytes; },
     [](const uint8_t *data, uint64_t i) -> int32_t { return data[i] - 128; },
     -128},
    {212, [](uint64_t count) { return count / 2 * 3 + count % 2 * 2; },
     [](uint64_t bytes) { return bytes / 3 * 2 + (bytes % 3 == 2); }, sample212,
     -2048},
};

/// The signals of one file, which are interleaved frame by frame.
class SignalFile {
public:
  SignalFile(WfdbRecord &record, StringRef headerPath, size_t first, size_t end)
      : record(record), first(first), end(end) {
    SmallString<128> sibling = sys::path::parent_path(headerPath);
    sys::path::append(sibling, signal(first).fileName);
    path = sibling.str().str();
    for (size_t i = first; i < end; ++i)
      perFrame += signal(i).samplesPerFrame;
  }

  Error read() {
    if (Error error = checkLayout())
      return error;
    Expected<std::unique_ptr<MemoryBuffer>> buffer = openFile(path);
    if (!buffer)
      return buffer.takeError();
    ArrayRef<uint8_t> bytes(
        reinterpret_cast<const uint8_t *>((*buffer)->getBufferStart()),
        (*buffer)->getBufferSize());
    if (StringRef(path).ends_with(".mat"))
      if (Error error = checkMatrix(bytes))
        return error;
    uint64_t skip = signal(first).byteOffset;
    if (skip > bytes.size())
      return fail("the first sample lies behind the end of the file");
    bytes = bytes.drop_front(skip);
    if (Error error = checkSize(bytes.size()))
      return error;
    decode(bytes.data());
    return Error::success();
  }

private:
  WfdbSignal &signal(size_t i) { return record.header.signals[i]; }
  Error fail(const Twine &cause) { return dataError(path + ": " + cause); }

  /// A file has one format and one offset for all of its signals.
  Error checkLayout() {
    for (const Format &candidate : formats)
      if (candidate.number == signal(first).format)
        format = &candidate;
    if (!format)
      return fail("format " + Twine(signal(first).format) +
                  " is not supported; there are 16, 80, 212");
    for (size_t i = first; i < end; ++i)
      if (signal(i).format != format->number ||
          signal(i).byteOffset != signal(first).byteOffset)
        return fail("signals of one file differ in format or byte offset");
    return Error::success();
  }

  /// A MATLAB v4 header: type, rows, columns, imaginary flag, length of the
  /// name, name. Type is 1000 M + 100 O + 10 P + T; little endian and full
  /// numeric matrices are M = O = T = 0, P = 3 int16, 5 uint8.
  Error checkMatrix(ArrayRef<uint8_t> bytes) {
    if (bytes.size() < 20)
      return fail("truncated MATLAB v4 header");
    uint32_t type = read32le(&bytes[0]), rows = read32le(&bytes[4]);
    uint32_t columns = read32le(&bytes[8]), imaginary = read32le(&bytes[12]);
    uint64_t data = 20 + uint64_t(read32le(&bytes[16]));
    if (type != (format->number == 16 ? 30u : 50u) || imaginary ||
        format->number == 212)
      return fail("not a MATLAB v4 matrix of format " + Twine(format->number) +
                  " (type " + Twine(type) + ")");
    if (data != signal(first).byteOffset)
      return fail("the matrix starts at byte " + Twine(data) +
                  ", the header says " + Twine(signal(first).byteOffset));
    // Columns are contiguous, so a row a signal is the interleaved order.
    if (rows != perFrame)
      return fail("the matrix has " + Twine(rows) + " rows for " +
                  Twine(perFrame) + " samples a frame");
    if (record.header.frames && columns != record.header.frames)
      return fail("the matrix has " + Twine(columns) + " columns for " +
                  Twine(record.header.frames) + " frames");
    return Error::success();
  }

  /// Settles the number of frames; nothing is allocated before the file is
  /// known to be long enough.
  Error checkSize(uint64_t available) {
    uint64_t &frames = record.header.frames;
    if (!frames)
      frames = format->count(available) / perFrame;
    if (frames > available * 2 / perFrame ||
        format->bytes(frames * perFrame) > available)
      return fail(Twine(frames) + " frames of " + Twine(perFrame) +
                  " samples do not fit into " + Twine(available) + " bytes");
    return Error::success();
  }

  void decode(const uint8_t *data) {
    uint64_t offset = 0;
    for (size_t i = first; i < end; ++i) {
      unsigned width = signal(i).samplesPerFrame;
      std::vector<int16_t> &to = record.samples[i];
      to.reserve(record.header.frames * width);
      for (uint64_t frame = 0; frame < record.header.frames; ++frame)
        for (unsigned k = 0; k < width; ++k) {
          int32_t value = format->sample(data, frame * perFrame + offset + k);
          to.push_back(value == format->invalid ? kWfdbInvalid : value);
        }
      offset += width;
    }
    invalidValue = format->invalid;
  }

  WfdbRecord &record;
  size_t first, end;
  std::string path;
  uint64_t perFrame = 0;
  const Format *format = nullptr;

public:
  int32_t invalidValue = 0;
};

} // namespace

/// Checks a signal against the header's sum and first value. Lost samples
/// count with the value their format stores for them.
static Error verifySignal(const WfdbSignal &signal, ArrayRef<int16_t> samples,
                          int32_t invalid, StringRef path) {
  // Some writers put 0 for a sum they did not make, and first values of some
  // other record (CinC 2017, A00013): no sum, nothing to hold against the data.
  if (!signal.checksum || *signal.checksum == 0)
    return Error::success();
  auto stored = [&](int16_t x) { return x == kWfdbInvalid ? invalid : x; };
  std::string of = (path + ": signal '" + signal.description + "': ").str();
  if (!samples.empty() && stored(samples[0]) != *signal.initialValue)
    return dataError(of + "the first value is " + Twine(stored(samples[0])) +
                     ", the header says " + Twine(*signal.initialValue));
  uint16_t sum = 0;
  for (int16_t x : samples)
    sum += static_cast<uint16_t>(stored(x));
  if (sum != static_cast<uint16_t>(*signal.checksum))
    return dataError(of + "the checksum is " +
                     Twine(static_cast<int16_t>(sum)) + ", the header says " +
                     Twine(*signal.checksum));
  return Error::success();
}

/// Skew says how many samples late a signal was stored: its value for time t
/// stands at t + skew. What is lost at the end is marked invalid.
static void removeSkew(const WfdbSignal &signal,
                       std::vector<int16_t> &samples) {
  size_t shift = std::min<size_t>(samples.size(), signal.skew);
  if (!shift)
    return;
  samples.erase(samples.begin(), samples.begin() + shift);
  samples.insert(samples.end(), shift, kWfdbInvalid);
}

Expected<WfdbHeader> readWfdbHeader(StringRef path) {
  Expected<std::unique_ptr<MemoryBuffer>> text = openFile(path);
  if (!text)
    return text.takeError();
  return parseWfdbHeader((*text)->getBuffer(), path);
}

Expected<WfdbRecord> readWfdbRecord(StringRef path) {
  Expected<WfdbHeader> header = readWfdbHeader(path);
  if (!header)
    return header.takeError();

  WfdbRecord record{std::move(*header), {}};
  std::vector<WfdbSignal> &signals = record.header.signals;
  record.samples.resize(signals.size());
  for (size_t first = 0, end = 0; first < signals.size(); first = end) {
    while (end < signals.size() &&
           signals[end].fileName == signals[first].fileName)
      ++end;
    SignalFile file(record, path, first, end);
    if (Error error = file.read())
      return std::move(error);
    for (size_t i = first; i < end; ++i) {
      if (Error error = verifySignal(signals[i], record.samples[i],
                                     file.invalidValue, path))
        return std::move(error);
      removeSkew(signals[i], record.samples[i]);
    }
  }
  return record;
}

} // namespace ecg
