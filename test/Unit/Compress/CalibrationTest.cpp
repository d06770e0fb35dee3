// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each calibration method against what defines it.

#include "ecg/Compress/Calibration.h"
#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace ecg;

namespace {

constexpr CalibrationMethod kAll[] = {
    CalibrationMethod::MinMax, CalibrationMethod::Percentile,
    CalibrationMethod::Kl, CalibrationMethod::Mse};

Histogram histogramOf(llvm::ArrayRef<float> values) {
  Histogram histogram;
  histogram.add(values);
  return histogram;
}

std::vector<float> makeNormal(size_t count) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  std::vector<float> values(count);
  for (float &value : values)
    value = normal(random);
  return values;
}

double meanSquaredError(llvm::ArrayRef<float> values, Range range) {
  AffineParams params = chooseAffineParams(range);
  double sum = 0;
  for (auto [x, q] :
       llvm::zip(values, quantizeTensor<int8_t>(values, params))) {
    double error = x - params.scale * (q - params.zeroPoint);
    sum += error * error;
  }
  return sum / static_cast<double>(values.size());
}

TEST(Calibration, NamesRoundTrip) {
  for (CalibrationMethod method : kAll)
    EXPECT_EQ(parseCalibrationMethod(getName(method)), method);
  EXPECT_FALSE(parseCalibrationMethod("median"));
}

TEST(Calibration, NoMethodLeavesTheRangeSeen) {
  std::vector<float> values = makeNormal(10000);
  values.push_back(40.0f);
  Histogram histogram = histogramOf(values);
  for (CalibrationMethod method : kAll) {
    Range range = calibrateRange(histogram, method);
    EXPECT_GE(range.min, histogram.min()) << getName(method).str();
    EXPECT_LE(range.max, histogram.max()) << getName(method).str();
    EXPECT_LT(range.min, range.max) << getName(method).str();
  }
}

TEST(Calibration, ConstantAndEmptyTensorsAreNoSpecialCase) {
  for (CalibrationMethod method : kAll) {
    EXPECT_EQ(calibrateRange(Histogram(), method), (Range{0, 0}));
    EXPECT_EQ(calibrateRange(histogramOf({0.0f, 0.0f}), method), (Range{0, 0}));
    Range range = calibrateRange(histogramOf({3.0f, 3.0f, 3.0f}), method);
    EXPECT_NEAR(range.max, 3.0, 0.05) << getName(method).str();
  }
}

TEST(Calibration, MinMaxKeepsEverything) {
  EXPECT_EQ(calibrateRange(histogramOf({-0.25f, 8.0f, 1.0f}),
                           CalibrationMethod::MinMax),
            (Range{-0.25f, 8.0f}));
}

TEST(Calibration, PercentileLeavesTheShareOutside) {
  std::vector<float> values;
  for (int i = 1; i <= 10000; ++i)
    values.push_back(static_cast<float>(i));
  Range range =
      calibrateRange(histogramOf(values), CalibrationMethod::Percentile, 99.0);
  EXPECT_NEAR(range.min, 100, 4);
  EXPECT_NEAR(range.max, 9900, 4);
  EXPECT_EQ(
      calibrateRange(histogramOf(values), CalibrationMethod::Percentile, 100.0)
          .max,
      10000.0f);
}

// One value 30 deviations out is given up, and the other side keeps its range.
TEST(Calibration, SearchesClipLoneOutliers) {
  std::vector<float> values = makeNormal(1000000);
  values.push_back(30.0f);
  Histogram histogram = histogramOf(values);
  for (CalibrationMethod method :
       {CalibrationMethod::Percentile, CalibrationMethod::Kl,
        CalibrationMethod::Mse}) {
    Range range = calibrateRange(histogram, method);
    EXPECT_LT(range.max, 15.0f) << getName(method).str();
    EXPECT_GT(range.max, 2.5f) << getName(method).str();
    EXPECT_LT(range.min, -2.5f) << getName(method).str();
  }
}

TEST(Calibration, MseBeatsMinMaxInItsOwnMeasure) {
  std::vector<float> values = makeNormal(100000);
  values.push_back(30.0f);
  values.push_back(-12.0f);
  Histogram histogram = histogramOf(values);
  double mse = meanSquaredError(
      values, calibrateRange(histogram, CalibrationMethod::Mse));
  for (CalibrationMethod other : kAll)
    EXPECT_LE(
        mse, 1.001 * meanSquaredError(values, calibrateRange(histogram, other)))
        << getName(other).str();
}

// ReLU output is mostly zeros; they must not draw the range towards them.
TEST(Calibration, ZerosDoNotMatterToSearches) {
  std::vector<float> values = makeNormal(20000);
  for (float &value : values)
    value = std::fabs(value);
  Histogram dense = histogramOf(values);
  values.resize(200000, 0.0f);
  Histogram sparse = histogramOf(values);
  for (CalibrationMethod method :
       {CalibrationMethod::Kl, CalibrationMethod::Mse})
    EXPECT_EQ(calibrateRange(dense, method), calibrateRange(sparse, method))
        << getName(method).str();
}

} // namespace
