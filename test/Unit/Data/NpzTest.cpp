// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// .npz archives: written and read back, packed and 64-bit ones built here, and
// damaged in every way a file can be.
#include "ecg/Data/Npz.h"
#include "TestData.h"
#include "llvm/Support/Endian.h"
#include <zlib.h>

using namespace ecg;
using namespace ecg::test;
using Bytes = std::vector<uint8_t>;

namespace {

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

} // namespace

/// A .npy image of `count` bytes, all of them `value`.
static Bytes bytesImage(size_t count, uint8_t value = 7) {
  std::string dict = "{'descr': '|u1', 'fortran_order': False, 'shape': (" +
                     std::to_string(count) + ",), }\n";
  Bytes image = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, uint8_t(dict.size()), 0};
  image.insert(image.end(), dict.begin(), dict.end());
  image.insert(image.end(), count, value);
  return image;
}

static NpzFile open(const TempFolder &folder, const Bytes &bytes) {
  return valueOf(readNpz(folder.write("x.npz", llvm::ArrayRef(bytes))));
}

/// The message of opening the archive and getting its array "a".
static std::string failure(const Bytes &bytes) {
  TempFolder folder;
  llvm::Expected<NpzFile> file =
      readNpz(folder.write("x.npz", llvm::ArrayRef(bytes)));
  return file ? messageOf(file->get("a")) : messageOf(file.takeError());
}

