// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// .npy images, made byte by byte here: every element type and order, and
// headers that lie.
#include "TestData.h"
#include "ecg/Data/Npz.h"
#include <cmath>

using namespace ecg;
using namespace ecg::test;
using Bytes = std::vector<uint8_t>;

/// A .npy image of version `major` with this dictionary and data.
static Bytes npy(llvm::StringRef dict, llvm::ArrayRef<uint8_t> data,
                 int major = 1) {
  Bytes image = {0x93, 'N', 'U', 'M', 'P', 'Y', uint8_t(major), 0};
  size_t size = dict.size() + 1;
  for (int i = 0; i < (major == 1 ? 2 : 4); ++i)
    image.push_back(size >> 8 * i & 255);
  image.insert(image.end(), dict.begin(), dict.end());
  image.push_back('\n');
  image.insert(image.end(), data.begin(), data.end());
  return image;
}

static std::string dict(llvm::StringRef type, llvm::StringRef shape,
                        bool fortran = false) {
  return ("{'descr': '" + type + "', 'fortran_order': " +
          (fortran ? "True" : "False") + ", 'shape': " + shape + ", }")
      .str();
}

static NpyArray parsed(llvm::StringRef type, llvm::StringRef shape, Bytes data,
                       bool fortran = false) {
  return valueOf(parseNpy(npy(dict(type, shape, fortran), data), "x"));
}

static std::string refusal(llvm::StringRef header, Bytes data = {}) {
  return messageOf(parseNpy(npy(header, data), "x"));
}

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

TEST(Npy, ReadsIntegersOfEverySize) {
  EXPECT_EQ(parsed("|i1", "(2,)", {0x80, 0x7f}).integer(0), -128);
  EXPECT_EQ(parsed("|u1", "(1,)", {0xff}).integer(0), 255);
  EXPECT_EQ(parsed("<i2", "(1,)", {0xfe, 0xff}).integer(0), -2);
  EXPECT_EQ(parsed("<u2", "(1,)", {0xfe, 0xff}).integer(0), 65534);
  EXPECT_EQ(parsed("<i4", "(1,)", {0, 0, 0, 0x80}).integer(0), INT32_MIN);
  EXPECT_EQ(parsed("<u4", "(1,)", {0, 0, 0, 0x80}).number(0), 2147483648.0);
  EXPECT_EQ(parsed("<i8", "(1,)", Bytes(8, 0xff)).integer(0), -1);
  EXPECT_EQ(parsed("<u8", "(1,)", Bytes(8, 0xff)).number(0), 0x1p64);
  EXPECT_EQ(parsed("|b1", "(2,)", {0, 1}).integer(1), 1);
}

TEST(Npy, ReadsBigEndian) {
  EXPECT_EQ(parsed(">i2", "(2,)", {0x01, 0x02, 0xff, 0xfe}).integer(0), 258);
  EXPECT_EQ(parsed(">i2", "(2,)", {0x01, 0x02, 0xff, 0xfe}).integer(1), -2);
  EXPECT_EQ(parsed(">f4", "(1,)", {0x3f, 0x80, 0, 0}).number(0), 1);
  EXPECT_EQ(parsed(">U2", "(1,)", {0, 0, 0, 'h', 0, 0, 0, 'i'}).text(0), "hi");
}

TEST(Npy, ReadsFloats) {
  EXPECT_EQ(parsed("<f4", "(1,)", {0, 0, 0x80, 0xbf}).number(0), -1);
  EXPECT_EQ(parsed("<f8", "(1,)", {0, 0, 0, 0, 0, 0, 0xf8, 0x3f}).number(0),
            1.5);
}

// 1, the least subnormal, -2, infinity, NaN.
TEST(Npy, ReadsHalves) {
  NpyArray half =
      parsed("<f2", "(5,)", {0, 0x3c, 1, 0, 0, 0xc0, 0, 0x7c, 1, 0x7c});
  EXPECT_EQ(half.number(0), 1);
  EXPECT_EQ(half.number(1), 0x1p-24);
  EXPECT_EQ(half.number(2), -2);
  EXPECT_EQ(half.number(3), INFINITY);
  EXPECT_TRUE(std::isnan(half.number(4)));
}

