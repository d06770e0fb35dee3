// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Max pooling.

#include "../Phases.h"
#include "Ops.h"
#include "ecg/IR/Windows.h"
#include <limits>

using namespace mlir;
using namespace ecg;

namespace {

SpatialGeometry geometryOf(MaxPoolOp layer, ArrayRef<int64_t> in,
                           ArrayRef<int64_t> out) {
  return SpatialGeometry::get(getWindows(layer), in.drop_front(2),
                              out.drop_front(2));
}

/// What one tap reads for neighbouring outputs: a run of a phase.
struct Run {
  int64_t tap, place, output, count;
};

/// The windows of one plane, the same for all of them.
template <typename T> struct Pool {
  SpatialGeometry spatial;
  int64_t planes;

  template <typename Call>
  Pool(MaxPoolOp layer, const Call &call)
      : spatial(geometryOf(layer, call.inputs[0].shape, call.outputs[0].shape)),
        planes(call.samples * call.inputs[0].shape[0] *
               call.inputs[0].shape[1]) {}

  /// Taps of one output come in their order.
  std::vector<Run> runs(const Phases<T> &phases) const {
    std::vector<Run> runs;
    spatial.forEachRun(
        [&](int64_t tap, int64_t input, int64_t output, int64_t count) {
          runs.push_back({tap, phases.placeOf(input), output, count});
        });
    return runs;
  }

  /// The element of the input that tap 0 reads for each output; may lie
  /// outside, where padding is.
  std::vector<int64_t> firstElements() const {
    const SpatialDim &height = spatial.height, &width = spatial.width;
    std::vector<int64_t> firsts;
    for (int64_t row = 0; row < height.out; ++row)
      for (int64_t col = 0; col < width.out; ++col)
        firsts.push_back(height.inputOf(row, 0) * width.in +
                         width.inputOf(col, 0));
    return firsts;
  }

  /// From there to what each tap reads.
  std::vector<int64_t> tapOffsets() const {
    const Window &height = spatial.height.window, &width = spatial.width.window;
    std::vector<int64_t> offsets;
    for (int64_t kh = 0; kh < height.kernel; ++kh)
      for (int64_t kw = 0; kw < width.kernel; ++kw)
        offsets.push_back(kh * height.dilation * spatial.width.in +
                          kw * width.dilation);
    return offsets;
  }
};

/// Saved: the number of the tap that made each output, the first of equals;
/// noTap where there is none, as in windows of NaN.
struct MaxPoolMath : LayerMath<MaxPoolOp> {
  static constexpr int noTap = -1;

  static int64_t savedSize(MaxPoolOp layer) {
    return layer.getType().getNumElements();
  }

  template <typename T>
  static void forward(MaxPoolOp layer, const ForwardCall<T> &call) {
    Pool<T> pool(layer, call);
    Phases<T> phases(pool.spatial);
    std::vector<Run> runs = pool.runs(phases);
    const T *in = call.inputs[0].data;
    T *out = call.outputs[0].data, *taps = call.saved.data;
    int64_t inSize = pool.spatial.inPlane(), outSize = pool.spatial.outPlane();
    std::fill_n(out, pool.planes * outSize,
                -std::numeric_limits<T>::infinity());
    if (taps)
      std::fill_n(taps, pool.planes * outSize, T(noTap));
    for (int64_t plane = 0; plane < pool.planes; ++plane) {
      phases.read(in + plane * inSize);
      const T *x = phases.data();
      T *y = out + plane * outSize;
      for (const Run &run : runs)
        if (taps)
          raiseTo(run.count, x + run.place, y + run.output, T(run.tap),
                  taps + plane * outSize + run.output);
        else
          raiseTo(run.count, x + run.place, y + run.output);
    }
  }

  /// @gradient_ties
  template <typename T>
  static void backward(MaxPoolOp layer, const BackwardCall<T> &call) {
    Pool<T> pool(layer, call);
    std::vector<int64_t> firsts = pool.firstElements();
    std::vector<int64_t> offsets = pool.tapOffsets();
    int64_t inSize = pool.spatial.inPlane(), outSize = pool.spatial.outPlane();
    for (int64_t plane = 0; plane < pool.planes; ++plane) {
      const T *taps = call.saved.data + plane * outSize;
      const T *dy = call.outputGrads[0].data + plane * outSize;
      T *dx = call.inputGrads[0].data + plane * inSize;
      for (int64_t i = 0; i < outSize; ++i)
        if (int tap = static_cast<int>(taps[i]); tap != noTap)
          dx[firsts[i] + offsets[tap]] += dy[i];
    }
  }

private:
  template <typename T> static void raiseTo(int64_t count, const T *x, T *y) {
    for (int64_t i = 0; i < count; ++i)
      y[i] = std::max(y[i], x[i]);
  }

  /// The same, noting where the maximum came from.
  template <typename T>
  static void raiseTo(int64_t count, const T *x, T *y, T tap, T *taps) {
    for (int64_t i = 0; i < count; ++i) {
      T largest = y[i], value = x[i], from = taps[i]; // no branches
      y[i] = value > largest ? value : largest;
      taps[i] = value > largest ? tap : from;
    }
  }
};

} // namespace

void ecg::attachMaxPool(MLIRContext &context) {
  attachMath<MaxPoolMath, MaxPoolOp>(context);
}