static Bytes oneMember(ArchiveBuilder::Member member) {
  ArchiveBuilder builder;
  builder.add(member);
  return builder.finish();
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

TEST(Npz, WhatIsWrittenIsRead) {
  TempFolder folder;
  std::string path = folder.path("out.npz");
  ASSERT_EQ(messageOf(writeNpz(
                path, {{"x", NpyArray::fromFloats({1, 2, 3, 4, 5, 6}, {2, 3})},
                       {"n", NpyArray::fromInts({-7}, {})},
                       {"names", NpyArray::fromStrings({"N", "AFIB", ""})}})),
            "");
  NpzFile file = valueOf(readNpz(path));
  EXPECT_EQ(file.names(), std::vector<std::string>({"x", "n", "names"}));
  NpyArray x = valueOf(file.get("x"));
  EXPECT_EQ(x.shape, std::vector<int64_t>({2, 3}));
  EXPECT_EQ(x.toFloats(), std::vector<float>({1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(valueOf(file.get("n")).integer(0), -7);
  EXPECT_EQ(valueOf(file.get("names")).text(1), "AFIB");
  EXPECT_EQ(valueOf(file.get("names")).text(2), "");
}

TEST(Npz, WriterRefusesArraysWithoutTheirBytes) {
  TempFolder folder;
  NpyArray array = NpyArray::fromFloats({1, 2}, {3});
  EXPECT_TRUE(says(messageOf(writeNpz(folder.path("x.npz"), {{"x", array}})),
                   "array 'x' does not have the bytes of its shape"));
  EXPECT_FALSE(llvm::sys::fs::exists(folder.path("x.npz")));
}

TEST(Npz, ReadsDeflatedArrays) {
  TempFolder folder;
  NpzFile file = open(folder, oneMember({"a.npy", bytesImage(100000), 8}));
  NpyArray array = valueOf(file.get("a"));
  EXPECT_EQ(array.size(), 100000);
  EXPECT_EQ(array.integer(99999), 7);
}

TEST(Npz, ReadsTheZip64Form) {
  TempFolder folder;
  ArchiveBuilder builder;
  builder.zip64 = true;
  builder.add({"b.npy", bytesImage(3), 0});
  builder.add({"a.npy", bytesImage(5000), 8});
  NpzFile file = open(folder, builder.finish());
  EXPECT_EQ(valueOf(file.get("b")).size(), 3);
  EXPECT_EQ(valueOf(file.get("a")).size(), 5000);
}

TEST(Npz, OtherMembersAreIgnored) {
  TempFolder folder;
  ArchiveBuilder builder;
  builder.add({"readme.txt", {'h', 'i'}});
  builder.add({"a.npy", bytesImage(2)});
  EXPECT_EQ(open(folder, builder.finish()).names(),
            std::vector<std::string>({"a"}));
}

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

TEST(Npz, MissingFileAndMissingArray) {
  TempFolder folder;
  EXPECT_TRUE(says(messageOf(readNpz(folder.path("none.npz"))),
                   "none.npz': no such file"));
  EXPECT_TRUE(says(messageOf(readNpz(folder.path())), "is a directory"));
  NpzFile file = open(folder, oneMember({"b.npy", bytesImage(2)}));
  EXPECT_TRUE(says(messageOf(file.get("a")), "no array 'a'; there are b"));
}

// Every prefix of a good archive, and every byte of it flipped: an error or a
// good array, never a crash.
TEST(Npz, SurvivesTruncationAndDamage) {
  for (uint16_t method : {0, 8}) {
    Bytes good = oneMember({"a.npy", bytesImage(40), method});
    EXPECT_EQ(failure(good), "");
    for (size_t size = 0; size < good.size(); ++size)
      EXPECT_NE(failure(Bytes(good.begin(), good.begin() + size)), "") << size;
    for (size_t at = 0; at < good.size(); ++at)
      for (uint8_t flip : {0xff, 0x01, 0x80}) {
        Bytes bad = good;
        bad[at] ^= flip;
        failure(bad);
      }
  }
}

TEST(Npz, ChecksumIsChecked) {
  for (uint16_t method : {0, 8})
    EXPECT_TRUE(
        says(failure(oneMember({"a.npy", bytesImage(9), method, 0, 0, 1})),
             "array 'a': checksum mismatch"));
}

// A shape of gigabytes behind a few packed bytes allocates nothing.
TEST(Npz, LyingSizesAreRefused) {
  Bytes small = bytesImage(100);
  EXPECT_TRUE(says(failure(oneMember({"a.npy", small, 0, 0, 4000000000u})),
                   "cannot have 4000000000 bytes"));
  EXPECT_TRUE(says(failure(oneMember({"a.npy", small, 8, 0, 4000000000u})),
                   "cannot have 4000000000 bytes"));
  EXPECT_TRUE(says(failure(oneMember({"a.npy", small, 8, 0, 2000})),
                   "the shape needs"));
  Bytes huge = bytesImage(1000);
  std::string lie = "(9999,)"; // over "(1000,)"
  std::copy(lie.begin(), lie.end(),
            std::search(huge.begin(), huge.end(), lie.begin() + 5, lie.end()) -
                5);
  EXPECT_TRUE(says(failure(oneMember({"a.npy", huge, 8})), "the shape needs"));
  EXPECT_TRUE(says(failure(oneMember({"a.npy", huge, 0})), "the shape needs"));
}

// A megabyte of zeros behind an honest header of 40 bytes is a bomb.
TEST(Npz, BombsAreRefusedByTheirHeader) {
  Bytes bomb = bytesImage(40);
  bomb.resize(bomb.size() + (1 << 20));
  EXPECT_TRUE(says(failure(oneMember({"a.npy", bomb, 8})), "the shape needs"));
}

TEST(Npz, OddArchivesAreRefused) {
  Bytes image = bytesImage(4);
  EXPECT_TRUE(says(failure(oneMember({"a.npy", image, 12})), "method 12"));
  EXPECT_TRUE(says(failure(oneMember({"a.npy", image, 0, 1})), "encrypted"));
  ArchiveBuilder twice;
  twice.add({"a.npy", image});
  twice.add({"a.npy", image});
  EXPECT_TRUE(says(failure(twice.finish()), "there twice"));
  EXPECT_TRUE(says(failure(oneMember({"a.npy", {'x'}, 0})), "not a .npy"));
}
