// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A data set written and opened again is the same data set.
#include "ecg/Data/Export.h"
#include "TestData.h"

using namespace ecg;
using namespace ecg::test;

TEST(Export, OpensAgainAsTheSameData) {
  TempFolder folder;
  Dataset made = valueOf(openDataset("synthetic:n=40,length=300"));
  ASSERT_EQ(messageOf(exportDataset(made, folder.path("out.npz"))), "");
  DataOptions options;
  options.normalization.kind = Normalization::Kind::None;
  Dataset read = valueOf(openDataset(folder.path("out.npz"), options));

  ASSERT_EQ(read.size(), made.size());
  EXPECT_EQ(read.labels(), made.labels());
  EXPECT_EQ(read.classNames(), made.classNames());
  EXPECT_EQ(read.records(), made.records());
  EXPECT_EQ(read.samplingRate(), made.samplingRate());
  for (const char *split : {"train", "val", "test"})
    EXPECT_EQ(valueOf(read.split(split)), valueOf(made.split(split)));
  EXPECT_EQ(sampleOf(read, 17), sampleOf(made, 17));
}

TEST(Export, BadSampleLeavesNoFile) {
  TempFolder folder;
  std::vector<float> bad = {0, std::numeric_limits<float>::quiet_NaN()};
  Dataset data = memoryDataset(memoryInfo(2, 1, 2), {{1, 2}, bad});
  EXPECT_TRUE(says(messageOf(exportDataset(data, folder.path("out.npz"))),
                   "sample 1 is not finite"));
  EXPECT_FALSE(llvm::sys::fs::exists(folder.path("out.npz")));
}

TEST(Export, UnwritablePlaceIsAnError) {
  Dataset data = memoryDataset(memoryInfo(1, 1, 2), {{1, 2}});
  EXPECT_TRUE(says(messageOf(exportDataset(data, "/nonexistent/out.npz")),
                   "cannot write '/nonexistent/out.npz'"));
}
