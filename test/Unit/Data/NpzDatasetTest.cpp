// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the arrays of an .npz file mean as a data set.
#include "TestData.h"
#include "ecg/Data/Npz.h"

using namespace ecg;
using namespace ecg::test;
using Values = std::vector<float>;

namespace {
/// A file of arrays, with three samples of two values unless said otherwise.
class NpzDataset : public ::testing::Test {
protected:
  void SetUp() override {
    options.normalization.kind = Normalization::Kind::None;
    set("signal", NpyArray::fromFloats({1, 2, 3, 4, 5, 6}, {3, 2}));
  }
  void set(llvm::StringRef name, NpyArray array) {
    for (NpzEntry &entry : entries)
      if (entry.name == name) {
        entry.array = std::move(array);
        return;
      }
    entries.push_back({name.str(), std::move(array)});
  }
  llvm::Expected<Dataset> open() {
    EXPECT_EQ(messageOf(writeNpz(folder.path("x.npz"), entries)), "");
    return openDataset(folder.path("x.npz"), options);
  }
  std::string refusal() { return messageOf(open()); }

  TempFolder folder;
  std::vector<NpzEntry> entries;
  DataOptions options;
};
} // namespace

TEST_F(NpzDataset, SignalAloneIsEnough) {
  Dataset data = valueOf(open());
  EXPECT_EQ(data.size(), 3u);
  EXPECT_EQ(data.inputs()[0].length, 2);
  EXPECT_EQ(data.inputs()[0].leads, 1);
  EXPECT_EQ(data.labels()[0], -1);
  EXPECT_EQ(sampleOf(data, 1), Values({3, 4}));
}

// Also in samples that nobody is going to read.
TEST_F(NpzDataset, RefusesValuesThatAreNotFinite) {
  set("signal", NpyArray::fromFloats({1, 2, 3, NAN, 5, 6}, {3, 2}));
  EXPECT_TRUE(says(refusal(), "sample 1 is not finite: value 1 is nan"));
  set("signal", NpyArray::fromFloats({1, 2, 3, 4, -INFINITY, 6}, {3, 2}));
  EXPECT_TRUE(says(refusal(), "sample 2 is not finite: value 0 is -inf"));
}

TEST_F(NpzDataset, EverythingTogether) {
  set("label", NpyArray::fromInts({0, 1, -1}, {3}));
  set("class_names", NpyArray::fromStrings({"N", "V"}));
  set("record", NpyArray::fromInts({100, 100, 101}, {3}));
  set("dup_group", NpyArray::fromInts({-1, 0, 0}, {3}));
  set("fs", NpyArray::fromInts({360}, {}));
  set("split", NpyArray::fromStrings({"train", "test", "train"}));
  set("split_patient", NpyArray::fromInts({0, 0, 2}, {3}));
  Dataset data = valueOf(open());
  EXPECT_EQ(data.labels(), llvm::ArrayRef<int32_t>({0, 1, -1}));
  EXPECT_EQ(data.classNames()[1], "V");
  EXPECT_EQ(data.records()[2], "101");
  EXPECT_EQ(data.dupGroups()[2], 0);
  EXPECT_EQ(data.samplingRate(), 360);
  EXPECT_EQ(data.schemes().size(), 2u);
  EXPECT_EQ(valueOf(data.split("train")), std::vector<uint32_t>({0, 2}));
  options.splitScheme = "split_patient";
  EXPECT_EQ(valueOf(valueOf(open()).split("test")), std::vector<uint32_t>({2}));
}

TEST_F(NpzDataset, LeadsInEitherOrder) {
  Values values(12);
  for (int i = 0; i < 12; ++i)
    values[i] = i;
  set("signal", NpyArray::fromFloats(values, {2, 2, 3}));
  EXPECT_EQ(sampleOf(valueOf(open()), 1), Values({6, 7, 8, 9, 10, 11}));
  set("signal", NpyArray::fromFloats(values, {2, 3, 2}));
  EXPECT_EQ(sampleOf(valueOf(open()), 1), Values({6, 8, 10, 7, 9, 11}));
  options.leads = {"1"};
  Dataset one = valueOf(open());
  EXPECT_EQ(one.inputs()[0].leads, 1);
  EXPECT_EQ(sampleOf(one, 1), Values({7, 9, 11}));
  options.leads = {"2"};
  EXPECT_TRUE(says(refusal(), "no lead '2'; there are 2"));
}

TEST_F(NpzDataset, MillivoltsNeedTheGain) {
  options.normalization.kind = Normalization::Kind::Millivolts;
  EXPECT_TRUE(says(refusal(), "no array 'adc_gain'; there are signal"));
  set("adc_gain", NpyArray::fromInts({2}, {}));
  set("adc_zero", NpyArray::fromInts({3}, {}));
  EXPECT_EQ(sampleOf(valueOf(open()), 0), Values({-1, -0.5}));
  set("adc_gain", NpyArray::fromInts({0}, {}));
  EXPECT_TRUE(says(refusal(), "the gain is 0"));
}

TEST_F(NpzDataset, LabelsMayBeText) {
  set("label", NpyArray::fromStrings({"V", "", "N"}));
  Dataset data = valueOf(open());
  EXPECT_EQ(data.classNames(), llvm::ArrayRef<std::string>({"N", "V"}));
  EXPECT_EQ(data.labels(), llvm::ArrayRef<int32_t>({1, -1, 0}));
  options.classes = {"V", "N"};
  EXPECT_EQ(valueOf(open()).labels(), llvm::ArrayRef<int32_t>({0, -1, 1}));
  options.classes = {"V"};
  EXPECT_TRUE(says(refusal(), "sample 2 is labelled 'N', which is not one of "
                              "V"));
}

