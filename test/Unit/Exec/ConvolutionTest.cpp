// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolution against its definition over many geometries. Values of single
// layers, small enough to read, stand in test/Ops.

#include "Convolution.h"
#include <gtest/gtest.h>
#include <random>
#include <vector>

using namespace ecg;

namespace {

std::vector<float> randomValues(int64_t count, unsigned seed) {
  std::mt19937 engine(seed);
  std::uniform_int_distribution<int> uniform(-8, 8);
  std::vector<float> values(count);
  for (float &value : values)
    value = uniform(engine); // small integers: sums are exact in any order
  return values;
}

/// What one output element is by definition.
float outputAt(const ConvGeometry &g, const float *x, const float *w, int64_t n,
               int64_t o, int64_t row, int64_t col) {
  const SpatialDim &h = g.spatial.height, &v = g.spatial.width;
  float sum = 0;
  for (int64_t i = 0; i < g.inPerGroup(); ++i) {
    int64_t channel = o / g.outPerGroup() * g.inPerGroup() + i;
    const float *plane = x + (n * g.inChannels + channel) * g.spatial.inPlane();
    for (int64_t kh = 0; kh < h.window.kernel; ++kh)
      for (int64_t kw = 0; kw < v.window.kernel; ++kw) {
        int64_t r =
            row * h.window.stride + kh * h.window.dilation - h.window.padLow;
        int64_t c =
            col * v.window.stride + kw * v.window.dilation - v.window.padLow;
        if (r >= 0 && r < h.in && c >= 0 && c < v.in)
          sum += plane[r * v.in + c] *
                 w[(o * g.inPerGroup() + i) * g.spatial.taps() +
                   kh * v.window.kernel + kw];
      }
  }
  return sum;
}

void expectConvolution(int64_t batch, int64_t in, int64_t out, int64_t groups,
                       SpatialDim height, SpatialDim width) {
  height.out = *height.window.countOver(height.in);
  width.out = *width.window.countOver(width.in);
  ConvGeometry g{batch, in, out, groups, {height, width}};
  auto x = randomValues(batch * in * g.spatial.inPlane(), 1);
  auto w = randomValues(out * g.inPerGroup() * g.spatial.taps(), 2);
  auto b = randomValues(out, 3);
  std::vector<float> y(batch * out * g.spatial.outPlane());
  BatchView<const float> inputs[] = {
      {x.data(), {}}, {w.data(), {}}, {b.data(), {}}};
  BatchView<float> output = {y.data(), {}};
  convolve<float>(g, {1, inputs, output});
  const float *actual = y.data();
  for (int64_t n = 0; n < batch; ++n)
    for (int64_t o = 0; o < out; ++o)
      for (int64_t row = 0; row < height.out; ++row)
        for (int64_t col = 0; col < width.out; ++col)
          ASSERT_EQ(*actual++,
                    b[o] + outputAt(g, x.data(), w.data(), n, o, row, col))
              << "sample " << n << " channel " << o << " at " << row << ","
              << col;
}

SpatialDim dim(int64_t in, int64_t kernel, int64_t stride, int64_t padLow,
               int64_t padHigh, int64_t dilation) {
  return {in, 0, {kernel, stride, padLow, padHigh, dilation}};
}

TEST(Convolution, LineOfEveryGeometry) {
  for (int64_t kernel : {1, 2, 5})
    for (int64_t stride : {1, 2, 3})
      for (int64_t pad : {0, 1, 6})
        for (int64_t dilation : {1, 2})
          for (int64_t groups : {1, 2, 4})
            expectConvolution(2, 4, 8, groups, SpatialDim(),
                              dim(13, kernel, stride, pad, pad / 2, dilation));
}

TEST(Convolution, PlaneOfEveryGeometry) {
  for (int64_t kernel : {1, 3})
    for (int64_t stride : {1, 2})
      for (int64_t pad : {0, 2})
        for (int64_t groups : {1, 3})
          expectConvolution(2, 3, 6, groups, dim(5, kernel, stride, pad, 1, 2),
                            dim(7, 2, 1, 0, pad, stride));
}

TEST(Convolution, Depthwise) {
  expectConvolution(2, 5, 5, 5, dim(6, 3, 2, 1, 1, 1), dim(9, 3, 2, 0, 1, 1));
}

// Columns are unfolded in tiles; one ends within a row and within the padding.
TEST(Convolution, MoreThanOneTile) {
  expectConvolution(1, 128, 2, 1, SpatialDim(), dim(301, 16, 1, 7, 8, 1));
  expectConvolution(1, 128, 2, 1, dim(9, 5, 1, 2, 2, 1),
                    dim(37, 5, 1, 2, 2, 1));
  // Shifted inputs instead of columns.
  expectConvolution(1, 48, 50, 1, SpatialDim(), dim(801, 3, 1, 2, 0, 2));
}

} // namespace
