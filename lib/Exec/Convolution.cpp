// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolution as the product of the weights with a matrix whose columns are the
// windows of the input, and its gradients as the two products that belong to
// it. The columns are made a tile at a time, so that they stay in the cache.

#include "Convolution.h"
#include "Columns.h"
#include "ConvolutionBias.h"
#include "ConvolutionShifted.h"
#include "ConvolutionTogether.h"
#include "Matrix.h"
#include "Phases.h"
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

/// Values of one tile of columns: half of a second-level cache of 1 MiB.
constexpr int64_t tileValues = 128 * 1024;

/// Columns that a product takes at a time; what is no multiple leaves a rest.
constexpr int64_t productWidth = 48;

/// True when the windows of the input are the input itself.
bool isPointwise(const SpatialDim &dim) {
  return dim.window.kernel == 1 && dim.window.stride == 1 && dim.in == dim.out;
}
bool isPointwise(const SpatialGeometry &spatial) {
  return isPointwise(spatial.height) && isPointwise(spatial.width);
}

int64_t tileSizeFor(int64_t depth, int64_t outputs) {
  int64_t fitting = std::max(tileValues / depth, 2 * productWidth);
  return std::min(outputs, fitting / productWidth * productWidth);
}

/// fn(tile) for the outputs of a plane, a tile at a time.
template <typename Fn> void forEachTile(int64_t depth, int64_t outputs, Fn fn) {
  int64_t size = tileSizeFor(depth, outputs);
  for (int64_t begin = 0; begin < outputs; begin += size)
    fn(OutputRange{begin, std::min(begin + size, outputs)});
}

/// One group of one sample; y already holds the bias.
template <typename T>
void convolveGroup(const ConvGeometry &geometry, const Columns &windows,
                   const T *x, const T *w, T *y) {
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
    windows.unfold(x, geometry.inPerGroup(), tile, columns);
    kernels.multiplyAdd(weights, {columns, depth, tile.size(), tile.size()},
                        {y + tile.begin, weights.rows, tile.size(), outputs});
  });
}

/// Depthwise: a product with one row would spend its time on making columns.
/// (First layers, few taps over long signals, are quicker by columns.)
bool isDirect(const ConvGeometry &geometry) {
  return geometry.outPerGroup() == 1;
}

/// One group of one sample, tap by tap; y already holds the bias.
template <typename T>
void convolveDirect(const ConvGeometry &geometry, const Columns &, const T *x,
                    const T *w, T *y) {
  const SpatialGeometry &spatial = geometry.spatial;
  int64_t depth = geometry.inPerGroup() * spatial.taps();
  Phases<T> plane(spatial);
  for (int64_t c = 0; c < geometry.inPerGroup(); ++c) {
    plane.read(x + c * spatial.inPlane());
    for (int64_t o = 0; o < geometry.outPerGroup(); ++o)
      spatial.forEachRun(
          [&](int64_t tap, int64_t input, int64_t output, int64_t count) {
            matrixKernels<T>().addScaled(
                count, w[o * depth + c * spatial.taps() + tap], plane.at(input),
                1, y + o * spatial.outPlane() + output);
          });
  }
}

/// Gradients of one group of one sample: dw += dy * columns^T and, through the
/// columns, dx += w^T * dy. dx or dw may be null.
template <typename T>
void groupBackward(const ConvGeometry &geometry, const Columns &windows,
                   const T *x, const T *w, const T *dy, T *dx, T *dw) {
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
        windows.unfold(x, channels, tile, unfolded);
        columns = unfolded;
      }
      kernels.multiplyAdd(grad, {columns, depth, size, stride, true},
                          {dw, rows, depth, depth});
    }
    if (!dx)
      return;
    if (pointwise)
      return kernels.multiplyAdd({w, rows, depth, depth, true}, grad,
                                 {dx + tile.begin, depth, size, stride});
    T *columns = scratch<T, 1>(scratchSize);
    kernels.multiply({w, rows, depth, depth, true}, grad,
                     {columns, depth, size, stride});
    windows.fold(columns, channels, tile, dx);
  };
  forEachTile(depth, outputs, backwardTile);
}

/// The same, tap by tap.
template <typename T>
void directBackward(const ConvGeometry &geometry, const Columns &, const T *x,
                    const T *w, const T *dy, T *dx, T *dw) {
  const SpatialGeometry &spatial = geometry.spatial;
  const MatrixKernels<T> &kernels = matrixKernels<T>();
  int64_t depth = geometry.inPerGroup() * spatial.taps();
  Phases<T> from(spatial), to(spatial);
  for (int64_t c = 0; c < geometry.inPerGroup(); ++c) {
    from.read(x + c * spatial.inPlane());
    if (dx)
      to.clear(dx + c * spatial.inPlane());
    for (int64_t o = 0; o < geometry.outPerGroup(); ++o) {
      int64_t weights = o * depth + c * spatial.taps();
      const T *grad = dy + o * spatial.outPlane();
      spatial.forEachRun(
          [&](int64_t tap, int64_t input, int64_t output, int64_t count) {
            if (dw)
              dw[weights + tap] +=
                  kernels.dot(count, grad + output, from.at(input), 1);
            if (dx)
              kernels.addScaled(count, w[weights + tap], grad + output, 1,
                                to.at(input));
          });
    }
    if (dx)
      to.addTo(dx + c * spatial.inPlane());
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
  auto group = isDirect(geometry) ? convolveDirect<T> : convolveGroup<T>;
  if (isTogether(geometry, call.samples))
    return convolveTogether(geometry, call);
  if (isShifted(geometry))
    return convolveShifted(geometry, call);
  Columns windows(geometry.spatial);
  for (int64_t s = 0; s < call.samples; ++s) {
    const T *x = call.inputs[0].of(s), *w = call.inputs[1].of(s);
    T *y = call.outputs[0].of(s);
    fillBias(geometry, bias, y);
    forEachGroup(geometry, [&](int64_t atX, int64_t atW, int64_t atY) {
      group(geometry, windows, x + atX, w + atW, y + atY);
    });
  }
}

template <typename T>
void convolveBackward(const ConvGeometry &geometry, const BackwardCall<T> &call,
                      BatchView<const T> grad) {
  T *dbias = call.inputs.size() > 2 ? call.inputGrads[2].data : nullptr;
  auto group = isDirect(geometry) ? directBackward<T> : groupBackward<T>;
  if (isTogether(geometry, call.samples))
    return backwardTogether(geometry, call, grad);
  if (isShifted(geometry))
    return backwardShifted(geometry, call, grad);
  Columns windows(geometry.spatial);
  for (int64_t s = 0; s < call.samples; ++s) {
    const T *x = call.inputs[0].of(s), *w = call.inputs[1].of(s);
    const T *dy = grad.of(s);
    T *dx = call.inputGrads[0] ? call.inputGrads[0].of(s) : nullptr;
    T *dw = call.inputGrads[1].of(s);
    addBiasGradient(geometry, dy, dbias);
    forEachGroup(geometry, [&](int64_t atX, int64_t atW, int64_t atY) {
      group(geometry, windows, x + atX, w + atW, dy + atY,
            dx ? dx + atX : nullptr, dw ? dw + atW : nullptr);
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
