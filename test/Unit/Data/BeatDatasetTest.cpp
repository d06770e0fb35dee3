// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// task=beats on tiny records: samples, inputs, splits by record, refusals.
#include "TestWfdb.h"

using namespace ecg;
using namespace ecg::test;
using Values = std::vector<float>;
using Names = llvm::ArrayRef<std::string>;

namespace {

// Annotation codes.
constexpr unsigned kN = 1, kV = 5, kA = 8, kPaced = 12, kB = 25, kRhythm = 28;

class BeatDataset : public ::testing::Test {
protected:
  void SetUp() override {
    set("task", "beats");
    set("beat-norm", "mv");
  }
  void set(llvm::StringRef key, llvm::StringRef value) {
    ASSERT_EQ(messageOf(options.set(key, value)), "");
  }
  /// Samples 0, 1, ... 9 counts above zero, 10 a millivolt, at 10 Hz.
  void ramp(llvm::StringRef name, llvm::StringRef lead = "MLII") {
    folder.record(name, {lead.str()}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
                  "10(0)/mV", 10);
  }
  /// A ramp with a beat N and a beat of code `code`.
  void pair(llvm::StringRef name, unsigned code = kV) {
    ramp(name);
    folder.annotations(name, {{2, kN}, {6, code}});
  }
  void model(std::vector<ModelTensor> tensors) {
    options.tensors = std::move(tensors);
  }
  llvm::Expected<Dataset> open() { return openDataset(folder.path(), options); }
  std::string refusal() { return messageOf(open()); }
  static std::vector<std::string> recordsOf(const Dataset &data,
                                            llvm::StringRef split) {
    std::vector<std::string> names;
    for (uint32_t sample : valueOf(data.split(split)))
      if (names.empty() || names.back() != data.records()[sample])
        names.push_back(data.records()[sample]);
    return names;
  }

  WfdbFolder folder;
  DataOptions options;
};

/// The arrhythmia database in names: 44 records and a paced one.
class ArrhythmiaFolder : public BeatDataset {
protected:
  void SetUp() override {
    BeatDataset::SetUp();
    for (const char *name :
         {"100", "101", "103", "105", "106", "108", "109", "111", "112",
          "113", "114", "115", "116", "117", "118", "119", "121", "122",
          "123", "124", "200", "201", "202", "203", "205", "207", "208",
          "209", "210", "212", "213", "214", "215", "219", "220", "221",
          "222", "223", "228", "230", "231", "232", "233", "234"})
      pair(name);
    folder.record("102", {"V5"}, {0, 1, 2, 3});
    folder.annotations("102", {{1, kPaced}, {3, kPaced}});
  }
};

} // namespace

TEST_F(BeatDataset, SamplesAreWindowsAndFeatures) {
  ramp("a");
  folder.annotations("a", {{0, kRhythm}, {2, kN}, {6, kV}, {9, kN}});
  model({{"beat", {1, 1, 4}}, {"rr", {1, 4}}});
  set("before", "0.5");
  set("rr", "raw");
  Dataset data = valueOf(open());
  ASSERT_EQ(data.size(), 3u);
  EXPECT_EQ(data.classNames(), Names({"N", "S", "V", "F", "Q"}));
  EXPECT_EQ(data.labels(), llvm::ArrayRef<int32_t>({0, 2, 0}));
  ASSERT_EQ(data.inputs().size(), 2u);
  EXPECT_EQ(data.inputs()[0].name, "beat");
  EXPECT_EQ(data.inputs()[1].name, "rr");
  EXPECT_EQ(data.inputs()[1].shape, std::vector<int64_t>({4}));
  EXPECT_EQ(sampleOf(data, 1), Values({0.4f, 0.5f, 0.6f, 0.7f}));
  EXPECT_EQ(sampleOf(data, 2), Values({0.7f, 0.8f, 0.9f, 0.9f}));
  // Intervals of 0.4 and 0.3 s; local and running mean are 0.4 s.
  Values rr(4);
  ASSERT_EQ(messageOf(data.read(1, 1, rr)), "");
  EXPECT_FLOAT_EQ(rr[0], -0.8f);
  EXPECT_FLOAT_EQ(rr[1], -1);
  EXPECT_EQ(rr[2], 0);
}

TEST_F(BeatDataset, WindowHasTheLengthOfTheModel) {
  pair("a");
  EXPECT_EQ(valueOf(open()).inputs()[0].length, 256);
  model({{"rr", {1, 4}}, {"x", {1, 1, 8}}});
  EXPECT_EQ(valueOf(open()).inputs()[0].length, 8);
  model({{"x", {1, 1, 80}}, {"beat", {1, 1, 5}}});
  EXPECT_EQ(valueOf(open()).inputs()[0].length, 5);
}

