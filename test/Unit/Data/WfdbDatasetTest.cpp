// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// WFDB records as a data set: windows, leads, labels, splits, units.
#include "TestWfdb.h"

using namespace ecg;
using namespace ecg::test;
using Values = std::vector<float>;

namespace {
class WfdbDataset : public ::testing::Test {
protected:
  void SetUp() override {
    options.normalization.kind = Normalization::Kind::None;
  }
  void model(int64_t leads, int64_t length) {
    options.model = ModelInputShape();
    options.model->leads = leads;
    options.model->length = length;
  }
  llvm::Expected<Dataset> open(llvm::StringRef path = "") {
    return openDataset(path.empty() ? folder.path() : folder.path(path),
                       options);
  }
  std::string refusal() { return messageOf(open()); }

  WfdbFolder folder;
  DataOptions options;
};
} // namespace

TEST_F(WfdbDataset, RecordsAreCutIntoWindows) {
  folder.record("a", {"II"}, {1, 2, 3, 4, 5, 6, 7});
  model(1, 3);
  Dataset data = valueOf(open("a.hea"));
  ASSERT_EQ(data.size(), 2u);
  EXPECT_EQ(sampleOf(data, 1), Values({4, 5, 6}));
  EXPECT_EQ(data.records()[1], "a");
  EXPECT_EQ(data.samplingRate(), 100);
  options.hop = 2;
  Dataset overlapping = valueOf(open("a.hea"));
  ASSERT_EQ(overlapping.size(), 3u);
  EXPECT_EQ(sampleOf(overlapping, 2), Values({5, 6, 7}));
}

TEST_F(WfdbDataset, WithoutAModelARecordIsOneWindow) {
  folder.record("a", {"II"}, {1, 2, 3});
  EXPECT_EQ(sampleOf(valueOf(open()), 0), Values({1, 2, 3}));
  folder.record("b", {"II"}, {1, 2, 3, 4});
  EXPECT_TRUE(says(refusal(), "b.hea: has 4 values a lead, the records before "
                              "have 3"));
}

TEST_F(WfdbDataset, ShortRecordsAreNamed) {
  folder.record("a", {"II"}, {1, 2, 3});
  model(1, 4);
  EXPECT_TRUE(says(refusal(), "a.hea: has 3 values a lead, fewer than a window "
                              "of 4"));
}

TEST_F(WfdbDataset, LeadsAreChosenByNameOrIndex) {
  folder.record("a", {"MLII", "V5"}, {1, 10, 2, 20});
  folder.record("b", {"V5", "MLII"}, {30, 3, 40, 4});
  EXPECT_TRUE(says(refusal(), "b.hea: has leads V5, MLII, the records before "
                              "MLII, V5; choose with lead="));
  options.leads = {"mlii"};
  Dataset data = valueOf(open());
  EXPECT_EQ(data.inputs()[0].leads, 1);
  EXPECT_EQ(sampleOf(data, 1), Values({3, 4}));
  options.leads = {"1"};
  EXPECT_EQ(sampleOf(valueOf(open()), 1), Values({3, 4}));
  options.leads = {"aVF"};
  EXPECT_TRUE(says(refusal(), "a.hea: no lead 'aVF'; there are 2: MLII, V5"));
}

TEST_F(WfdbDataset, ReferenceGivesLabelsAndOrder) {
  folder.record("a", {"II"}, {1, 2});
  folder.record("b", {"II"}, {3, 4});
  folder.write("REFERENCE.csv", "b,N\na,A\n");
  Dataset data = valueOf(open());
  EXPECT_EQ(data.records(), llvm::ArrayRef<std::string>({"b", "a"}));
  EXPECT_EQ(data.classNames(), llvm::ArrayRef<std::string>({"A", "N"}));
  EXPECT_EQ(data.labels(), llvm::ArrayRef<int32_t>({1, 0}));
  folder.write("REFERENCE.csv", "b,N\nb,A\n");
  EXPECT_TRUE(says(refusal(), "record 'b' is there twice"));
  folder.write("REFERENCE.csv", "b\n");
  EXPECT_TRUE(says(refusal(), "'record,word' was expected at 'b'"));
}

