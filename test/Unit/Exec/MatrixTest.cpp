// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every build of the matrix arithmetic against three loops.

#include "Matrix.h"
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <vector>

using namespace ecg;

namespace {

struct Size {
  int64_t m, n, k;
};

// Vectors, tails of every vector width, and blocks beyond the caches.
const Size sizes[] = {{1, 1, 1},   {1, 17, 300},  {17, 1, 300}, {3, 5, 7},
                      {8, 64, 16}, {33, 70, 129}, {2, 513, 900}};

std::vector<float> randomValues(int64_t count) {
  std::mt19937 engine(count);
  std::uniform_real_distribution<float> uniform(-1, 1);
  std::vector<float> values(count);
  for (float &value : values)
    value = uniform(engine);
  return values;
}

class MatrixTest : public testing::TestWithParam<NamedMatrixKernels> {
protected:
  void SetUp() override {
    if (!GetParam().kernels)
      GTEST_SKIP() << "this machine has no " << GetParam().name;
  }
};

float at(const ConstMatrix<float> &m, int64_t row, int64_t col) {
  return m.transposed ? m.data[col * m.stride + row]
                      : m.data[row * m.stride + col];
}

/// c += a * b against loops, all three with rows further apart than needed.
void expectProduct(const MatrixKernels<float> &kernels, Size size,
                   bool transposeA, bool transposeB) {
  int64_t gap = 3;
  auto make = [&](std::vector<float> &values, int64_t rows, int64_t cols,
                  bool transposed) {
    if (transposed)
      std::swap(rows, cols);
    values = randomValues(rows * (cols + gap));
    return ConstMatrix<float>{values.data(), rows, cols, cols + gap,
                              transposed};
  };
  std::vector<float> aValues, bValues;
  ConstMatrix<float> a = make(aValues, size.m, size.k, transposeA);
  ConstMatrix<float> b = make(bValues, size.k, size.n, transposeB);
  std::vector<float> c = randomValues(size.m * (size.n + gap)), before = c;
  kernels.multiplyAdd(a, b, {c.data(), size.m, size.n, size.n + gap});
  for (int64_t row = 0; row < size.m; ++row)
    for (int64_t col = 0; col < size.n + gap; ++col) {
      double expected = before[row * (size.n + gap) + col];
      for (int64_t i = 0; col < size.n && i < size.k; ++i)
        expected += double(at(a, row, i)) * at(b, i, col);
      ASSERT_NEAR(c[row * (size.n + gap) + col], expected, 1e-6 * size.k)
          << size.m << "x" << size.n << "x" << size.k << " at " << row << ","
          << col;
    }
}

TEST_P(MatrixTest, MultiplyAddIsThreeLoops) {
  for (Size size : sizes)
    for (bool transposeA : {false, true})
      for (bool transposeB : {false, true})
        expectProduct(*GetParam().kernels, size, transposeA, transposeB);
}

TEST_P(MatrixTest, SumIsThatOfAll) {
  for (int64_t count : {0, 1, 17, 1800}) {
    std::vector<float> x = randomValues(count);
    double expected = std::accumulate(x.begin(), x.end(), 0.0);
    EXPECT_NEAR(GetParam().kernels->sum(count, x.data()), expected, 1e-3);
  }
}

// Training has the same bytes wherever its buffers lie.
TEST_P(MatrixTest, SumsDoNotDependOnAlignment) {
  std::mt19937 engine(5);
  std::normal_distribution<float> normal;
  constexpr int64_t count = 1003;
  std::vector<float> x(count), y(count), moved(count + 16);
  std::generate(x.begin(), x.end(), [&] { return normal(engine); });
  std::generate(y.begin(), y.end(), [&] { return normal(engine); });
  const MatrixKernels<float> &kernels = *GetParam().kernels;
  for (int64_t shift = 0; shift < 16; ++shift) {
    float *at = moved.data() + shift;
    std::copy(x.begin(), x.end(), at);
    EXPECT_EQ(kernels.sum(count, at), kernels.sum(count, x.data()));
    EXPECT_EQ(kernels.dot(count, at, y.data(), 1),
              kernels.dot(count, x.data(), y.data(), 1));
    for (int64_t rows : {1, 7}) {
      std::vector<float> here(rows * 11), there(rows * 11);
      int64_t depth = 1003 / 11;
      kernels.multiply({at, rows, depth, depth}, {y.data(), depth, 11, 11},
                       {there.data(), rows, 11, 11});
      kernels.multiply({x.data(), rows, depth, depth},
                       {y.data(), depth, 11, 11}, {here.data(), rows, 11, 11});
      EXPECT_EQ(there, here);
    }
  }
}

TEST_P(MatrixTest, AddScaledReadsWithStride) {
  for (int64_t stride : {1, 2, 5})
    for (int64_t count : {0, 1, 7, 64, 100}) {
      std::vector<float> x = randomValues(count * stride + 1);
      std::vector<float> y = randomValues(count + 1), before = y;
      GetParam().kernels->addScaled(count, 0.5f, x.data(), stride, y.data());
      for (int64_t i = 0; i < count; ++i)
        ASSERT_FLOAT_EQ(y[i], before[i] + 0.5f * x[i * stride]);
      ASSERT_EQ(y[count], before[count]);
    }
}

TEST_P(MatrixTest, PackedProductIsThreeLoops) {
  const MatrixKernels<float> &kernels = *GetParam().kernels;
  for (Size size : sizes)
    for (bool transposed : {false, true}) {
      std::vector<float> a = randomValues(size.m * size.k);
      std::vector<float> b = randomValues(size.k * size.n);
      std::vector<float> packed(packedSize(size.k, size.n));
      ConstMatrix<float> right = {b.data(), size.k, size.n, size.n};
      if (transposed)
        right = {b.data(), size.n, size.k, size.k, true};
      kernels.pack(right, packed.data());
      int64_t stride = size.n + 1; // the last column is not written
      std::vector<float> c = randomValues(size.m * stride), before = c;
      kernels.multiplyAddPacked({a.data(), size.m, size.k, size.k},
                                packed.data(),
                                {c.data(), size.m, size.n, stride});
      for (int64_t row = 0; row < size.m; ++row)
        for (int64_t col = 0; col < stride; ++col) {
          double expected = before[row * stride + col];
          for (int64_t i = 0; col < size.n && i < size.k; ++i)
            expected += double(a[row * size.k + i]) * at(right, i, col);
          ASSERT_NEAR(c[row * stride + col], expected, 1e-6 * size.k)
              << size.m << "x" << size.n << "x" << size.k << " at " << row
              << "," << col;
        }
    }
}

// @recurrent_host
TEST_P(MatrixTest, SigmoidAndTanhAreCloseToTheLibrary) {
  constexpr int64_t cols = 4003, stride = cols + 5;
  std::vector<float> x(2 * stride), y(2 * stride, 7);
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = (i % 2 ? 1 : -1) * std::pow(1.002f, float(i)) * 1e-4f;
  auto expectNear = [&](auto kernel, auto expected) {
    kernel({x.data(), 2, cols, stride}, {y.data(), 2, cols, stride});
    for (int64_t i = 0; i < 2 * stride; ++i)
      if (i % stride < cols)
        ASSERT_NEAR(y[i], expected(double(x[i])), 5e-7) << x[i];
      else
        ASSERT_EQ(y[i], 7);
  };
  expectNear(GetParam().kernels->sigmoid,
             [](double x) { return 1 / (1 + std::exp(-x)); });
  expectNear(GetParam().kernels->tanh, [](double x) { return std::tanh(x); });
}

INSTANTIATE_TEST_SUITE_P(Builds, MatrixTest,
                         testing::Values(baselineMatrixKernels(),
                                         avx2MatrixKernels(),
                                         avx512MatrixKernels()),
                         [](const auto &info) { return info.param.name; });

} // namespace
