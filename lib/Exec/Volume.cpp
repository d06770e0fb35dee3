// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolution of volumes. Tensors are copied to have the depth outermost, so
// that each tap along it is a convolution of planes.

#include "Volume.h"
#include <numeric>

using llvm::ArrayRef;

namespace ecg {

namespace {

/// Tensors of rows x depth x plane as depth slices of rows x plane.
template <typename T> struct Slices {
  int64_t rows, depth, plane;
  std::vector<T> values;

  Slices(int64_t rows, int64_t depth, int64_t plane)
      : rows(rows), depth(depth), plane(plane), values(rows * depth * plane) {}

  int64_t size() const { return rows * plane; }
  T *of(int64_t d) { return values.data() + d * size(); }
  BatchView<T> view(int64_t d) { return {of(d), {}, 0}; }
  BatchView<const T> constView(int64_t d) { return {of(d), {}, 0}; }

  /// fn(element of the slices, element of the tensor, count)
  template <typename Fn> void forEachPlane(Fn fn) const {
    for (int64_t d = 0; d < depth; ++d)
      for (int64_t row = 0; row < rows; ++row)
        fn(d * size() + row * plane, (row * depth + d) * plane, plane);
  }

  void read(const T *tensor) {
    forEachPlane([&](int64_t to, int64_t from, int64_t count) {
      std::copy_n(tensor + from, count, values.data() + to);
    });
  }

  void addTo(T *tensor) const {
    forEachPlane([&](int64_t from, int64_t to, int64_t count) {
      for (int64_t i = 0; i < count; ++i)
        tensor[to + i] += values[from + i];
    });
  }

  void clear() { std::fill(values.begin(), values.end(), T(0)); }
};

template <typename T> Slices<T> inputSlices(const VolumeGeometry &geometry) {
  const ConvGeometry &plane = geometry.plane;
  return {plane.batch * plane.inChannels, geometry.depth.in,
          plane.spatial.inPlane()};
}
template <typename T> Slices<T> weightSlices(const VolumeGeometry &geometry) {
  const ConvGeometry &plane = geometry.plane;
  return {plane.outChannels * plane.inPerGroup(), geometry.depth.window.kernel,
          plane.spatial.taps()};
}
template <typename T> Slices<T> resultSlices(const VolumeGeometry &geometry) {
  const ConvGeometry &plane = geometry.plane;
  return {plane.batch * plane.outChannels, geometry.depth.out,
          plane.spatial.outPlane()};
}

/// fn(tap, input slice, output slice) for all that belong together.
template <typename Fn> void forEachSlice(const SpatialDim &depth, Fn fn) {
  for (int64_t tap = 0; tap < depth.window.kernel; ++tap) {
    OutputRange range = depth.outputsOf(tap);
    for (int64_t out = range.begin; out < range.end; ++out)
      fn(tap, depth.inputOf(out, tap), out);
  }
}

/// fn(channel, offset of its plane) for every plane of all samples.
template <typename View, typename Fn>
void forEachChannel(const View &view, int64_t samples, Fn fn) {
  int64_t channels = view.shape[1], planes = view.shape[0] * channels;
  int64_t size = view.size() / planes;
  for (int64_t plane = 0; plane < samples * planes; ++plane)
    fn(plane % channels, plane * size, size);
}

} // namespace

VolumeGeometry VolumeGeometry::get(const Windows &windows, int64_t groups,
                                   ArrayRef<int64_t> in,
                                   ArrayRef<int64_t> out) {
  if (windows.size() < 3)
    return {SpatialDim(), ConvGeometry::get(windows, groups, in, out)};
  auto planeOf = [](ArrayRef<int64_t> shape) {
    return llvm::SmallVector<int64_t>{shape[0], shape[1], shape[3], shape[4]};
  };
  return {SpatialDim{in[2], out[2], windows[0]},
          ConvGeometry::get(ArrayRef(windows).drop_front(), groups, planeOf(in),
                            planeOf(out))};
}

template <typename T>
void convolveVolume(const VolumeGeometry &geometry,
                    const ForwardCall<T> &call) {
  if (!geometry.hasDepth())
    return convolve(geometry.plane, call);
  Slices<T> x = inputSlices<T>(geometry), w = weightSlices<T>(geometry);
  Slices<T> y = resultSlices<T>(geometry);
  std::vector<T> part(y.size()); // of one tap
  BatchView<T> partView{part.data(), {}, 0};
  w.read(call.inputs[1].data);
  for (int64_t s = 0; s < call.samples; ++s) {
    x.read(call.inputs[0].of(s));
    y.clear();
    forEachSlice(geometry.depth, [&](int64_t tap, int64_t in, int64_t out) {
      BatchView<const T> inputs[] = {x.constView(in), w.constView(tap)};
      convolve(geometry.plane, ForwardCall<T>{1, inputs, partView});
      std::transform(part.begin(), part.end(), y.of(out), y.of(out),
                     std::plus<T>());
    });
    std::fill_n(call.outputs[0].of(s), y.values.size(), T(0));
    y.addTo(call.outputs[0].of(s));
  }
}

template <typename T>
void convolveVolumeBackward(const VolumeGeometry &geometry,
                            const BackwardCall<T> &call,
                            BatchView<const T> grad) {
  if (!geometry.hasDepth())
    return convolveBackward(geometry.plane, call, grad);
  BatchView<T> dxView = call.inputGrads[0], dwView = call.inputGrads[1];
  Slices<T> x = inputSlices<T>(geometry), w = weightSlices<T>(geometry);
  Slices<T> dy = resultSlices<T>(geometry), dx = x, dw = w;
  w.read(call.inputs[1].data);
  for (int64_t s = 0; s < call.samples; ++s) {
    x.read(call.inputs[0].of(s));
    dy.read(grad.of(s));
    dx.clear();
    forEachSlice(geometry.depth, [&](int64_t tap, int64_t in, int64_t out) {
      BatchView<const T> inputs[] = {x.constView(in), w.constView(tap)};
      BatchView<T> grads[] = {dxView ? dx.view(in) : BatchView<T>(),
                              dwView ? dw.view(tap) : BatchView<T>()};
      convolveBackward(geometry.plane,
                       BackwardCall<T>{1, inputs, {}, {}, grads},
                       dy.constView(out));
    });
    if (dxView)
      dx.addTo(dxView.of(s));
  }
  if (dwView)
    dw.addTo(dwView.data);
}

template <typename T>
void addBias(const T *bias, BatchView<T> y, int64_t samples) {
  if (bias)
    forEachChannel(y, samples, [&](int64_t c, int64_t at, int64_t size) {
      for (int64_t i = 0; i < size; ++i)
        y.data[at + i] += bias[c];
    });
}

template <typename T>
void addBiasGrad(BatchView<const T> grad, int64_t samples, T *dbias) {
  if (dbias)
    forEachChannel(grad, samples, [&](int64_t c, int64_t at, int64_t size) {
      const T *dy = grad.data + at;
      dbias[c] += std::accumulate(dy, dy + size, T(0));
    });
}

#define ECG_INSTANTIATE(T)                                                     \
  template void convolveVolume(const VolumeGeometry &,                         \
                               const ForwardCall<T> &);                        \
  template void convolveVolumeBackward(                                        \
      const VolumeGeometry &, const BackwardCall<T> &, BatchView<const T>);    \
  template void addBias(const T *, BatchView<T>, int64_t);                     \
  template void addBiasGrad(BatchView<const T>, int64_t, T *);
ECG_INSTANTIATE(float)
ECG_INSTANTIATE(double)
#undef ECG_INSTANTIATE

} // namespace ecg