// The scale of `rec` is of the record: both windows of the ramp deviate by
// sqrt(1.25) / 10 mV, so a beat is the same after it as on its own.
TEST_F(BeatDataset, RecordNormalisationIsTheDefault) {
  pair("a");
  model({{"beat", {1, 1, 4}}});
  options.beats.norm = BeatOptions().norm;
  Dataset data = valueOf(open());
  EXPECT_EQ(data.inputs()[0].normalization.name(), "rec");
  EXPECT_FLOAT_EQ(sampleOf(data, 1)[0], -0.15f / (0.11180340f + 0.001f));
  set("beat-norm", "zscore");
  EXPECT_NEAR(sampleOf(valueOf(open()), 1)[0], -0.15 / (0.11180340 + 0.001),
              1e-6);
}

TEST_F(BeatDataset, BeatsLeftOutRemainNeighbours) {
  ramp("a");
  folder.annotations("a", {{0, kN}, {4, kA}, {8, kN}});
  set("map", "N:N+-:A");
  set("rr", "raw");
  Dataset data = valueOf(open());
  ASSERT_EQ(data.size(), 2u);
  Values rr(4);
  ASSERT_EQ(messageOf(data.read(1, 1, rr)), "");
  EXPECT_FLOAT_EQ(rr[0], -0.8f); // 0.4 s since the beat that is no sample
}

TEST_F(BeatDataset, ClassesCanBeReordered) {
  pair("a");
  set("map", "N:N+V:V");
  set("classes", "V+N");
  EXPECT_EQ(valueOf(open()).labels(), llvm::ArrayRef<int32_t>({1, 0}));
  set("classes", "N");
  EXPECT_TRUE(says(refusal(), "is labelled 'V', which is not one of N"));
}

TEST_F(BeatDataset, LeadsAreTakenByNameWithStatedAlternatives) {
  folder.record("a", {"V5", "MLII"}, {0, 1, 0, 2, 0, 3}, "10(0)/mV", 10);
  folder.annotations("a", {{0, kN}, {2, kN}});
  set("lead", "MLII");
  model({{"beat", {1, 1, 3}}});
  set("before", "0");
  EXPECT_EQ(sampleOf(valueOf(open()), 0), Values({0.1f, 0.2f, 0.3f}));
  ramp("b", "V1");
  folder.annotations("b", {{0, kN}, {2, kN}});
  EXPECT_TRUE(says(refusal(), "b.hea: no lead 'MLII'; there are 1: V1"));
  set("lead", "MLII|0");
  EXPECT_EQ(sampleOf(valueOf(open()), 2), Values({0, 0.1f, 0.2f}));
  options.leads.clear();
  EXPECT_TRUE(says(refusal(), "b.hea: has leads V1, the records before V5, "
                              "MLII; choose with lead="));
}

// Windows are cut at the record's rate; intervals are seconds at any rate.
TEST_F(BeatDataset, ResamplingIsOfTheWindowOnly) {
  pair("a");
  model({{"beat", {1, 1, 8}}});
  set("before", "0.5");
  set("rr", "raw");
  set("resample", "20");
  Dataset data = valueOf(open());
  EXPECT_EQ(data.samplingRate(), 20);
  Values window = {0.4f, 0.45f, 0.5f, 0.55f, 0.6f, 0.65f, 0.7f, 0.7f};
  for (auto [actual, expected] : llvm::zip_equal(sampleOf(data, 1), window))
    EXPECT_FLOAT_EQ(actual, expected);
  Values rr(4);
  ASSERT_EQ(messageOf(data.read(1, 1, rr)), "");
  EXPECT_FLOAT_EQ(rr[0], -0.8f);
}

TEST_F(BeatDataset, PacedRecordsAreLeftOutUnlessNamed) {
  pair("a");
  pair("b", kPaced);
  Dataset data = valueOf(open());
  EXPECT_EQ(recordsOf(data, "all"), std::vector<std::string>({"a"}));
  EXPECT_EQ(data.getInfo().notes,
            std::vector<std::string>({"left out for paced beats: b"}));
  set("paced", "keep");
  EXPECT_EQ(valueOf(open()).size(), 4u);
  set("paced", "drop");
  set("records", "b+a");
  EXPECT_EQ(recordsOf(valueOf(open()), "all"),
            std::vector<std::string>({"b", "a"}));
}

TEST_F(BeatDataset, ListsOfRecordsAreSplits) {
  for (const char *name : {"a", "b", "c", "d"})
    pair(name);
  set("train", "a+d");
  set("test", "b");
  Dataset data = valueOf(open());
  EXPECT_EQ(data.getInfo().activeScheme, "lists");
  EXPECT_EQ(recordsOf(data, "train"), std::vector<std::string>({"a", "d"}));
  EXPECT_EQ(recordsOf(data, "test"), std::vector<std::string>({"b"}));
  EXPECT_EQ(data.size(), 6u);
  EXPECT_TRUE(valueOf(checkLeakage(data, "train", "test")).recordsKnown);
  set("val", "b");
  EXPECT_TRUE(says(refusal(), "record 'b' is in val and in test"));
  set("val", "e");
  EXPECT_TRUE(says(refusal(), "record 'e' of val is not there; there are a, b, "
                              "c, d"));
  set("split", "ds1-ds2");
  EXPECT_TRUE(says(refusal(), "split=ds1-ds2 and lists of records"));
}

