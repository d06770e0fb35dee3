// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A product a tap. Weights are laid out tap by tap first.

#include "ConvolutionShifted.h"
#include "Columns.h"
#include "ConvolutionBias.h"

namespace ecg {

namespace {

/// Below so many channels products are too thin: columns are quicker.
constexpr int64_t manyChannels = 48;

/// The same of fewer outputs.
constexpr int64_t manyOutputs = 64;

/// Outputs at a time, so that all taps find them, and their inputs, in the
/// cache.
constexpr int64_t tileSize = 384;

/// Channels and taps of one call.
struct Sizes {
  int64_t rows, channels, taps, in, out;

  explicit Sizes(const ConvGeometry &geometry)
      : rows(geometry.outChannels), channels(geometry.inChannels),
        taps(geometry.spatial.taps()), in(geometry.spatial.inPlane()),
        out(geometry.spatial.outPlane()) {}

  int64_t tapSize() const { return rows * channels; }
};

/// Element (row, channel) of tap k of weights as a layer has them, and where it
/// is tap by tap.
template <typename Fn> void forEachWeight(const Sizes &sizes, Fn fn) {
  for (int64_t i = 0; i < sizes.tapSize(); ++i)
    for (int64_t k = 0; k < sizes.taps; ++k)
      fn(i * sizes.taps + k, k * sizes.tapSize() + i);
}

/// fn(tap, first input, first output, count) for all taps of all tiles.
template <typename Fn>
void forEachShift(const ConvGeometry &geometry, const Sizes &sizes, Fn fn) {
  const SpatialDim &width = geometry.spatial.width;
  for (int64_t begin = 0; begin < sizes.out; begin += tileSize)
    for (int64_t k = 0; k < sizes.taps; ++k) {
      OutputRange range = width.outputsOf(k);
      int64_t first = std::max(range.begin, begin);
      int64_t end = std::min({range.end, begin + tileSize, sizes.out});
      if (first < end)
        fn(k, width.inputOf(first, k), first, end - first);
    }
}

template <typename T>
const T *weightsByTap(const Sizes &sizes, const T *weights) {
  T *byTap = scratch<T, 0>(sizes.taps * sizes.tapSize());
  forEachWeight(sizes, [&](int64_t i, int64_t to) { byTap[to] = weights[i]; });
  return byTap;
}

} // namespace

bool isShifted(const ConvGeometry &geometry) {
  const SpatialGeometry &spatial = geometry.spatial;
  return geometry.batch == 1 && geometry.groups == 1 &&
         geometry.inChannels >= manyChannels &&
         geometry.outChannels >= manyChannels && spatial.height.in == 1 &&
         spatial.height.out == 1 && spatial.height.window.kernel == 1 &&
         spatial.width.window.stride == 1 && spatial.taps() > 1 &&
         spatial.outPlane() >= manyOutputs;
}

template <typename T>
void convolveShifted(const ConvGeometry &geometry, const ForwardCall<T> &call) {
  Sizes sizes(geometry);
  const T *weights = weightsByTap(sizes, call.inputs[1].data);
  const T *bias = call.inputs.size() > 2 ? call.inputs[2].data : nullptr;
  for (int64_t s = 0; s < call.samples; ++s) {
    const T *x = call.inputs[0].of(s);
    T *y = call.outputs[0].of(s);
    fillBias(geometry, bias, y);
    forEachShift(geometry, sizes,
                 [&](int64_t k, int64_t from, int64_t to, int64_t count) {
                   matrixKernels<T>().multiplyAdd(
                       {weights + k * sizes.tapSize(), sizes.rows,
                        sizes.channels, sizes.channels},
                       {x + from, sizes.channels, count, sizes.in},
                       {y + to, sizes.rows, count, sizes.out});
                 });
  }
}

template <typename T>
void backwardShifted(const ConvGeometry &geometry, const BackwardCall<T> &call,
                     BatchView<const T> grad) {
  const MatrixKernels<T> &kernels = matrixKernels<T>();
  Sizes sizes(geometry);
  const T *weights = weightsByTap(sizes, call.inputs[1].data);
  T *weightGrads = scratch<T, 1>(sizes.taps * sizes.tapSize());
  std::fill_n(weightGrads, sizes.taps * sizes.tapSize(), T(0));
  T *dbias = call.inputs.size() > 2 ? call.inputGrads[2].data : nullptr;
  T *dw = call.inputGrads[1].data;
  for (int64_t s = 0; s < call.samples; ++s) {
    const T *x = call.inputs[0].of(s), *dy = grad.of(s);
    T *dx = call.inputGrads[0] ? call.inputGrads[0].of(s) : nullptr;
    addBiasGradient(geometry, dy, dbias);
    forEachShift(geometry, sizes,
                 [&](int64_t k, int64_t from, int64_t to, int64_t count) {
                   ConstMatrix<T> part{dy + to, sizes.rows, count, sizes.out};
                   if (dw)
                     kernels.multiplyAdd(
                         part,
                         {x + from, sizes.channels, count, sizes.in, true},
                         {weightGrads + k * sizes.tapSize(), sizes.rows,
                          sizes.channels, sizes.channels});
                   if (dx)
                     kernels.multiplyAdd(
                         {weights + k * sizes.tapSize(), sizes.rows,
                          sizes.channels, sizes.channels, true},
                         part, {dx + from, sizes.channels, count, sizes.in});
                 });
  }
  if (dw)
    forEachWeight(sizes,
                  [&](int64_t i, int64_t at) { dw[i] += weightGrads[at]; });
}

template void convolveShifted(const ConvGeometry &, const ForwardCall<float> &);
template void convolveShifted(const ConvGeometry &,
                              const ForwardCall<double> &);
template void backwardShifted(const ConvGeometry &, const BackwardCall<float> &,
                              BatchView<const float>);
template void backwardShifted(const ConvGeometry &,
                              const BackwardCall<double> &,
                              BatchView<const double>);

} // namespace ecg
