// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Arrays that stay in their file, or in a temporary one.
#include "TestArchive.h"

using namespace ecg;
using namespace ecg::test;

// Above this, packed arrays are unpacked to a file.
constexpr size_t kLarge = (size_t(1) << 24) + 1000;

TEST(NpzMapping, StoredArraysAreNotCopied) {
  TempFolder folder;
  NpyArray array = valueOf(
      openArchive(folder, oneMember({"a.npy", bytesImage(9)})).map("a"));
  EXPECT_TRUE(array.bytes.empty());
  EXPECT_EQ(array.size(), 9);
  EXPECT_EQ(array.toFloats(), std::vector<float>(9, 7.0f));
}

TEST(NpzMapping, LargePackedArraysGoToAFile) {
  TempFolder folder;
  Bytes image = bytesImage(kLarge);
  image.back() = 9;
  NpzFile file = openArchive(folder, oneMember({"a.npy", image, 8}));
  NpyArray array = valueOf(file.map("a"));
  EXPECT_TRUE(array.bytes.empty());
  EXPECT_EQ(array.number(0), 7);
  array.release();
  EXPECT_EQ(array.number(kLarge - 1), 9);
}

TEST(NpzMapping, SmallPackedArraysAreUnpackedInMemory) {
  TempFolder folder;
  NpzFile file = openArchive(folder, oneMember({"a.npy", bytesImage(9), 8}));
  EXPECT_EQ(valueOf(file.map("a")).bytes.size(), 9u);
}

TEST(NpzMapping, OtherOrdersAreCopied) {
  TempFolder folder;
  Bytes image = bytesImage(4);
  std::string type = ">u2";
  std::copy(type.begin(), type.end(), llvm::find(image, uint8_t('|')));
  auto at = llvm::find(image, uint8_t('('));
  *(at + 1) = '2';
  NpyArray array =
      valueOf(openArchive(folder, oneMember({"a.npy", image})).map("a"));
  EXPECT_FALSE(array.bytes.empty());
  EXPECT_EQ(array.number(0), 7 * 257);
}

TEST(NpzMapping, DamageInLargeArraysIsFound) {
  TempFolder folder;
  Bytes large = bytesImage(kLarge);
  auto failure = [&](const ArchiveBuilder::Member &member) {
    return messageOf(openArchive(folder, oneMember(member)).map("a"));
  };
  EXPECT_TRUE(says(failure({"a.npy", large, 8, 0, 0, 1}),
                   "array 'a': checksum mismatch"));
  EXPECT_TRUE(says(failure({"a.npy", large, 0, 0, 0, 1}),
                   "array 'a': checksum mismatch"));
  Bytes bomb = bytesImage(40);
  bomb.resize(kLarge);
  EXPECT_TRUE(says(failure({"a.npy", bomb, 8}), "the shape needs"));
  large.pop_back();
  EXPECT_TRUE(says(failure({"a.npy", large, 8, 0, uint32_t(large.size() + 1)}),
                   "the packed data is damaged or truncated"));
}
