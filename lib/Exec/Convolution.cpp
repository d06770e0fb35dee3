// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolution as the product of the weights with a matrix whose columns are the
// windows of the input. The columns are made a tile at a time, so that they
// stay in the cache.

#include "Convolution.h"
#include "Matrix.h"
#include <algorithm>
#include <vector>

namespace ecg {

ConvGeometry ConvGeometry::get(llvm::ArrayRef<Window> windows, int64_t groups,
                               llvm::ArrayRef<int64_t> in,
                               llvm::ArrayRef<int64_t> out) {
  return {in[0], in[1], out[1], groups,
          SpatialGeometry::get(windows, in.drop_front(2), out.drop_front(2))};
}

namespace {

/// Floats of one tile of columns: half of a common second-level cache.
constexpr int64_t tileFloats = 64 * 1024;

/// Writes what tap (kh, kw) reads for the outputs `tile` of one plane.
void unfoldTap(const SpatialGeometry &spatial, const float *x, int64_t kh,
               int64_t kw, OutputRange tile, float *columns) {
  const SpatialDim &height = spatial.height, &width = spatial.width;
  std::fill_n(columns, tile.size(), 0.0f);
  OutputRange rows = height.outputsOf(kh), cols = width.outputsOf(kw);
  int64_t firstRow = std::max(rows.begin, tile.begin / width.out);
  int64_t lastRow = std::min(rows.end - 1, (tile.end - 1) / width.out);
  for (int64_t row = firstRow; row <= lastRow; ++row) {
    int64_t start = row * width.out; // output index of the row's first column
    int64_t begin = std::max(cols.begin, tile.begin - start);
    int64_t end = std::min(cols.end, tile.end - start);
    const float *line = x + height.inputOf(row, kh) * width.in;
    int64_t stride = width.window.stride;
    float *to = columns + start - tile.begin;
    if (stride == 1 && begin < end)
      std::copy_n(line + width.inputOf(begin, kw), end - begin, to + begin);
    else
      for (int64_t col = begin; col < end; ++col)
        to[col] = line[width.inputOf(col, kw)];
  }
}

/// The windows of outputs `tile` as columns; rows are channels, then taps, the
/// order of the weights.
void unfold(const SpatialGeometry &spatial, const float *x, int64_t channels,
            OutputRange tile, float *columns) {
  for (int64_t c = 0; c < channels; ++c, x += spatial.inPlane())
    for (int64_t kh = 0; kh < spatial.height.window.kernel; ++kh)
      for (int64_t kw = 0; kw < spatial.width.window.kernel; ++kw) {
        unfoldTap(spatial, x, kh, kw, tile, columns);
        columns += tile.size();
      }
}

/// True when the windows of the input are the input itself.
bool isPointwise(const SpatialDim &dim) {
  return dim.window.kernel == 1 && dim.window.stride == 1 && dim.in == dim.out;
}

/// One group of one sample; y already holds the bias.
void convolveGroup(const ConvGeometry &geometry, const float *x, const float *w,
                   float *y) {
  const SpatialGeometry &spatial = geometry.spatial;
  const MatrixKernels &kernels = matrixKernels();
  int64_t depth = geometry.inPerGroup() * spatial.taps();
  int64_t outputs = spatial.outPlane();
  ConstMatrix weights{w, geometry.outPerGroup(), depth, depth};
  if (isPointwise(spatial.height) && isPointwise(spatial.width)) {
    kernels.multiplyAdd(weights, {x, depth, outputs, outputs},
                        {y, weights.rows, outputs, outputs});
    return;
  }
  // Kept by the thread, as every convolution of every run needs it.
  static thread_local std::vector<float> columns;
  int64_t tileSize =
      std::min(outputs, std::max<int64_t>(tileFloats / depth, 64));
  columns.resize(std::max<size_t>(columns.size(), tileSize * depth));
  for (int64_t begin = 0; begin < outputs; begin += tileSize) {
    OutputRange tile{begin, std::min(begin + tileSize, outputs)};
    unfold(spatial, x, geometry.inPerGroup(), tile, columns.data());
    kernels.multiplyAdd(weights,
                        {columns.data(), depth, tile.size(), tile.size()},
                        {y + begin, weights.rows, tile.size(), outputs});
  }
}

/// A group with one output channel (depthwise): a product with one row would
/// spend its time on unfolding, so the taps are added directly.
void convolveSingle(const ConvGeometry &geometry, const float *x,
                    const float *w, float *y) {
  const SpatialGeometry &spatial = geometry.spatial;
  const MatrixKernels &kernels = matrixKernels();
  for (int64_t c = 0; c < geometry.inPerGroup(); ++c) {
    spatial.forEachRun(
        [&](int64_t tap, int64_t input, int64_t output, int64_t count) {
          kernels.addScaled(count, w[tap], x + input,
                            spatial.width.window.stride, y + output);
        });
    x += spatial.inPlane();
    w += spatial.taps();
  }
}

} // namespace

void convolve(const ConvGeometry &geometry,
              llvm::ArrayRef<ConstTensorView> operands, TensorView result) {
  const float *x = operands[0].data, *w = operands[1].data;
  const float *bias = operands.size() > 2 ? operands[2].data : nullptr;
  float *y = result.data;
  int64_t outputs = geometry.spatial.outPlane();
  auto group = geometry.outPerGroup() == 1 ? convolveSingle : convolveGroup;
  for (int64_t n = 0; n < geometry.batch; ++n) {
    for (int64_t c = 0; c < geometry.outChannels; ++c)
      std::fill_n(y + c * outputs, outputs, bias ? bias[c] : 0.0f);
    for (int64_t g = 0; g < geometry.groups; ++g) {
      group(geometry, x,
            w + g * geometry.outPerGroup() * geometry.inPerGroup() *
                    geometry.spatial.taps(),
            y);
      x += geometry.inPerGroup() * geometry.spatial.inPlane();
      y += geometry.outPerGroup() * outputs;
    }
  }
}

} // namespace ecg