TEST_F(NpzDataset, LabelsOutOfRangeNameTheSample) {
  set("class_names", NpyArray::fromStrings({"N", "V"}));
  set("label", NpyArray::fromInts({0, 2, 1}, {3}));
  EXPECT_TRUE(says(refusal(), "sample 1 has label 2, there are 2 classes"));
  set("label", NpyArray::fromInts({0, 1, -2}, {3}));
  EXPECT_TRUE(says(refusal(), "sample 2 has label -2"));
  set("label", NpyArray::fromFloats({0, 1, 1}, {3}));
  EXPECT_TRUE(says(refusal(), "labels are integers or text"));
}

TEST_F(NpzDataset, TwoDimensionsAreSeveralLabels) {
  const float unknown = NAN;
  set("label", NpyArray::fromFloats({1, 0, 1, 1, unknown, -1}, {3, 2}));
  Dataset data = valueOf(open());
  EXPECT_TRUE(data.isMultiLabel());
  EXPECT_EQ(data.targetsOf(1).vec(), (std::vector<int8_t>{1, 1}));
  EXPECT_EQ(data.targetsOf(2).vec(), (std::vector<int8_t>{-1, -1}));
  EXPECT_EQ(data.labels()[0], -1);
  EXPECT_EQ(messageOf(data.checkClasses(2)), "");
  EXPECT_TRUE(says(messageOf(data.checkClasses(3)),
                   "the model has 3 classes, the data has 2"));
}

TEST_F(NpzDataset, TargetsAreNamedWhereTheyAreNone) {
  set("label", NpyArray::fromInts({1, 0, 1, 2, 0, 0}, {3, 2}));
  EXPECT_TRUE(says(refusal(), "array 'label' says 2 of class 1 of sample 1; "
                              "expected 1, 0, or -1 where unknown"));
  set("label", NpyArray::fromInts({1, 0, 1, 1}, {2, 2}));
  EXPECT_TRUE(says(refusal(), "of shape [2, 2]; targets are numbers of shape "
                              "[3, classes]"));
  set("label", NpyArray::fromInts({1, 0, 1}, {3, 1}));
  EXPECT_TRUE(says(refusal(), "give labels of shape [3]"));
  set("label", NpyArray::fromInts({1, 0, 1, 1, 0, 0}, {3, 2}));
  set("class_names", NpyArray::fromStrings({"A", "B", "C"}));
  EXPECT_TRUE(says(refusal(), "targets of 2 classes, there are names of 3"));
}

TEST_F(NpzDataset, ColumnsMustHaveOneElementASample) {
  for (const char *name : {"label", "record", "dup_group", "split"}) {
    size_t before = entries.size();
    set(name, NpyArray::fromInts({0, 1}, {2}));
    EXPECT_TRUE(says(refusal(), "array '" + std::string(name) +
                                    "' has 2 elements for 3 samples"));
    entries.resize(before);
  }
}

TEST_F(NpzDataset, NamedArraysMustBeThere) {
  options.signal = "beats";
  EXPECT_TRUE(says(refusal(), "no array 'beats'; there are signal"));
  options.signal = "signal";
  options.splitScheme = "split_patient";
  EXPECT_TRUE(says(refusal(), "no array 'split_patient'; there are signal"));
}

TEST_F(NpzDataset, BadValuesAreNamed) {
  set("split", NpyArray::fromInts({0, 3, 1}, {3}));
  EXPECT_TRUE(says(refusal(), "sample 1 is in '3' of 'split'"));
  entries.pop_back();
  set("fs", NpyArray::fromFloats({-1}, {}));
  EXPECT_TRUE(says(refusal(), "the sampling rate is -1 Hz"));
  set("fs", NpyArray::fromFloats({1, 2}, {2}));
  EXPECT_TRUE(says(refusal(), "array 'fs' is not one number"));
}

TEST_F(NpzDataset, SignalsMustBeNumbersOfTwoOrThreeDimensions) {
  set("signal", NpyArray::fromStrings({"a"}));
  EXPECT_TRUE(says(refusal(), "is no signal"));
  set("signal", NpyArray::fromFloats({1}, {1}));
  EXPECT_TRUE(says(refusal(), "it is f4 with 1 dimension(s)"));
  set("signal", NpyArray::fromFloats({}, {0, 5}));
  EXPECT_TRUE(says(refusal(), "has no samples"));
}

TEST_F(NpzDataset, TimeMajorModelsGetTimeMajorSamples) {
  set("signal", NpyArray::fromFloats({1, 2, 3, 4, 5, 6}, {1, 2, 3}));
  options.model = valueOf(ModelInputShape::get("ecg", {1, 3, 2}));
  Dataset data = valueOf(open());
  EXPECT_EQ(messageOf(data.checkCompatible(*options.model)), "");
  EXPECT_EQ(sampleOf(data, 0), Values({1, 4, 2, 5, 3, 6}));
}

TEST_F(NpzDataset, ResamplesOnRequest) {
  set("fs", NpyArray::fromInts({100}, {}));
  options.resampleHz = 200;
  EXPECT_EQ(sampleOf(valueOf(open()), 0), Values({1, 1.5, 2, 2}));
}
