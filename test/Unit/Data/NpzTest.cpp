// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// .npz archives: written and read back, packed and 64-bit ones built here, and
// damaged in every way a file can be.
#include "TestArchive.h"
#include "llvm/Support/Endian.h"

using namespace ecg;
using namespace ecg::test;

/// The message of opening the archive and getting its array "a". Mapping says
/// the same.
static std::string failure(const Bytes &bytes) {
  TempFolder folder;
  llvm::Expected<NpzFile> file =
      readNpz(folder.write("x.npz", llvm::ArrayRef(bytes)));
  if (!file)
    return messageOf(file.takeError());
  std::string message = messageOf(file->get("a"));
  EXPECT_EQ(messageOf(file->map("a")), message);
  return message;
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
  NpzFile file =
      openArchive(folder, oneMember({"a.npy", bytesImage(100000), 8}));
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
  NpzFile file = openArchive(folder, builder.finish());
  EXPECT_EQ(valueOf(file.get("b")).size(), 3);
  EXPECT_EQ(valueOf(file.get("a")).size(), 5000);
}

TEST(Npz, OtherMembersAreIgnored) {
  TempFolder folder;
  ArchiveBuilder builder;
  builder.add({"readme.txt", {'h', 'i'}});
  builder.add({"a.npy", bytesImage(2)});
  EXPECT_EQ(openArchive(folder, builder.finish()).names(),
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
  NpzFile file = openArchive(folder, oneMember({"b.npy", bytesImage(2)}));
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
