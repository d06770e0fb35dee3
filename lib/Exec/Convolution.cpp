// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolution as the product of the weights with a matrix whose columns are the
// windows of the input, and its gradients as the two products that belong to
// it. The columns are made a tile at a time, so that they stay in the cache.

#include "Convolution.h"
#include "Matrix.h"
#include <algorithm>
#include <numeric>
#include <vector>

namespace ecg {

ConvGeometry ConvGeometry::get(llvm::ArrayRef<Window> windows, int64_t groups,
                               llvm::ArrayRef<int64_t> in,
                               llvm::ArrayRef<int64_t> out) {
  return {in[0], in[1], out[1], groups,
          SpatialGeometry::get(windows, in.drop_front(2), out.drop_front(2))};
}

namespace {

/// Values of one tile of columns: half of a common second-level cache.
constexpr int64_t tileValues = 64 * 1024;

/// fn(input offset, place in the tile, count, stride) for the runs of what tap
/// (kh, kw) reads for the outputs `tile` of one plane.
template <typename Fn>
void forEachRunOfTap(const SpatialGeometry &spatial, int64_t kh, int64_t kw,
                     OutputRange tile, Fn fn) {
  const SpatialDim &height = spatial.height, &width = spatial.width;
  OutputRange rows = height.outputsOf(kh), cols = width.outputsOf(kw);
  int64_t firstRow = std::max(rows.begin, tile.begin / width.out);
  int64_t lastRow = std::min(rows.end - 1, (tile.end - 1) / width.out);
  for (int64_t row = firstRow; row <= lastRow; ++row) {
    int64_t start = row * width.out; // output index of the row's first column
    int64_t begin = std::max(cols.begin, tile.begin - start);
    int64_t end = std::min(cols.end, tile.end - start);
    if (begin < end)
      fn(height.inputOf(row, kh) * width.in + width.inputOf(begin, kw),
         start - tile.begin + begin, end - begin, width.window.stride);
  }
}

/// fn(plane, kh, kw, row) for every row of the columns: channels, then taps,
/// the order of the weights.
template <typename Fn>
void forEachRow(const SpatialGeometry &spatial, int64_t channels, Fn fn) {
  int64_t row = 0;
  for (int64_t c = 0; c < channels; ++c)
    for (int64_t kh = 0; kh < spatial.height.window.kernel; ++kh)
      for (int64_t kw = 0; kw < spatial.width.window.kernel; ++kw)
        fn(c * spatial.inPlane(), kh, kw, row++);
}

/// The windows of outputs `tile` as columns.
template <typename T>
void unfold(const SpatialGeometry &spatial, const T *x, int64_t channels,
            OutputRange tile, T *columns) {
  forEachRow(spatial, channels,
             [&](int64_t plane, int64_t kh, int64_t kw, int64_t row) {
               T *to = columns + row * tile.size();
               std::fill_n(to, tile.size(), T(0));
               forEachRunOfTap(spatial, kh, kw, tile,
                               [&](int64_t from, int64_t place, int64_t count,
                                   int64_t stride) {
                                 const T *line = x + plane + from;
                                 if (stride == 1)
                                   std::copy_n(line, count, to + place);
                                 else
                                   for (int64_t i = 0; i < count; ++i)
                                     to[place + i] = line[i * stride];
                               });
             });
}

/// Adds columns back to where they were read.
template <typename T>
void fold(const SpatialGeometry &spatial, const T *columns, int64_t channels,
          OutputRange tile, T *x) {
  const MatrixKernels<T> &kernels = matrixKernels<T>();
  forEachRow(spatial, channels,
             [&](int64_t plane, int64_t kh, int64_t kw, int64_t row) {
               const T *from = columns + row * tile.size();
               forEachRunOfTap(spatial, kh, kw, tile,
                               [&](int64_t to, int64_t place, int64_t count,
                                   int64_t stride) {
                                 kernels.scatterScaled(count, T(1),
                                                       from + place,
                                                       x + plane + to, stride);
                               });
             });
}

/// True when the windows of the input are the input itself.
bool isPointwise(const SpatialDim &dim) {
  return dim.window.kernel == 1 && dim.window.stride == 1 && dim.in == dim.out;
}
bool isPointwise(const SpatialGeometry &spatial) {
  return isPointwise(spatial.height) && isPointwise(spatial.width);
}

/// Scratch that a thread keeps, as every convolution of every run needs it.
template <typename T, int which> T *scratch(int64_t size) {
  static thread_local std::vector<T> values;
  values.resize(std::max<size_t>(values.size(), size));
  return values.data();
}

int64_t tileSizeFor(int64_t depth, int64_t outputs) {
  return std::min(outputs, std::max<int64_t>(tileValues / depth, 64));
}

/// fn(tile) for the outputs of a plane, a tile at a time.
template <typename Fn> void forEachTile(int64_t depth, int64_t outputs, Fn fn) {
  int64_t size = tileSizeFor(depth, outputs);
  for (int64_t begin = 0; begin < outputs; begin += size)
    fn(OutputRange{begin, std::min(begin + size, outputs)});
}

/// One group of one sample; y already holds the bias.
template <typename T>
void convolveGroup(const ConvGeometry &geometry, const T *x, const T *w, T *y) {
  const SpatialGeometry &spatial = geometry.spatial;
  const MatrixKernels<T> &kernels = matrixKernels<T>();
  int64_t depth = geometry.inPerGroup() * spatial.taps();
  int64_t outputs = spatial.outPlane();
  ConstMatrix<T> weights{w, geometry.outPerGroup(), depth, depth};
  if (isPointwise(spatial))
    return kernels.multiplyAdd(weights, {x, depth, outputs, outputs},
                               {y, weights.rows, outputs, outputs});
  T *columns = scratch<T, 0>(tileSizeFor(depth, outputs) * depth);
  forEachTile(depth, outputs, [&](OutputRange tile) {
    unfold(spatial, x, geometry.inPerGroup(), tile, columns);
    kernels.multiplyAdd(weights, {columns, depth, tile.size(), tile.size()},
                        {y + tile.begin, weights.rows, tile.size(), outputs});
  });
}

/// A group with one output channel (depthwise): a product with one row would
/// spend its time on unfolding, so the taps are added directly.
template <typename T>
void convolveSingle(const ConvGeometry &geometry, const T *x, const T *w,
                    T *y) {
  const SpatialGeometry &spatial = geometry.spatial;
  for (int64_t c = 0; c < geometry.inPerGroup(); ++c) {
    spatial.forEachRun(
        [&](int64_t tap, int64_t input, int64_t output, int64_t count) {
          matrixKernels<T>().addScaled(count, w[tap], x + input,
                                       spatial.width.window.stride, y + output);
        });
    x += spatial.inPlane();
    w += spatial.taps();
  }
}

/// Gradients of one group of one sample: dw += dy * columns^T and, through the
/// columns, dx += w^T * dy. dx or dw may be null.
template <typename T>
void groupBackward(const ConvGeometry &geometry, const T *x, const T *w,
                   const T *dy, T *dx, T *dw) {
  const SpatialGeometry &spatial = geometry.spatial;
  const MatrixKernels<T> &kernels = matrixKernels<T>();
  int64_t channels = geometry.inPerGroup(), rows = geometry.outPerGroup();
  int64_t depth = channels * spatial.taps(), outputs = spatial.outPlane();
  bool pointwise = isPointwise(spatial);
  int64_t scratchSize = tileSizeFor(depth, outputs) * depth;
  auto backwardTile = [&](OutputRange tile) {
    int64_t size = tile.size(), stride = pointwise ? outputs : size;
    ConstMatrix<T> grad{dy + tile.begin, rows, size, outputs};
    if (dw) {
      const T *columns = x + tile.begin;
      if (!pointwise) {
        T *unfolded = scratch<T, 0>(scratchSize);
        unfold(spatial, x, channels, tile, unfolded);
        columns = unfolded;
      }
      kernels.multiplyAdd(grad, {columns, depth, size, stride, true},
                          {dw, rows, depth, depth});
    }
    if (!dx)
      return;
    T *columns = dx + tile.begin;
    if (!pointwise) {
      columns = scratch<T, 1>(scratchSize);
      std::fill_n(columns, size * depth, T(0));
    }
    kernels.multiplyAdd({w, rows, depth, depth, true}, grad,
                        {columns, depth, size, stride});
    if (!pointwise)
      fold(spatial, columns, channels, tile, dx);
  };
  forEachTile(depth, outputs, backwardTile);
}

/// The same for a group with one output channel.
template <typename T>
void singleBackward(const ConvGeometry &geometry, const T *x, const T *w,
                    const T *dy, T *dx, T *dw) {
  const SpatialGeometry &spatial = geometry.spatial;
  const MatrixKernels<T> &kernels = matrixKernels<T>();
  int64_t stride = spatial.width.window.stride;
  for (int64_t c = 0; c < geometry.inPerGroup(); ++c) {
    int64_t plane = c * spatial.inPlane(), taps = c * spatial.taps();
    spatial.forEachRun(
        [&](int64_t tap, int64_t input, int64_t output, int64_t count) {
          if (dw)
            dw[taps + tap] +=
                kernels.dot(count, dy + output, x + plane + input, stride);
          if (dx)
            kernels.scatterScaled(count, w[taps + tap], dy + output,
                                  dx + plane + input, stride);
        });
  }
}

/// fn(offset in x, offset in w, offset in y) of every group of every row of a
/// sample.
template <typename Fn> void forEachGroup(const ConvGeometry &geometry, Fn fn) {
  const SpatialGeometry &spatial = geometry.spatial;
  int64_t x = 0, y = 0;
  for (int64_t n = 0; n < geometry.batch; ++n)
    for (int64_t g = 0; g < geometry.groups; ++g) {
      fn(x, g * geometry.outPerGroup() * geometry.inPerGroup() * spatial.taps(),
         y);
      x += geometry.inPerGroup() * spatial.inPlane();
      y += geometry.outPerGroup() * spatial.outPlane();
    }
}

} // namespace

template <typename T>
void convolve(const ConvGeometry &geometry, const ForwardCall<T> &call) {
  const T *bias = call.inputs.size() > 2 ? call.inputs[2].data : nullptr;
  int64_t outputs = geometry.spatial.outPlane();
  auto group =
      geometry.outPerGroup() == 1 ? convolveSingle<T> : convolveGroup<T>;
  for (int64_t s = 0; s < call.samples; ++s) {
    const T *x = call.inputs[0].of(s), *w = call.inputs[1].of(s);
    T *y = call.outputs[0].of(s);
    for (int64_t c = 0; c < geometry.batch * geometry.outChannels; ++c)
      std::fill_n(y + c * outputs, outputs,
                  bias ? bias[c % geometry.outChannels] : T(0));
    forEachGroup(geometry, [&](int64_t atX, int64_t atW, int64_t atY) {
      group(geometry, x + atX, w + atW, y + atY);
    });
  }
}

template <typename T>
void convolveBackward(const ConvGeometry &geometry, const BackwardCall<T> &call,
                      BatchView<const T> grad) {
  T *dbias = call.inputs.size() > 2 ? call.inputGrads[2].data : nullptr;
  int64_t outputs = geometry.spatial.outPlane();
  auto group =
      geometry.outPerGroup() == 1 ? singleBackward<T> : groupBackward<T>;
  for (int64_t s = 0; s < call.samples; ++s) {
    const T *x = call.inputs[0].of(s), *w = call.inputs[1].of(s);
    const T *dy = grad.of(s);
    T *dx = call.inputGrads[0].of(s), *dw = call.inputGrads[1].of(s);
    if (dbias)
      for (int64_t c = 0; c < geometry.batch * geometry.outChannels; ++c)
        dbias[c % geometry.outChannels] +=
            std::accumulate(dy + c * outputs, dy + (c + 1) * outputs, T(0));
    forEachGroup(geometry, [&](int64_t atX, int64_t atW, int64_t atY) {
      group(geometry, x + atX, w + atW, dy + atY, dx ? dx + atX : nullptr,
            dw ? dw + atW : nullptr);
    });
  }
}

template void convolve(const ConvGeometry &, const ForwardCall<float> &);
template void convolve(const ConvGeometry &, const ForwardCall<double> &);
template void convolveBackward(const ConvGeometry &,
                               const BackwardCall<float> &,
                               BatchView<const float>);
template void convolveBackward(const ConvGeometry &,
                               const BackwardCall<double> &,
                               BatchView<const double>);

} // namespace ecg
