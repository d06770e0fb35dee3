// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Opening .npz archives: the zip directory with its 64-bit extension, checked
// against the file. Nothing is unpacked here.
#include "Support.h"
#include "ecg/Data/Npz.h"

using namespace llvm;
using support::endian::read16le;
using support::endian::read32le;
using support::endian::read64le;

namespace ecg {

// Signatures and fixed sizes of APPNOTE.TXT (zip 6.3).
static constexpr uint32_t kEndSignature = 0x06054b50;
static constexpr uint32_t kEnd64Signature = 0x06064b50;
static constexpr uint32_t kLocator64Signature = 0x07064b50;
static constexpr uint32_t kCentralSignature = 0x02014b50;
static constexpr size_t kEndBytes = 22, kEnd64Bytes = 56, kLocator64Bytes = 20;
static constexpr size_t kCentralBytes = 46;
static constexpr uint16_t kStored = 0, kDeflate = 8;

/// Walks the directory of an archive.
class NpzDirectory {
public:
  NpzDirectory(NpzFile &file)
      : file(file),
        bytes(reinterpret_cast<const uint8_t *>(file.buffer->getBufferStart()),
              file.buffer->getBufferSize()) {}

  Error read() {
    size_t end = bytes.size();
    if (!findEnd(end))
      return fail("not a zip archive, or truncated");
    uint64_t count = read16le(&bytes[end + 10]);
    uint64_t size = read32le(&bytes[end + 12]);
    uint64_t offset = read32le(&bytes[end + 16]);
    if (count == 0xffff || size == 0xffffffff || offset == 0xffffffff)
      if (Error error = readEnd64(end, count, size, offset))
        return error;
    if (offset > bytes.size() || size > bytes.size() - offset)
      return fail("the directory lies outside the file");
    return readEntries(bytes.slice(offset, size), count);
  }

private:
  Error fail(const Twine &cause) { return dataError(file.path + ": " + cause); }

  /// The end record is the last thing but for a comment of up to 64 KiB.
  bool findEnd(size_t &end) const {
    if (bytes.size() < kEndBytes)
      return false;
    size_t lowest = bytes.size() - std::min(bytes.size(), kEndBytes + 0xffff);
    for (size_t at = bytes.size() - kEndBytes + 1; at-- > lowest;)
      if (read32le(&bytes[at]) == kEndSignature) {
        end = at;
        return true;
      }
    return false;
  }

  Error readEnd64(size_t end, uint64_t &count, uint64_t &size,
                  uint64_t &offset) {
    if (end < kLocator64Bytes ||
        read32le(&bytes[end - kLocator64Bytes]) != kLocator64Signature)
      return Error::success(); // an old archive with just 65535 entries
    uint64_t at = read64le(&bytes[end - kLocator64Bytes + 8]);
    if (at > bytes.size() || bytes.size() - at < kEnd64Bytes ||
        read32le(&bytes[at]) != kEnd64Signature)
      return fail("the zip64 end record is missing");
    count = read64le(&bytes[at + 32]);
    size = read64le(&bytes[at + 40]);
    offset = read64le(&bytes[at + 48]);
    return Error::success();
  }

  Error readEntries(ArrayRef<uint8_t> directory, uint64_t count) {
    for (uint64_t i = 0; i < count; ++i) {
      if (directory.size() < kCentralBytes ||
          read32le(&directory[0]) != kCentralSignature)
        return fail("the directory ends after " + Twine(i) + " of " +
                    Twine(count) + " arrays");
      size_t nameBytes = read16le(&directory[28]);
      size_t extraBytes = read16le(&directory[30]);
      size_t total =
          kCentralBytes + nameBytes + extraBytes + read16le(&directory[32]);
      if (total > directory.size())
        return fail("the directory is truncated");
      if (Error error =
              readEntry(directory.take_front(total), nameBytes, extraBytes))
        return error;
      directory = directory.drop_front(total);
    }
    return Error::success();
  }

  Error readEntry(ArrayRef<uint8_t> record, size_t nameBytes,
                  size_t extraBytes) {
    NpzFile::Entry entry;
    StringRef name(reinterpret_cast<const char *>(&record[0]) + kCentralBytes,
                   nameBytes);
    if (!name.consume_back(".npy"))
      return Error::success(); // archives may hold other things
    entry.name = name.str();
    entry.method = read16le(&record[10]);
    entry.crc = read32le(&record[16]);
    entry.packedSize = read32le(&record[20]);
    entry.unpackedSize = read32le(&record[24]);
    entry.offset = read32le(&record[42]);
    if (read16le(&record[8]) & 1)
      return fail("array '" + name + "' is encrypted");
    if (entry.method != kStored && entry.method != kDeflate)
      return fail("array '" + name + "' is packed by method " +
                  Twine(entry.method) + "; there are stored and deflate");
    if (Error error = readExtra(
            record.slice(kCentralBytes + nameBytes, extraBytes), entry))
      return error;
    if (file.has(entry.name))
      return fail("array '" + name + "' is there twice");
    file.entries.push_back(std::move(entry));
    return Error::success();
  }

  /// The zip64 field holds, in order, just those values that did not fit.
  Error readExtra(ArrayRef<uint8_t> extra, NpzFile::Entry &entry) {
    while (extra.size() >= 4) {
      size_t size = read16le(&extra[2]);
      if (size > extra.size() - 4)
        return fail("array '" + entry.name + "' has a bad extra field");
      ArrayRef<uint8_t> field = extra.slice(4, size);
      if (read16le(&extra[0]) == 1)
        for (uint64_t *value :
             {&entry.unpackedSize, &entry.packedSize, &entry.offset})
          if (*value == 0xffffffff && field.size() >= 8) {
            *value = read64le(&field[0]);
            field = field.drop_front(8);
          }
      extra = extra.drop_front(4 + size);
    }
    return Error::success();
  }

  NpzFile &file;
  ArrayRef<uint8_t> bytes;
};

Expected<NpzFile> readNpz(StringRef path) {
  NpzFile file;
  file.path = path.str();
  Expected<std::unique_ptr<MemoryBuffer>> buffer = openFile(path);
  if (!buffer)
    return buffer.takeError();
  file.buffer = std::move(*buffer);
  if (Error error = NpzDirectory(file).read())
    return std::move(error);
  return std::move(file);
}

} // namespace ecg
