// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fake quantization with learned scales (LSQ: Esser et al., Learned step size
// quantization, 2020, eq. 1 to 3). docs/numerics.md @fake_quantize.

#include "Ops.h"
#include <algorithm>
#include <limits>

using namespace mlir;
using namespace ecg;

namespace {

/// Elements in a row that share a scale and a pair of integers, and where they
/// begin.
template <typename T> struct Run {
  int64_t begin, size, which;
  T scale, low, high; ///< integers relative to the zero point

  /// x / scale limited to the range, not yet rounded: to limit first changes
  /// nothing, as the limits are integers.
  T limit(T x) const { return std::min(std::max(x / scale, low), high); }
};

/// Half to even for |x| up to 2^22: what adding 1.5 * 2^(digits - 1) leaves.
/// Unlike nearbyint this is done for several elements at a time.
template <typename T> T roundToEven(T x) {
  constexpr int digits = std::numeric_limits<T>::digits;
  constexpr T magic = T(int64_t(3) << (digits - 2));
  return (x + magic) - magic;
}

/// Calls `body` with the runs of all samples in turn.
template <typename T, typename Body>
void forRuns(FakeQuantizeOp layer, const BatchView<const T> &input,
             const T *scales, int64_t samples, Body body) {
  int64_t count = 1, inner = input.size();
  if (layer.getAxis()) {
    count = input.shape[*layer.getAxis()];
    inner = splitAtAxis(input.shape, *layer.getAxis()).inner;
  }
  T zeroPoint = static_cast<int64_t>(layer.getZeroPoint());
  for (int64_t begin = 0, end = samples * input.size(); begin < end;)
    for (int64_t which = 0; which < count; ++which, begin += inner) {
      auto [low, high] = layer.getRangeAt(which);
      body(Run<T>{begin, inner, which, scales[which], T(low) - zeroPoint,
                  T(high) - zeroPoint});
    }
}

struct FakeQuantizeMath : WeightedMath<FakeQuantizeOp> {
  template <typename T>
  static void forward(FakeQuantizeOp layer, const ForwardCall<T> &call) {
    forRuns<T>(layer, call.inputs[0], call.inputs[1].data, call.samples,
               [&](const Run<T> &run) {
                 const T *x = call.inputs[0].data + run.begin;
                 T *y = call.outputs[0].data + run.begin;
                 for (int64_t i = 0; i < run.size; ++i)
                   y[i] = run.scale * roundToEven(run.limit(x[i]));
               });
  }

  /// dx = dy inside the range, else 0; by the scale dy * (q - x / scale) inside
  /// and dy * q outside (LSQ eq. 3).
  template <typename T>
  static void backward(FakeQuantizeOp layer, const BackwardCall<T> &call) {
    T *dx = call.inputGrads[0].data, *ds = call.inputGrads[1].data;
    forRuns<T>(layer, call.inputs[0], call.inputs[1].data, call.samples,
               [&](const Run<T> &run) {
                 const T *x = call.inputs[0].data + run.begin;
                 const T *dy = call.outputGrads[0].data + run.begin;
                 if (dx)
                   passThrough(run, x, dy, dx + run.begin);
                 if (ds)
                   ds[run.which] += byScale(run, x, dy);
               });
  }

private:
  template <typename T>
  static void passThrough(const Run<T> &run, const T *x, const T *dy, T *dx) {
    for (int64_t i = 0; i < run.size; ++i) {
      T v = x[i] / run.scale;
      dx[i] += v >= run.low && v <= run.high ? dy[i] : T(0);
    }
  }

  template <typename T>
  static T byScale(const Run<T> &run, const T *x, const T *dy) {
    T sum = 0;
    for (int64_t i = 0; i < run.size; ++i) {
      T v = x[i] / run.scale, q = run.limit(x[i]);
      sum += dy[i] * (v == q ? roundToEven(q) - v : q);
    }
    return sum;
  }
};

} // namespace

void ecg::attachFakeQuantize(MLIRContext &context) {
  attachMath<FakeQuantizeMath, FakeQuantizeOp>(context);
}
