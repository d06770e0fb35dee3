// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dataset over samples in memory: splits, reading, fitting a model, and the
// choice of a reader.
#include "Support.h"
#include "TestData.h"
#include <cmath>

using namespace ecg;
using namespace ecg::test;
using Values = std::vector<float>;

//===----------------------------------------------------------------------===//
// Splits
//===----------------------------------------------------------------------===//

static Dataset splitDataset() {
  DatasetInfo info = memoryInfo(4, 1, 2);
  info.schemes = {{"split", {{"train", {0, 2}}, {"val", {}}, {"test", {3}}}}};
  info.activeScheme = "split";
  return memoryDataset(info, std::vector<Values>(4, Values(2)));
}

TEST(Dataset, SplitGivesItsSamples) {
  Dataset data = splitDataset();
  EXPECT_EQ(valueOf(data.split("train")), std::vector<uint32_t>({0, 2}));
  EXPECT_EQ(valueOf(data.split("test")), std::vector<uint32_t>({3}));
  EXPECT_EQ(valueOf(data.split("all")), std::vector<uint32_t>({0, 1, 2, 3}));
}

TEST(Dataset, EmptyAndUnknownSplitsListTheOthers) {
  Dataset data = splitDataset();
  const char *there = "is empty in 'split'; there are train, test, all";
  EXPECT_TRUE(says(messageOf(data.split("val")), there));
  EXPECT_TRUE(says(messageOf(data.split("dev")), there));
}

