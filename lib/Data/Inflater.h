// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Deflated bytes, piece by piece. Private to the room.
#ifndef ECG_LIB_DATA_INFLATER_H
#define ECG_LIB_DATA_INFLATER_H

#include "llvm/ADT/ArrayRef.h"
#include <algorithm>
#include <cstdint>
#include <zlib.h>

namespace ecg {

/// A raw deflate stream, which has to outlive this.
class Inflater {
public:
  explicit Inflater(llvm::ArrayRef<uint8_t> packed) : rest(packed) {
    ready = inflateInit2(&stream, -MAX_WBITS) == Z_OK;
  }
  ~Inflater() {
    if (ready)
      inflateEnd(&stream);
  }
  Inflater(const Inflater &) = delete;

  /// Fills `out` as far as the stream goes; the bytes written.
  size_t read(llvm::MutableArrayRef<uint8_t> out) {
    size_t written = 0;
    while (ready && status == Z_OK && written < out.size())
      written += readSome(out.drop_front(written));
    return written;
  }
  /// Whether the stream ended just here.
  bool atEnd() {
    uint8_t more;
    return status == Z_STREAM_END ||
           (read(llvm::MutableArrayRef(more)) == 0 && status == Z_STREAM_END);
  }

private:
  /// zlib counts in 32 bits, so both sides go in pieces.
  size_t readSome(llvm::MutableArrayRef<uint8_t> out) {
    constexpr size_t piece = size_t(1) << 30;
    if (!stream.avail_in) {
      stream.next_in = const_cast<Bytef *>(rest.data());
      stream.avail_in = std::min(rest.size(), piece);
      rest = rest.drop_front(stream.avail_in);
    }
    size_t room = std::min(out.size(), piece);
    stream.next_out = out.data();
    stream.avail_out = room;
    status = inflate(&stream, Z_SYNC_FLUSH); // not Z_OK without progress
    return room - stream.avail_out;
  }

  llvm::ArrayRef<uint8_t> rest; ///< not yet given to zlib
  z_stream stream = {};
  bool ready = false;
  int status = Z_OK;
};

} // namespace ecg

#endif // ECG_LIB_DATA_INFLATER_H
