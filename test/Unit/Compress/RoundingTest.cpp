// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// @rounding: weights by what layers make of their inputs.

#include "ecg/Compress/Rounding.h"
#include "gtest/gtest.h"
#include <cmath>
#include <random>

using namespace ecg;

namespace {

constexpr size_t kSize = 24, kInputs = 2000;
constexpr double kScale = 0.1;

/// Inputs with a mean, each made of a few causes, as channels of one signal
/// are.
class Inputs {
public:
  explicit Inputs(unsigned seed) : random(seed) {
    for (float &factor : mixture)
      factor = normal(random);
  }

  std::vector<float> draw(size_t count) {
    std::vector<float> x;
    for (size_t i = 0; i < count; ++i) {
      float causes[kCauses];
      for (float &cause : causes)
        cause = normal(random);
      for (size_t j = 0; j < kSize; ++j) {
        float sum = 1 + 0.1f * normal(random);
        for (size_t k = 0; k < kCauses; ++k)
          sum += causes[k] * mixture[j * kCauses + k];
        x.push_back(sum);
      }
    }
    return x;
  }

  std::vector<float> drawRow() {
    std::vector<float> row(kSize);
    for (float &weight : row)
      weight = normal(random);
    return row;
  }

private:
  static constexpr size_t kCauses = 4;
  std::mt19937 random;
  std::normal_distribution<float> normal;
  float mixture[kSize * kCauses];
};

/// Mean square of what a row of integers and a bias are off by.
double errorOf(const std::vector<float> &row, const std::vector<float> &x,
               const std::vector<int8_t> &integers, double bias) {
  double error = 0;
  for (size_t i = 0; i < x.size(); i += kSize) {
    double difference = bias;
    for (size_t j = 0; j < kSize; ++j)
      difference += (kScale * integers[j] - row[j]) * x[i + j];
    error += difference * difference;
  }
  return error / double(x.size() / kSize);
}

std::vector<int8_t> nearest(const std::vector<float> &row) {
  std::vector<int8_t> integers;
  for (float weight : row)
    integers.push_back(static_cast<int8_t>(std::nearbyint(weight / kScale)));
  return integers;
}

/// On inputs it has not seen, the error is a tenth of that of rounding each
/// weight by itself.
TEST(Rounding, OutputsAreNearerThanByNearestWeights) {
  Inputs inputs(3);
  std::vector<float> seen = inputs.draw(kInputs), other = inputs.draw(kInputs);
  InputMoments moments(kSize);
  moments.add(seen.data(), seen.data(), kInputs / 2);
  moments.add(&seen[kInputs / 2 * kSize], &seen[kInputs / 2 * kSize],
              kInputs / 2);
  RowRounding rounding(moments, /*hasBias=*/true);
  double error = 0, before = 0;
  for (int i = 0; i < 20; ++i) {
    std::vector<float> row = inputs.drawRow();
    std::vector<int8_t> integers =
        rounding.round(rounding.adapt(row), kScale).integers;
    double bias = rounding.biasCorrection(row, integers, kScale);
    error += errorOf(row, other, integers, bias);
    before += errorOf(row, other, nearest(row), 0);
  }
  EXPECT_LT(error, 0.1 * before);
}

/// Inputs that have nothing to do with each other leave nothing to make up for.
TEST(Rounding, OfIndependentInputsIsToNearest) {
  std::vector<float> x(kSize * 2 * kSize, 0.0f);
  for (size_t j = 0; j < kSize; ++j) {
    x[j * kSize + j] = 1;
    x[(kSize + j) * kSize + j] = -1;
  }
  InputMoments moments(kSize);
  moments.add(x.data(), x.data(), 2 * kSize);
  RowRounding rounding(moments, /*hasBias=*/true);
  std::vector<float> row = Inputs(5).drawRow();
  std::vector<int8_t> integers =
      rounding.round(rounding.adapt(row), kScale).integers;
  EXPECT_EQ(integers, nearest(row));
  EXPECT_NEAR(rounding.biasCorrection(row, integers, kScale), 0, 1e-9);
}

/// Weights grow where the inputs they get have shrunk, and the bias takes what
/// the mean is off by.
TEST(Rounding, MakesUpForErrorsBeforeTheLayer) {
  Inputs inputs(7);
  std::vector<float> exact = inputs.draw(kInputs), rounded = exact;
  for (float &value : rounded)
    value = 0.5f * value + 0.25f;
  InputMoments moments(kSize);
  moments.add(exact.data(), rounded.data(), kInputs);
  RowRounding rounding(moments, /*hasBias=*/true);
  std::vector<float> row = inputs.drawRow();
  std::vector<int8_t> integers =
      rounding.round(rounding.adapt(row), kScale).integers;
  double bias = rounding.biasCorrection(row, integers, kScale), power = 0,
         error = 0;
  for (size_t i = 0; i < exact.size(); i += kSize) {
    double wanted = 0, found = bias;
    for (size_t j = 0; j < kSize; ++j) {
      wanted += row[j] * exact[i + j];
      found += kScale * integers[j] * rounded[i + j];
    }
    power += wanted * wanted;
    error += (found - wanted) * (found - wanted);
  }
  EXPECT_LT(error, 0.02 * power);
}

/// What never varies has no say; weights are within int8 whatever comes.
TEST(Rounding, DeadInputsAndLargeWeights) {
  std::vector<float> x(kSize * 10, 0.0f);
  InputMoments moments(kSize);
  moments.add(x.data(), x.data(), 10);
  RowRounding rounding(moments, /*hasBias=*/false);
  std::vector<float> row(kSize, 1000.0f);
  row[1] = -1000;
  std::vector<int8_t> integers =
      rounding.round(rounding.adapt(row), kScale).integers;
  EXPECT_EQ(integers[0], 127);
  EXPECT_EQ(integers[1], -127);
}

/// A weight far larger than the others may be clipped for finer steps.
TEST(Rounding, ScaleIsTheOneThatLosesLeast) {
  Inputs inputs(11);
  std::vector<float> seen = inputs.draw(kInputs), row = inputs.drawRow();
  InputMoments moments(kSize);
  moments.add(seen.data(), seen.data(), kInputs);
  RowRounding rounding(moments, /*hasBias=*/true);
  std::vector<double> adapted = rounding.adapt(row);
  double largest = 0;
  for (double weight : adapted)
    largest = std::max(largest, std::fabs(weight) / 7);
  double chosen = rounding.chooseScale(adapted, largest);
  EXPECT_GE(chosen, 0.69 * largest);
  EXPECT_LE(chosen, largest);
  EXPECT_LE(rounding.round(adapted, chosen).loss,
            rounding.round(adapted, largest).loss);
}

} // namespace
