// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a test split shares with its training split.
#include "TestData.h"

using namespace ecg;
using namespace ecg::test;

/// Samples 0 and 1 are train, 2 and 3 test; 3 repeats 0 byte for byte.
static DatasetInfo leakyInfo() {
  DatasetInfo info = memoryInfo(4, 1, 2);
  info.schemes = {{"split", {{"train", {0, 1}}, {"test", {2, 3}}}}};
  info.activeScheme = "split";
  return info;
}
static const std::vector<std::vector<float>> samples = {
    {1, 2}, {3, 4}, {5, 6}, {1, 2}};

static LeakageReport report(DatasetInfo info) {
  Dataset data = memoryDataset(std::move(info), samples);
  return valueOf(checkLeakage(data, "train", "test"));
}

TEST(Leakage, CountsSharedRecords) {
  DatasetInfo info = leakyInfo();
  info.records = {"100", "101", "101", "102"};
  info.dupGroups = {-1, -1, -1, -1};
  LeakageReport found = report(info);
  EXPECT_EQ(found.sharedRecord, 1u);
  EXPECT_EQ(found.duplicates, 0u);
  EXPECT_FALSE(found.clean());
  EXPECT_EQ(found.describe(),
            "1 of 2 test samples come from a record that is also in train "
            "(fragment-disjoint, not patient-disjoint)");
}

TEST(Leakage, FindsDuplicatesByContent) {
  DatasetInfo info = leakyInfo();
  info.records = {"100", "101", "102", "103"};
  LeakageReport found = report(info);
  EXPECT_EQ(found.duplicates, 1u);
  EXPECT_EQ(found.describe(),
            "no record is in both train and test; 1 of 2 test samples are "
            "byte-identical to one in train");
}

// The file's groups decide; negative ones are unique even when equal.
TEST(Leakage, FindsDuplicatesByGroup) {
  DatasetInfo info = leakyInfo();
  info.dupGroups = {-1, 5, 5, -1};
  EXPECT_EQ(report(info).duplicates, 1u);
  info.dupGroups = {-1, 5, 6, -1};
  EXPECT_EQ(report(info).duplicates, 0u);
}

TEST(Leakage, UnknownRecordsAreSaid) {
  DatasetInfo info = leakyInfo();
  info.dupGroups = {-1, -1, -1, -1};
  LeakageReport found = report(info);
  EXPECT_FALSE(found.clean());
  EXPECT_EQ(found.describe(),
            "records unknown: test may hold persons of train");
}

TEST(Leakage, CleanSplitIsClean) {
  DatasetInfo info = leakyInfo();
  info.records = {"a", "b", "c", "d"};
  info.dupGroups = {-1, -1, -1, -1};
  EXPECT_TRUE(report(info).clean());
}

TEST(Leakage, MissingSplitIsAnError) {
  Dataset data = memoryDataset(leakyInfo(), samples);
  EXPECT_TRUE(says(messageOf(checkLeakage(data, "train", "val")),
                   "split 'val' is empty"));
}
