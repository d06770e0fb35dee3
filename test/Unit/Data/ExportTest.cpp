// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A data set written and opened again is the same data set.
#include "ecg/Data/Export.h"
#include "TestWfdb.h"

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

// Beats and their features under their names, for a model that has both.
TEST(Export, SeveralInputsAreArraysOfTheirNames) {
  WfdbFolder folder;
  folder.record("a", {"II"}, {0, 1, 2, 3, 4, 5, 6, 7});
  folder.annotations("a", {{2, 1}, {5, 5}});
  DataOptions options;
  options.task = DataTask::Beats;
  options.tensors = {{"beat", {1, 1, 4}}, {"rr", {1, 4}}};
  options.beats.test = {"a"};
  Dataset made = valueOf(openDataset(folder.path(), options));
  ASSERT_EQ(messageOf(exportDataset(made, folder.path("out.npz"))), "");
  options.task = DataTask::Windows;
  Dataset read = valueOf(openDataset(folder.path("out.npz"), options));
  EXPECT_EQ(read.labels(), made.labels());
  EXPECT_EQ(valueOf(read.split("test")).size(), 2u);
  for (size_t input : {0, 1}) {
    std::vector<float> before(4), after(4);
    ASSERT_EQ(messageOf(made.read(1, input, before)), "");
    ASSERT_EQ(messageOf(read.read(1, input, after)), "");
    EXPECT_EQ(after, before);
  }
}

TEST(Export, KeepsSeveralLabels) {
  TempFolder folder;
  DatasetInfo info = memoryInfo(2, 1, 2);
  info.targets = {1, 0, 1, -1, 1, 1};
  Dataset made = memoryDataset(std::move(info), {{1, 2}, {3, 4}});
  ASSERT_EQ(messageOf(exportDataset(made, folder.path("out.npz"))), "");
  Dataset read = valueOf(openDataset(folder.path("out.npz")));
  EXPECT_EQ(read.getInfo().targets, made.getInfo().targets);
  EXPECT_EQ(read.targetsOf(1).vec(), (std::vector<int8_t>{-1, 1, 1}));
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