TEST(Dataset, WithoutASchemeThereIsAll) {
  DatasetInfo info = memoryInfo(1, 1, 2);
  Dataset data = memoryDataset(info, {{1, 2}});
  EXPECT_EQ(valueOf(data.split("all")).size(), 1u);
  EXPECT_TRUE(says(messageOf(data.split("test")),
                   "memory: split 'test' is empty; there are all"));
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

TEST(Dataset, NormalisesEachLeadAlone) {
  DatasetInfo info = memoryInfo(1, 2, 2);
  info.inputs[0].normalization.kind = Normalization::Kind::MinMax;
  Values x = sampleOf(memoryDataset(info, {{0, 1, 100, 300}}), 0);
  EXPECT_NEAR(x[1], 1, 1e-5);
  EXPECT_NEAR(x[3], 1, 1e-5);
}

TEST(Dataset, TimeMajorInterleavesTheLeads) {
  DatasetInfo info = memoryInfo(1, 2, 3);
  info.inputs[0].timeMajor = true;
  EXPECT_EQ(sampleOf(memoryDataset(info, {{1, 2, 3, 4, 5, 6}}), 0),
            Values({1, 4, 2, 5, 3, 6}));
}

TEST(Dataset, NanAndInfinityNameSampleAndPlace) {
  Values first(6);
  Values second = {0, 0, 0, 0, NAN, 0}, third = {INFINITY, 0, 0, 0, 0, 0};
  Dataset data = memoryDataset(memoryInfo(3, 2, 3), {first, second, third});
  Values out(6);
  EXPECT_EQ(messageOf(data.read(0, 0, out)), "");
  EXPECT_EQ(messageOf(data.read(1, 0, out)),
            "memory: sample 1 is not finite: value 1 of lead 1 is nan");
  EXPECT_EQ(messageOf(data.read(2, 0, out)),
            "memory: sample 2 is not finite: value 0 of lead 0 is inf");
}

//===----------------------------------------------------------------------===//
// Fitting a model
//===----------------------------------------------------------------------===//

TEST(ModelInputShape, LongerDimensionIsTime) {
  auto shape = [](std::initializer_list<int64_t> dims) {
    return valueOf(ModelInputShape::get("x", std::vector<int64_t>(dims)));
  };
  EXPECT_EQ(shape({1, 1, 3600}).length, 3600);
  EXPECT_EQ(shape({1, 1, 3600}).leads, 1);
  EXPECT_EQ(shape({1, 12, 1000}).leads, 12);
  EXPECT_FALSE(shape({1, 12, 1000}).timeMajor);
  EXPECT_EQ(shape({200, 1, 2}).leads, 2);
  EXPECT_TRUE(shape({200, 1, 2}).timeMajor);
  EXPECT_FALSE(shape({1, 2000, 1}).timeMajor);
}

TEST(ModelInputShape, RefusesWhatIsNoSignal) {
  EXPECT_TRUE(says(messageOf(ModelInputShape::get("x", {1, 36, 36, 3})),
                   "input 'x' has 3 dimensions above 1"));
  EXPECT_TRUE(says(messageOf(ModelInputShape::get("x", {-1, 1, 10})),
                   "dimension of -1"));
}

TEST(Dataset, CompatibilityNamesTheDifference) {
  DatasetInfo info = memoryInfo(2, 2, 10);
  info.classNames = {"N", "V"};
  info.labels = {0, 1};
  Dataset data = memoryDataset(info, {});
  auto check = [&](int64_t leads, int64_t length, int64_t classes) {
    ModelInputShape model;
    model.name = "ecg";
    model.leads = leads;
    model.length = length;
    model.numClasses = classes;
    return messageOf(data.checkCompatible(model));
  };
  EXPECT_EQ(check(2, 10, 2), "");
  EXPECT_EQ(check(2, 10, 0), "");
  EXPECT_EQ(check(1, 10, 2), "memory: model input 'ecg' wants 1 lead(s), the "
                             "data has 2; choose with lead=");
  EXPECT_EQ(check(3, 10, 2),
            "memory: model input 'ecg' wants 3 lead(s), the data has 2");
  EXPECT_EQ(check(2, 12, 2), "memory: model input 'ecg' wants 12 values a "
                             "lead, the data has 10");
  EXPECT_EQ(check(2, 10, 5), "memory: the model has 5 classes, the data has 2");
}

TEST(Dataset, LabelsBeyondTheModelAreNamed) {
  DatasetInfo info = memoryInfo(2, 1, 4);
  info.labels = {1, 7};
  ModelInputShape model;
  model.length = 4;
  model.numClasses = 5;
  EXPECT_EQ(messageOf(memoryDataset(info, {}).checkCompatible(model)),
            "memory: sample 1 has label 7, the model has 5 classes");
}

//===----------------------------------------------------------------------===//
// Resampling
//===----------------------------------------------------------------------===//

static Values resampled(Values values, double from, double to,
                        int64_t length = 0) {
  DatasetInfo info = memoryInfo(1, 1, values.size());
  info.samplingRate = from;
  auto source = valueOf(resampleSource(
      std::make_unique<MemorySource>(std::vector<Values>{values}), info, to,
      length));
  EXPECT_EQ(info.samplingRate, to);
  Dataset data(info, std::move(source));
  return sampleOf(data, 0);
}

TEST(Resample, InterpolatesAndKeepsTheDuration) {
  EXPECT_EQ(resampled({0, 2, 4, 6}, 100, 200),
            Values({0, 1, 2, 3, 4, 5, 6, 6}));
  EXPECT_EQ(resampled({0, 2, 4, 6}, 200, 100), Values({0, 4}));
  EXPECT_EQ(resampled(Values(1000), 100, 128).size(), 1280u);
  EXPECT_EQ(resampled({0, 2, 4, 6}, 100, 200, 3), Values({0, 1, 2}));
}

TEST(Resample, NeedsAKnownRate) {
  DatasetInfo info = memoryInfo(1, 1, 4);
  EXPECT_TRUE(says(messageOf(resampleSource(nullptr, info, 100, 0)),
                   "cannot resample to 100 Hz, the sampling rate is unknown"));
}

TEST(Resample, AbsurdRatesAreRefused) {
  DatasetInfo info = memoryInfo(1, 1, 4);
  info.samplingRate = 1e-6;
  EXPECT_TRUE(says(messageOf(resampleSource(nullptr, info, 1e6, 0)),
                   "resampling from 1e-06 to 1e+06 Hz makes 4000000000000 "
                   "values of 4"));
  info.samplingRate = 1000;
  EXPECT_TRUE(says(messageOf(resampleSource(nullptr, info, 1, 0)),
                   "makes 0 values of 4"));
}

//===----------------------------------------------------------------------===//
// Opening
//===----------------------------------------------------------------------===//

TEST(OpenDataset, SaysWhatItCannotOpen) {
  TempFolder folder;
  EXPECT_TRUE(
      says(messageOf(openDataset(folder.path("none.npz"))), "no such data: '"));
  EXPECT_TRUE(says(messageOf(openDataset(folder.write("x.csv", "1,2"))),
                   "expected .npz, .hea, a directory of WFDB records, or "
                   "synthetic:"));
  EXPECT_TRUE(says(messageOf(openDataset(folder.path())), "no WFDB records"));
}