TEST(Npy, ReadsText) {
  EXPECT_EQ(parsed("|S3", "(2,)", {'a', 'b', 0, 'x', 'y', 'z'}).text(0), "ab");
  EXPECT_EQ(parsed("|S3", "(2,)", {'a', 'b', 0, 'x', 'y', 'z'}).text(1), "xyz");
  // U+00E9 needs two bytes of UTF-8.
  EXPECT_EQ(parsed("<U2", "(1,)", {0xe9, 0, 0, 0, 0, 0, 0, 0}).text(0),
            "\xc3\xa9");
  EXPECT_EQ(parsed("|u1", "(1,)", {7}).text(0), "7");
}

//===----------------------------------------------------------------------===//
// Shapes and orders
//===----------------------------------------------------------------------===//

TEST(Npy, FortranOrderIsTurned) {
  NpyArray array = parsed("|u1", "(2, 3)", {1, 4, 2, 5, 3, 6}, true);
  EXPECT_EQ(array.toFloats(), std::vector<float>({1, 2, 3, 4, 5, 6}));
}

TEST(Npy, ScalarsAndEmptyArrays) {
  EXPECT_EQ(parsed("|u1", "()", {9}).size(), 1);
  EXPECT_EQ(parsed("<f4", "(0, 7)", {}).size(), 0);
  EXPECT_EQ(parsed("<f4", "(0, 7)", {}, true).size(), 0);
}

TEST(Npy, ReadsAllVersions) {
  for (int major : {1, 2, 3})
    EXPECT_EQ(
        valueOf(parseNpy(npy(dict("|u1", "(1,)"), {3}, major), "x")).integer(0),
        3);
}

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

TEST(Npy, RefusesWhatIsNoArray) {
  EXPECT_TRUE(says(messageOf(parseNpy({}, "x")), "x: not a .npy array"));
  EXPECT_TRUE(says(messageOf(parseNpy(Bytes(100), "x")), "not a .npy array"));
  EXPECT_TRUE(says(messageOf(parseNpy(npy("{}", {}, 9), "x")), "version 9"));
  Bytes cut = npy(dict("|u1", "(1,)"), {3});
  for (size_t size = 0; size < cut.size(); ++size)
    EXPECT_NE(messageOf(parseNpy(llvm::ArrayRef(cut).take_front(size), "x")),
              "")
        << size;
}

TEST(Npy, RefusesUnknownTypes) {
  for (const char *type : {"|O", "<c8", "<M8[ns]", "<f16", "|V4", "<i3", ""})
    EXPECT_TRUE(says(refusal(dict(type, "(1,)"), Bytes(16)),
                     "element type '" + std::string(type) + "'"));
  EXPECT_TRUE(says(refusal("{'descr': [('a', '<i4')], 'fortran_order': False, "
                           "'shape': (1,), }"),
                   "structured element types"));
}

TEST(Npy, RefusesMalformedHeaders) {
  EXPECT_TRUE(says(refusal(""), "no dictionary"));
  EXPECT_TRUE(says(refusal("{}"), "is missing"));
  EXPECT_TRUE(says(refusal("{'descr': '<i4'"), "',' or '}'"));
  EXPECT_TRUE(says(refusal("{'shape': (1"), "shape is no tuple"));
  EXPECT_TRUE(says(refusal(dict("<i4", "(-1,)")), "bad dimension"));
  EXPECT_TRUE(says(refusal("{'other': 1}"), "unknown key 'other'"));
  EXPECT_TRUE(says(refusal("{'fortran_order': 1}"), "neither True nor False"));
}

// Neither an overflow nor an allocation, whatever the shape claims.
TEST(Npy, RefusesShapesThatDoNotFit) {
  EXPECT_TRUE(says(refusal(dict("<i4", "(5,)"), Bytes(16)),
                   "the shape needs 20 bytes, there are 16"));
  EXPECT_TRUE(says(refusal(dict("<i4", "(3,)"), Bytes(16)),
                   "the shape needs 12 bytes, there are 16"));
  EXPECT_TRUE(
      says(refusal(dict("<f8", "(4611686018427387904, 4611686018427387904)")),
           "more elements than can be"));
  EXPECT_TRUE(
      says(refusal(dict("<f8", "(99999999999999999999,)")), "bad dimension"));
}
