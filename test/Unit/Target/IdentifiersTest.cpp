// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names from model files become C identifiers.

#include "ecg/Target/Identifiers.h"
#include <gtest/gtest.h>

using namespace ecg;

TEST(Identifiers, PlainNamesStay) {
  EXPECT_EQ(toIdentifier("beat_net2", "model"), "beat_net2");
  EXPECT_EQ(toIdentifier("Logits", "output"), "Logits");
}

TEST(Identifiers, OtherCharactersBecomeOneUnderscore) {
  EXPECT_EQ(toIdentifier("/conv1/Conv_output.0", "t"), "conv1_Conv_output_0");
  EXPECT_EQ(toIdentifier("a--b__c", "t"), "a_b_c");
  EXPECT_EQ(toIdentifier("_hidden_", "t"), "hidden");
}

TEST(Identifiers, Utf8) {
  EXPECT_EQ(toIdentifier("\xC3\xA9lectro", "t"), "lectro");
  EXPECT_EQ(toIdentifier("\xE5\xBF\x83\xE7\x94\xB5", "model"), "model");
}

TEST(Identifiers, EmptyDigitsAndWords) {
  EXPECT_EQ(toIdentifier("", "model"), "model");
  EXPECT_EQ(toIdentifier("12lead", "input"), "input_12lead");
  EXPECT_EQ(toIdentifier("int", "input"), "input_int");
  EXPECT_EQ(toIdentifier("class", "output"), "output_class");
  EXPECT_EQ(toIdentifier("main", "model"), "model_main");
  EXPECT_EQ(toIdentifier("ecg_rt_align", "model"), "model_ecg_rt_align");
}

TEST(Identifiers, LongNamesAreCut) {
  EXPECT_LE(toIdentifier(std::string(1000, 'x'), "t").size(), 63u - 16u);
}

TEST(Identifiers, UniqueAlsoInCapitals) {
  Identifiers ids;
  ids.reserve("arena");
  EXPECT_EQ(ids.unique("arena", "input"), "arena_2");
  EXPECT_EQ(ids.unique("X", "input"), "X");
  EXPECT_EQ(ids.unique("x", "input"), "x_2");
  EXPECT_EQ(ids.unique("x_2", "input"), "x_2_2");
  EXPECT_EQ(ids.unique("?", "input"), "input");
  EXPECT_EQ(ids.unique("!", "input"), "input_2");
}
