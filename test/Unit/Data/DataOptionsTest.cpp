// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Data options from text.
#include "TestData.h"

using namespace ecg;
using namespace ecg::test;

TEST(DataOptions, SetsEveryKindOfOption) {
  DataOptions options;
  ASSERT_EQ(messageOf(options.parse("signal=beats, split=split_patient,"
                                    "norm=minmax,lead=II+v5,hop=90,"
                                    "resample=128")),
            "");
  EXPECT_EQ(options.signal, "beats");
  EXPECT_EQ(options.splitScheme, "split_patient");
  EXPECT_EQ(options.normalization.kind, Normalization::Kind::MinMax);
  EXPECT_EQ(options.leads, std::vector<std::string>({"II", "v5"}));
  EXPECT_EQ(options.hop, 90);
  EXPECT_EQ(options.resampleHz, 128);
  EXPECT_EQ(options.label, "label");
}

TEST(DataOptions, UnknownKeyListsTheKnown) {
  DataOptions options;
  EXPECT_TRUE(says(messageOf(options.set("signals", "x")),
                   "unknown data option 'signals'; there are signal, label"));
}

TEST(DataOptions, BadValuesAreNamed) {
  DataOptions options;
  EXPECT_TRUE(says(messageOf(options.set("hop", "0")), "'hop=0'"));
  EXPECT_TRUE(says(messageOf(options.set("hop", "ten")), "'hop=ten'"));
  EXPECT_TRUE(says(messageOf(options.set("resample", "nan")), "rate in Hz"));
  EXPECT_TRUE(says(messageOf(options.set("resample", "-1")), "rate in Hz"));
  EXPECT_TRUE(says(messageOf(options.set("lead", "")), "names joined by '+'"));
  EXPECT_TRUE(says(messageOf(options.set("label", "")), "name of an array"));
  EXPECT_TRUE(says(messageOf(options.set("norm", "x")), "normalisation 'x'"));
}
