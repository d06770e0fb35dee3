// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// MIT-format annotations, word by word.
#include "TestData.h"
#include "ecg/Data/Wfdb.h"

using namespace ecg;
using namespace ecg::test;

static std::vector<uint8_t> words(std::initializer_list<uint16_t> list) {
  std::vector<uint8_t> bytes;
  for (uint16_t word : list) {
    bytes.push_back(word & 255);
    bytes.push_back(word >> 8);
  }
  return bytes;
}
static constexpr uint16_t code(unsigned code, unsigned value) {
  return code << 10 | value;
}
static std::vector<WfdbAnnotation>
parsed(std::initializer_list<uint16_t> list) {
  return valueOf(parseWfdbAnnotations(words(list), "x.atr"));
}
static std::string refusal(std::initializer_list<uint16_t> list) {
  return messageOf(parseWfdbAnnotations(words(list), "x.atr"));
}

TEST(WfdbAnnotations, TimesAreSteps) {
  auto list = parsed({code(1, 18), code(5, 1023), code(1, 5), 0});
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].sample, 18);
  EXPECT_EQ(list[1].sample, 1041);
  EXPECT_EQ(list[2].sample, 1046);
  EXPECT_EQ(wfdbSymbol(list[1].code), "V");
}

// SKIP carries 32 bits, high half first; it may be negative.
TEST(WfdbAnnotations, SkipIsALongStep) {
  EXPECT_EQ(parsed({code(59, 0), 1, 2, code(1, 3), 0})[0].sample, 65541);
  auto back =
      parsed({code(1, 500), code(59, 0), 0xffff, 0xff9c, code(1, 0), 0});
  EXPECT_EQ(back[1].sample, 400);
}

// SUB holds for its annotation; CHN and NUM until changed.
TEST(WfdbAnnotations, FieldsDescribeTheOneBefore) {
  auto list = parsed(
      {code(1, 1), code(61, 3), code(62, 1), code(60, 2), code(1, 1), 0});
  EXPECT_EQ(list[0].subtype, 3);
  EXPECT_EQ(list[0].channel, 1);
  EXPECT_EQ(list[0].number, 2);
  EXPECT_EQ(list[1].subtype, 0);
  EXPECT_EQ(list[1].channel, 1);
  EXPECT_EQ(list[1].number, 2);
}

TEST(WfdbAnnotations, AuxIsPaddedText) {
  auto list =
      parsed({code(28, 9), code(63, 3), '(' | 'A' << 8, 'F', code(1, 1), 0});
  EXPECT_EQ(wfdbSymbol(list[0].code), "+");
  EXPECT_EQ(list[0].aux, "(AF");
  EXPECT_EQ(list[1].sample, 10);
}

TEST(WfdbAnnotations, Refusals) {
  EXPECT_TRUE(says(refusal({}), "x.atr: no end mark after 0 annotations"));
  EXPECT_TRUE(says(refusal({code(1, 1)}), "no end mark after 1"));
  EXPECT_TRUE(says(refusal({code(59, 0), 1}), "truncated in a time step"));
  EXPECT_TRUE(says(refusal({code(1, 1), code(63, 900), 0}),
                   "truncated in a text of 900 bytes"));
  EXPECT_TRUE(says(refusal({code(63, 2), 'x', 0}),
                   "code 63 before the first annotation"));
}

TEST(WfdbAnnotations, SymbolsOfUnusedCodesAreEmpty) {
  EXPECT_EQ(wfdbSymbol(15), "");
  EXPECT_EQ(wfdbSymbol(41), "r");
  EXPECT_EQ(wfdbSymbol(200), "");
}