TEST_F(BeatDataset, SplitFileGivesTheSplits) {
  pair("a");
  pair("b");
  EXPECT_TRUE(says(messageOf(valueOf(open()).split("test")), "there are all"));
  folder.write("SPLIT.csv", "a,train\nb,test\n");
  EXPECT_EQ(recordsOf(valueOf(open()), "test"),
            std::vector<std::string>({"b"}));
  set("split", "other");
  EXPECT_TRUE(says(refusal(), "no division 'other' of beats; there are "
                              "ds1-ds2"));
  set("split", "ds1-ds2");
  EXPECT_TRUE(says(refusal(), "record '101' of train is not there"));
}

TEST_F(ArrhythmiaFolder, IsDividedIntoDs1AndDs2) {
  Dataset data = valueOf(open());
  EXPECT_EQ(data.getInfo().activeScheme, "ds1-ds2");
  EXPECT_EQ(recordsOf(data, "train").size(), 17u);
  EXPECT_EQ(recordsOf(data, "val"),
            std::vector<std::string>({"114", "124", "201", "205", "223"}));
  EXPECT_EQ(recordsOf(data, "test").size(), 22u);
  EXPECT_EQ(data.size(), 88u);
  EXPECT_EQ(data.inputs()[0].leadNames, std::vector<std::string>({"MLII"}));
  EXPECT_EQ(data.getInfo().notes,
            std::vector<std::string>({"records 201 (val) and 202 (test) are "
                                      "the same person"}));
  EXPECT_TRUE(says(valueOf(checkLeakage(data, "train", "test")).describe(),
                   "no person is in both train and test"));
}

TEST_F(ArrhythmiaFolder, KnowsThat201And202AreOnePerson) {
  set("train", "101+201");
  set("test", "100+202");
  EXPECT_TRUE(
      says(valueOf(checkLeakage(valueOf(open()), "train", "test")).describe(),
           "2 of 4 test samples come from a person that is also in train"));
  options.beats = {};
  set("records", "101+100");
  Dataset two = valueOf(open());
  EXPECT_EQ(recordsOf(two, "test"), std::vector<std::string>({"100"}));
  EXPECT_TRUE(two.getInfo().notes.empty());
}

TEST_F(BeatDataset, AnnotationsAreNeededAndChecked) {
  ramp("a");
  EXPECT_TRUE(says(refusal(), "a.hea: no annotations, there is no 'a.atr'"));
  folder.annotations("a", {{2, kN}, {4, 45}});
  EXPECT_TRUE(says(refusal(), "a.atr: the annotation at sample 4 has the "
                              "unknown code 45"));
  folder.annotations("a", {{2, kN}, {4, kB}});
  EXPECT_TRUE(says(refusal(), "a.atr: beat 'B' at sample 4 is in no class of "
                              "map=aami; '-:B' leaves such beats out"));
  folder.annotations("a", {{2, kN}, {4, kRhythm}});
  EXPECT_TRUE(says(refusal(), "a.atr: 1 beat(s); an RR interval needs two"));
  // A step of -2 before the second beat.
  folder.write("a.atr", llvm::ArrayRef<uint8_t>({2, 4, 0, 59 << 2, 255, 255,
                                                 254, 255, 0, 4, 0, 0}));
  EXPECT_TRUE(says(refusal(), "the annotation at sample 0 follows one at 2"));
}

// Signals are read late; what is wrong with them is said then.
TEST_F(BeatDataset, BeatsOutsideOfTheSignalAreRefused) {
  ramp("a");
  folder.annotations("a", {{2, kN}, {10, kN}});
  Dataset data = valueOf(open());
  Values out(256);
  for (int attempt : {1, 2}) {
    (void)attempt;
    EXPECT_TRUE(says(messageOf(data.read(0, 0, out)),
                     "a.hea: a beat is annotated at sample 10, the record has "
                     "10"));
  }
}

TEST_F(BeatDataset, OtherSourcesAndOptionsAreRefused) {
  EXPECT_TRUE(says(messageOf(openDataset("synthetic:", options)),
                   "synthetic:: task=beats needs annotated WFDB records"));
  pair("a");
  options.hop = 3;
  EXPECT_TRUE(says(refusal(), "hop= does not go with task=beats"));
}

TEST_F(BeatDataset, BadOptionsAreNamed) {
  auto bad = [&](llvm::StringRef text) {
    return messageOf(options.parse(text));
  };
  EXPECT_TRUE(says(bad("task=beat"), "'task=beat': expected windows or beats"));
  EXPECT_TRUE(says(bad("before=1.5"), "'before=1.5'"));
  EXPECT_TRUE(says(bad("before=nan"), "'before=nan'"));
  EXPECT_TRUE(says(bad("beat-norm=x"), "expected rec, zscore or mv"));
  EXPECT_TRUE(says(bad("rr=x"), "expected rel, caus or raw"));
  EXPECT_TRUE(says(bad("map=x"), "map=x: expected aami"));
  EXPECT_TRUE(says(bad("paced=x"), "expected keep or drop"));
  EXPECT_TRUE(says(bad("train="), "names of records joined by '+'"));
}