TEST_F(WfdbDataset, SplitFileGivesTheSplits) {
  folder.record("a", {"II"}, {1, 2});
  folder.record("b", {"II"}, {3, 4});
  EXPECT_TRUE(says(messageOf(valueOf(open()).split("train")),
                   "split 'train' is empty; there are all"));
  folder.write("SPLIT.csv", "a,train\nb,test\n");
  EXPECT_EQ(valueOf(valueOf(open()).split("test")), std::vector<uint32_t>({1}));
}

// "+" annotations name the rhythm; a window across a change has no label.
TEST_F(WfdbDataset, RhythmAnnotationsLabelWindows) {
  folder.record("a", {"II"}, {0, 1, 2, 3, 4, 5, 6, 7});
  std::vector<uint8_t> atr = {0, 28 << 2, 2,   63 << 2, '(', 'N', 5, 28 << 2,
                              4, 63 << 2, '(', 'A',     'F', 'L', 0, 0};
  folder.write("a.atr", llvm::ArrayRef(atr));
  model(1, 2);
  Dataset data = valueOf(open());
  EXPECT_EQ(data.classNames(), llvm::ArrayRef<std::string>({"AFL", "N"}));
  EXPECT_EQ(data.labels(), llvm::ArrayRef<int32_t>({1, 1, -1, 0}));
}

TEST_F(WfdbDataset, RecordsCanBeChosen) {
  folder.record("a", {"II"}, {1, 2});
  folder.record("b", {"II"}, {3, 4});
  options.records = {"b"};
  EXPECT_EQ(valueOf(open()).records(), llvm::ArrayRef<std::string>({"b"}));
  options.records = {"c"};
  EXPECT_TRUE(says(refusal(), "no record 'c'; there are a, b"));
}

TEST_F(WfdbDataset, MillivoltsUseGainAndBaseline) {
  folder.record("a", {"II"}, {10, 110});
  options.normalization.kind = Normalization::Kind::Millivolts;
  EXPECT_EQ(sampleOf(valueOf(open()), 0), Values({0, 1}));
  folder.record("a", {"II"}, {10, 110}, "0.1(10)/uV");
  EXPECT_EQ(sampleOf(valueOf(open()), 0), Values({0, 1}));
  folder.record("a", {"II"}, {10, 110}, "100/mmHg");
  EXPECT_TRUE(says(refusal(), "lead 'II' is in mmHg, not in mV"));
}

// -128 is a lost sample in format 80.
TEST_F(WfdbDataset, LostSamplesAreNotReadAsNumbers) {
  folder.record("a", {"II"}, {1, -128});
  Dataset data = valueOf(open());
  Values out(2);
  EXPECT_TRUE(says(messageOf(data.read(0, 0, out)),
                   "sample 0 is not finite: value 1 of lead 0 is nan"));
}

TEST_F(WfdbDataset, ResamplingCutsLongerWindows) {
  folder.record("a", {"II"}, {0, 2, 4, 6, 8, 10, 12, 14});
  model(1, 8);
  options.resampleHz = 200;
  Dataset data = valueOf(open());
  ASSERT_EQ(data.size(), 2u);
  EXPECT_EQ(data.samplingRate(), 200);
  EXPECT_EQ(sampleOf(data, 1), Values({8, 9, 10, 11, 12, 13, 14, 14}));
}

TEST_F(WfdbDataset, RatesMustAgree) {
  folder.record("a", {"II"}, {1, 2});
  folder.record("b", {"II"}, {1, 2}, "100/mV", 250);
  EXPECT_TRUE(says(refusal(), "b.hea: sampled at 250 Hz, the records before at "
                              "100 Hz"));
}

TEST_F(WfdbDataset, RecordsFileMustStayInside) {
  folder.record("a", {"II"}, {1, 2});
  folder.write("RECORDS", "../a\n");
  EXPECT_TRUE(says(refusal(), "record '../a' lies outside"));
}
