// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Arrays of .npz archives that stay in a file: data larger than memory. Checked
// as thoroughly as copied ones, but a piece at a time.
#include "Inflater.h"
#include "NpyHeader.h"
#include "Support.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#ifdef __linux__
#include <sys/mman.h>
#endif

using namespace llvm;

namespace ecg {

/// Packed arrays up to this size are unpacked in memory.
static constexpr uint64_t kSmallBytes = uint64_t(1) << 24;

/// Bytes that are looked at before their memory is given back.
static constexpr size_t kPieceBytes = size_t(1) << 24;

/// LLVM's own call for this asks the C library, which ignores it.
static void releasePages(const MemoryBuffer &file) {
#ifdef __linux__
  // Any other kind of buffer would lose what it holds.
  if (file.getBufferKind() == MemoryBuffer::MemoryBuffer_MMap)
    madvise(const_cast<char *>(file.getBufferStart()), file.getBufferSize(),
            MADV_DONTNEED);
#endif
}

void NpyArray::release() const {
  if (file)
    releasePages(*file);
}

static uint32_t checksumOf(ArrayRef<uint8_t> bytes, const MemoryBuffer &file) {
  uint32_t crc = 0;
  for (; !bytes.empty();
       bytes = bytes.drop_front(std::min(bytes.size(), kPieceBytes))) {
    ArrayRef<uint8_t> piece = bytes.take_front(kPieceBytes);
    crc = crc32_z(crc, piece.data(), piece.size());
    releasePages(file);
  }
  return crc;
}

/// Unpacks `packed` of `archive`, `size` bytes then, to `to`.
static Error inflateTo(raw_fd_ostream &to, const MemoryBuffer &archive,
                       ArrayRef<uint8_t> packed, uint64_t size,
                       StringRef what) {
  Inflater inflater(packed);
  std::vector<uint8_t> piece(std::min<uint64_t>(size, kPieceBytes));
  uint64_t written = 0;
  while (written < size) {
    size_t want = std::min<uint64_t>(size - written, piece.size());
    size_t got = inflater.read(MutableArrayRef(piece).take_front(want));
    // The header is believed before the rest is written.
    if (!written)
      if (Error error =
              checkNpySize(ArrayRef(piece).take_front(got), size, what))
        return error;
    to.write(reinterpret_cast<const char *>(piece.data()), got);
    written += got;
    releasePages(archive);
    if (got < want)
      break;
  }
  if (written != size || !inflater.atEnd())
    return dataError(what + ": the packed data is damaged or truncated");
  return Error::success();
}

/// The unpacked array in a temporary file, whose name is gone on return.
static Expected<std::shared_ptr<MemoryBuffer>>
unpackToFile(const MemoryBuffer &archive, ArrayRef<uint8_t> packed,
             uint64_t size, StringRef what) {
  int descriptor;
  SmallString<128> path;
  if (std::error_code code =
          sys::fs::createTemporaryFile("ecg", "npy", descriptor, path))
    return dataError(what +
                     ": no temporary file to unpack to: " + code.message());
  raw_fd_ostream stream(descriptor, /*shouldClose=*/true);
  Error error = inflateTo(stream, archive, packed, size, what);
  stream.flush();
  std::error_code full = stream.error();
  stream.clear_error();
  ErrorOr<std::unique_ptr<MemoryBuffer>> file =
      MemoryBuffer::getOpenFile(descriptor, path, size,
                                /*RequiresNullTerminator=*/false);
  sys::fs::remove(path);
  if (error)
    return std::move(error);
  if (full)
    return dataError(what + ": cannot unpack to '" + path +
                     "': " + full.message());
  if (!file)
    return dataError(what + ": cannot read '" + path +
                     "': " + file.getError().message());
  return std::shared_ptr<MemoryBuffer>(std::move(*file));
}

Expected<NpyArray> NpzFile::map(StringRef name) const {
  Expected<const Entry *> entry = lookUp(name);
  if (!entry)
    return entry.takeError();
  std::string what = (path + ": array '" + name + "'").str();
  Expected<ArrayRef<uint8_t>> image = locate(**entry, what);
  if (!image)
    return image.takeError();
  bool packed = (*entry)->method != 0;
  if (packed && (*entry)->unpackedSize <= kSmallBytes)
    return get(name);
  std::shared_ptr<MemoryBuffer> file = buffer;
  if (packed) {
    auto unpacked = unpackToFile(*buffer, *image, (*entry)->unpackedSize, what);
    if (!unpacked)
      return unpacked.takeError();
    file = std::move(*unpacked);
    *image = arrayRefFromStringRef(file->getBuffer());
  }
  if (checksumOf(*image, *file) != (*entry)->crc)
    return dataError(what + ": checksum mismatch, the file is damaged");
  Expected<NpyHeader> header = parseNpyImage(*image, what);
  if (!header)
    return header.takeError();
  if (header->bigEndian || header->fortranOrder)
    return get(name);
  NpyArray array{header->kind, header->itemBytes, header->shape, {}};
  array.mapped = image->drop_front(header->dataOffset);
  array.file = std::move(file);
  return array;
}

} // namespace ecg
