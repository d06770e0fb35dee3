// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Unpacking the arrays of .npz archives, stored or deflated. Every size is
// checked against the file before it is used; nothing is allocated on the word
// of a header alone.
#include "Inflater.h"
#include "NpyHeader.h"
#include "Support.h"

using namespace llvm;
using support::endian::read16le;
using support::endian::read32le;

namespace ecg {

static constexpr uint32_t kLocalSignature = 0x04034b50;
static constexpr size_t kLocalBytes = 30;

/// Deflate cannot do better than 1032:1; a claim above is a lie.
static constexpr uint64_t kMaxRatio = 1040;
/// The most that is unpacked or copied into memory.
static constexpr uint64_t kMaxCopiedBytes = uint64_t(1) << 32;

std::vector<std::string> NpzFile::names() const {
  std::vector<std::string> result;
  for (const Entry &entry : entries)
    result.push_back(entry.name);
  return result;
}

const NpzFile::Entry *NpzFile::find(StringRef name) const {
  for (const Entry &entry : entries)
    if (entry.name == name)
      return &entry;
  return nullptr;
}

/// Unpacks `packed` to exactly `size` bytes. Before all of it is allocated the
/// front is unpacked and its .npy header has to ask for that very size.
static Expected<std::vector<uint8_t>>
inflateArray(ArrayRef<uint8_t> packed, uint64_t size, StringRef what) {
  Inflater inflater(packed);
  std::vector<uint8_t> image(std::min(size, kNpyFrontBytes));
  size_t front = inflater.read(image);
  if (Error error = checkNpySize(ArrayRef(image).take_front(front), size, what))
    return std::move(error);
  image.resize(size);
  size_t got = front + inflater.read(MutableArrayRef(image).drop_front(front));
  if (got != size || !inflater.atEnd())
    return dataError(what + ": the packed data is damaged or truncated");
  return image;
}

/// The packed bytes of an entry, which its local header precedes.
Expected<ArrayRef<uint8_t>> NpzFile::locate(const Entry &entry,
                                            StringRef what) const {
  ArrayRef<uint8_t> bytes(
      reinterpret_cast<const uint8_t *>(buffer->getBufferStart()),
      buffer->getBufferSize());
  uint64_t begin = entry.offset;
  if (begin <= bytes.size() && bytes.size() - begin >= kLocalBytes &&
      read32le(&bytes[begin]) == kLocalSignature)
    begin += kLocalBytes + read16le(&bytes[begin + 26]) +
             read16le(&bytes[begin + 28]);
  else
    begin = UINT64_MAX;
  if (begin > bytes.size() || entry.packedSize > bytes.size() - begin)
    return dataError(what + " lies outside the file");
  bool possible = entry.method == 0
                      ? entry.unpackedSize == entry.packedSize
                      : entry.unpackedSize / kMaxRatio <= entry.packedSize;
  if (!possible)
    return dataError(what + " cannot have " + Twine(entry.unpackedSize) +
                     " bytes, it is packed in " + Twine(entry.packedSize));
  return bytes.slice(begin, entry.packedSize);
}

Expected<const NpzFile::Entry *> NpzFile::lookUp(StringRef name) const {
  if (const Entry *entry = find(name))
    return entry;
  return dataError(path + ": no array '" + name + "'; there are " +
                   listNames(names()));
}

Expected<NpyArray> NpzFile::get(StringRef name) const {
  Expected<const Entry *> entry = lookUp(name);
  if (!entry)
    return entry.takeError();
  std::string what = (path + ": array '" + name + "'").str();
  Expected<ArrayRef<uint8_t>> image = locate(**entry, what);
  if (!image)
    return image.takeError();
  if ((*entry)->unpackedSize > kMaxCopiedBytes)
    return dataError(what + " has more than 4 GiB");
  std::vector<uint8_t> unpacked;
  if ((*entry)->method != 0) {
    Expected<std::vector<uint8_t>> inflated =
        inflateArray(*image, (*entry)->unpackedSize, what);
    if (!inflated)
      return inflated.takeError();
    unpacked = std::move(*inflated);
    *image = unpacked;
  }
  if (crc32_z(0, image->data(), image->size()) != (*entry)->crc)
    return dataError(what + ": checksum mismatch, the file is damaged");
  return parseNpy(*image, what);
}

} // namespace ecg
