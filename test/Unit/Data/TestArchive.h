// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// .npz archives built byte by byte.
#ifndef ECG_TEST_UNIT_DATA_TESTARCHIVE_H
#define ECG_TEST_UNIT_DATA_TESTARCHIVE_H

#include "TestData.h"
#include "ecg/Data/Npz.h"
#include <zlib.h>

namespace ecg::test {

using Bytes = std::vector<uint8_t>;

/// Builds archives by hand, with the lies a test needs.
struct ArchiveBuilder {
  Bytes bytes, directory;
  unsigned count = 0;
  bool zip64 = false;

  void put(Bytes &to, uint64_t value, int size) {
    for (int i = 0; i < size; ++i)
      to.push_back(value >> 8 * i & 255);
  }

  struct Member {
    std::string name;
    Bytes image;
    uint16_t method = 0, flags = 0;
    uint32_t claimedSize = 0; ///< 0: the truth
    uint32_t crcError = 0;
  };

  void add(const Member &member) {
    Bytes packed = member.method == 8 ? deflated(member.image) : member.image;
    uint32_t crc = crc32_z(0, member.image.data(), member.image.size());
    crc ^= member.crcError;
    uint32_t size =
        member.claimedSize ? member.claimedSize : member.image.size();
    Bytes common, extra;
    put(common, 20, 2);
    put(common, member.flags, 2);
    put(common, member.method, 2);
    put(common, 0, 4);
    put(common, crc, 4);
    put(common, zip64 ? 0xffffffff : packed.size(), 4);
    put(common, zip64 ? 0xffffffff : size, 4);
    put(common, member.name.size(), 2);
    if (zip64) {
      put(extra, 1, 2);
      put(extra, 24, 2);
      put(extra, size, 8);
      put(extra, packed.size(), 8);
      put(extra, bytes.size(), 8);
    }
    put(common, extra.size(), 2);

    put(directory, 0x02014b50, 4);
    put(directory, 20, 2);
    append(directory, common);
    put(directory, 0, 8); // comment, disk, attributes
    put(directory, 0, 2);
    put(directory, zip64 ? 0xffffffff : bytes.size(), 4);
    append(directory, Bytes(member.name.begin(), member.name.end()));
    append(directory, extra);

    put(bytes, 0x04034b50, 4);
    append(bytes, common);
    append(bytes, Bytes(member.name.begin(), member.name.end()));
    append(bytes, extra);
    append(bytes, packed);
    ++count;
  }

  Bytes finish() {
    uint64_t at = bytes.size();
    append(bytes, directory);
    uint64_t end64 = bytes.size();
    if (zip64) {
      put(bytes, 0x06064b50, 4);
      put(bytes, 44, 8);
      put(bytes, 45, 4);
      put(bytes, 0, 8);
      put(bytes, count, 8);
      put(bytes, count, 8);
      put(bytes, directory.size(), 8);
      put(bytes, at, 8);
      put(bytes, 0x07064b50, 4);
      put(bytes, 0, 4);
      put(bytes, end64, 8);
      put(bytes, 1, 4);
    }
    put(bytes, 0x06054b50, 4);
    put(bytes, 0, 4);
    put(bytes, zip64 ? 0xffff : count, 2);
    put(bytes, zip64 ? 0xffff : count, 2);
    put(bytes, zip64 ? 0xffffffff : directory.size(), 4);
    put(bytes, zip64 ? 0xffffffff : at, 4);
    put(bytes, 0, 2);
    return bytes;
  }

  static void append(Bytes &to, const Bytes &more) {
    to.insert(to.end(), more.begin(), more.end());
  }

  static Bytes deflated(const Bytes &image) {
    z_stream stream = {};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    Bytes packed(deflateBound(&stream, image.size()));
    stream.next_in = const_cast<Bytef *>(image.data());
    stream.avail_in = image.size();
    stream.next_out = packed.data();
    stream.avail_out = packed.size();
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(packed.size() - stream.avail_out);
    deflateEnd(&stream);
    return packed;
  }
};

/// A .npy image of `count` bytes, all of them `value`.
inline Bytes bytesImage(size_t count, uint8_t value = 7) {
  std::string dict = "{'descr': '|u1', 'fortran_order': False, 'shape': (" +
                     std::to_string(count) + ",), }\n";
  Bytes image = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, uint8_t(dict.size()), 0};
  image.insert(image.end(), dict.begin(), dict.end());
  image.insert(image.end(), count, value);
  return image;
}

inline NpzFile openArchive(const TempFolder &folder, const Bytes &bytes) {
  return valueOf(readNpz(folder.write("x.npz", llvm::ArrayRef(bytes))));
}

/// An archive of one array.
inline Bytes oneMember(const ArchiveBuilder::Member &member) {
  ArchiveBuilder builder;
  builder.add(member);
  return builder.finish();
}

} // namespace ecg::test

#endif // ECG_TEST_UNIT_DATA_TESTARCHIVE_H
