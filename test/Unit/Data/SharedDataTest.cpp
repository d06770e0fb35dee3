// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The readers on real recordings, which are not part of the project: skipped
// where there are none (CMake variable ECG_SHARED_DIR). Their headers carry
// checksums, so reading a record already compares every sample.
#include "TestData.h"
#include "ecg/Data/Npz.h"
#include "ecg/Data/Wfdb.h"

using namespace ecg;
using namespace ecg::test;

namespace {
class SharedData : public ::testing::Test {
protected:
  /// The path of a shared file; skips the test without it.
  std::string shared(llvm::StringRef file) {
    return std::string(ECG_SHARED_DIR "/") + file.str();
  }
  void SetUp() override {
    if (!llvm::sys::fs::exists(shared("data/mitbih17.npz")))
      GTEST_SKIP() << "no data in " ECG_SHARED_DIR;
  }
};
} // namespace

TEST_F(SharedData, MitBihFragments) {
  Dataset data = valueOf(openDataset(shared("data/mitbih17.npz")));
  EXPECT_EQ(data.size(), 1000u);
  EXPECT_EQ(data.inputs()[0].length, 3600);
  EXPECT_EQ(data.classNames().size(), 17u);
  EXPECT_EQ(data.samplingRate(), 360);
  EXPECT_EQ(valueOf(data.split("train")).size(), 700u);
  EXPECT_EQ(valueOf(data.split("val")).size(), 100u);
  EXPECT_EQ(valueOf(data.split("test")).size(), 200u);
  EXPECT_TRUE(says(valueOf(checkLeakage(data, "train", "test")).describe(),
                   "200 of 200 test samples come from a record that is also "
                   "in train (fragment-disjoint, not patient-disjoint)"));
}

TEST_F(SharedData, PatientSplitIsClean) {
  DataOptions options;
  options.splitScheme = "split_patient";
  Dataset data = valueOf(openDataset(shared("data/mitbih17.npz"), options));
  EXPECT_EQ(valueOf(data.split("train")).size(), 656u);
  EXPECT_EQ(valueOf(checkLeakage(data, "train", "test")).sharedRecord, 0u);
}

TEST_F(SharedData, GoldenOutputs) {
  NpzFile file =
      valueOf(readNpz(shared("models/ecgnet/ecgnet_fp32_golden.npz")));
  EXPECT_EQ(valueOf(file.get("test_index")).size(), 200);
  EXPECT_EQ(valueOf(file.get("logits")).shape, std::vector<int64_t>({200, 17}));
}

// 48 records of two signals: every checksum and first value agrees.
TEST_F(SharedData, ArrhythmiaDatabase) {
  DataOptions options;
  options.leads = {"0"};
  options.model = ModelInputShape();
  options.model->length = 3600;
  Dataset data = valueOf(openDataset(shared("data/mitdb"), options));
  EXPECT_EQ(data.size(), 48u * 180);
  EXPECT_TRUE(llvm::is_contained(data.classNames(), "AFIB"));
}

// Record 100 has 2273 beats: 2239 normal, 33 atrial premature, 1 ventricular.
TEST_F(SharedData, BeatAnnotations) {
  std::map<std::string, int> count;
  for (const WfdbAnnotation &beat :
       valueOf(readWfdbAnnotations(shared("data/mitdb/100.atr"))))
    ++count[wfdbSymbol(beat.code).str()];
  EXPECT_EQ(count["N"], 2239);
  EXPECT_EQ(count["A"], 33);
  EXPECT_EQ(count["V"], 1);
  EXPECT_EQ(count["+"], 1);
}

TEST_F(SharedData, TwelveLeadsInTwoFiles) {
  DataOptions options;
  options.leads = {"v1", "VZ"};
  options.normalization.kind = Normalization::Kind::Millivolts;
  Dataset data =
      valueOf(openDataset(shared("data/wfdb/s0010_re.hea"), options));
  EXPECT_EQ(data.inputs()[0].leads, 2);
  EXPECT_EQ(data.inputs()[0].length, 38400);
  EXPECT_FLOAT_EQ(sampleOf(data, 0)[0], -88 / 2000.f);
  EXPECT_FLOAT_EQ(sampleOf(data, 0)[38400], -18 / 2000.f);
}

TEST_F(SharedData, ChallengeRecordsWithReference) {
  DataOptions options;
  options.model = ModelInputShape();
  options.model->length = 9000;
  Dataset data = valueOf(openDataset(shared("data/wfdb/cinc2017"), options));
  EXPECT_EQ(data.size(), 8u); // two of the six are a minute long
  EXPECT_EQ(data.classNames(), llvm::ArrayRef<std::string>({"A", "N", "O"}));
  EXPECT_EQ(data.labels()[0], 1);
}

namespace {
/// The arrhythmia database as beats; the protocol is the default.
class SharedBeats : public SharedData {
protected:
  Dataset open() {
    DataOptions options;
    options.task = DataTask::Beats;
    return valueOf(openDataset(shared("data/mitdb"), options));
  }
  /// Beats of a record that stand before frame `sample`.
  size_t beatsBefore(llvm::StringRef record, int64_t sample) {
    size_t count = 0;
    for (const WfdbAnnotation &annotation : valueOf(readWfdbAnnotations(
             shared(("data/mitdb/" + record + ".atr").str()))))
      count += isWfdbBeat(annotation.code) && annotation.sample < sample;
    return count;
  }
};
} // namespace

// The table of ../shared/models/beatnet/README.md.
TEST_F(SharedBeats, CountsOfClassesAndSplits) {
  Dataset data = open();
  auto count = [&](llvm::StringRef split) {
    std::vector<size_t> counts(5);
    for (uint32_t sample : valueOf(data.split(split)))
      ++counts[data.labels()[sample]];
    return counts;
  };
  using Counts = std::vector<size_t>;
  EXPECT_EQ(count("train"), Counts({36259, 697, 2956, 379, 8}));
  EXPECT_EQ(count("val"), Counts({9607, 247, 832, 36, 0}));
  EXPECT_EQ(count("test"), Counts({44259, 1837, 3221, 388, 7}));
  LeakageReport leakage = valueOf(checkLeakage(data, "train", "test"));
  EXPECT_TRUE(leakage.clean()) << leakage.describe();
}

// Windows and features of 200 beats of all records of DS2 as another program
// made them, bit for bit.
TEST_F(SharedBeats, GoldenInputs) {
  Dataset data = open();
  NpzFile golden = valueOf(readNpz(shared("models/beatnet/golden.npz")));
  NpyArray record = valueOf(golden.get("record"));
  NpyArray place = valueOf(golden.get("sample"));
  NpyArray label = valueOf(golden.get("label"));
  std::vector<float> inputs[] = {valueOf(golden.get("beat")).toFloats(),
                                 valueOf(golden.get("rr")).toFloats()};
  size_t values = 0;
  for (int64_t i = 0; i < record.size(); ++i) {
    std::string name = record.text(i);
    auto first = llvm::find(data.records(), name);
    size_t sample =
        first - data.records().begin() + beatsBefore(name, place.integer(i));
    ASSERT_EQ(data.labels()[sample], label.integer(i));
    for (size_t input : {0, 1}) {
      std::vector<float> actual(data.sampleSize(input));
      ASSERT_EQ(messageOf(data.read(sample, input, actual)), "");
      EXPECT_EQ(llvm::ArrayRef(actual),
                llvm::ArrayRef(inputs[input])
                    .slice(i * actual.size(), actual.size()));
      values += actual.size();
    }
  }
  EXPECT_EQ(values, 200u * 260);
}
