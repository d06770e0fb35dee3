// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Softmax along one axis, and its logarithm.

#include "Ops.h"
#include <cmath>

using namespace mlir;
using namespace ecg;

namespace {

/// `size` elements that lie `step` apart.
template <typename T> struct Line {
  T *data;
  int64_t size, step;

  T &operator[](int64_t i) const { return data[i * step]; }
};

/// The sum of exp(x - largest), so that nothing overflows.
template <typename T> double sumExp(Line<const T> x, T &largest) {
  largest = x[0];
  for (int64_t i = 1; i < x.size; ++i)
    largest = std::max(largest, x[i]);
  double sum = 0;
  for (int64_t i = 0; i < x.size; ++i)
    sum += std::exp(x[i] - largest);
  return sum;
}

template <typename T> void map(SoftmaxOp, Line<const T> x, Line<T> y) {
  T largest;
  double sum = sumExp(x, largest);
  for (int64_t i = 0; i < x.size; ++i)
    y[i] = std::exp(x[i] - largest) / sum;
}

/// dx = y * (dy - sum(dy * y))
template <typename T>
void addGrad(SoftmaxOp, Line<const T> y, Line<const T> dy, Line<T> dx) {
  double mean = 0;
  for (int64_t i = 0; i < y.size; ++i)
    mean += dy[i] * y[i];
  for (int64_t i = 0; i < y.size; ++i)
    dx[i] += y[i] * (dy[i] - static_cast<T>(mean));
}

template <typename T> void map(LogSoftmaxOp, Line<const T> x, Line<T> y) {
  T largest;
  T shift = std::log(sumExp(x, largest));
  for (int64_t i = 0; i < x.size; ++i)
    y[i] = x[i] - largest - shift;
}

/// dx = dy - exp(y) * sum(dy)
template <typename T>
void addGrad(LogSoftmaxOp, Line<const T> y, Line<const T> dy, Line<T> dx) {
  double sum = 0;
  for (int64_t i = 0; i < y.size; ++i)
    sum += dy[i];
  for (int64_t i = 0; i < y.size; ++i)
    dx[i] += dy[i] - std::exp(y[i]) * static_cast<T>(sum);
}

template <typename Op> struct SoftmaxMath : LayerMath<Op> {
  /// fn(offset, size, step) for each line of all samples.
  template <typename Fn>
  static void forEachLine(Op layer, ArrayRef<int64_t> shape, int64_t samples,
                          Fn fn) {
    int64_t axis = layer.getAxis(), size = shape[axis];
    auto [outer, inner] = splitAtAxis(shape, axis);
    for (int64_t o = 0; o < samples * outer; ++o)
      for (int64_t i = 0; i < inner; ++i)
        fn(o * size * inner + i, size, inner);
  }

  template <typename T>
  static void forward(Op layer, const ForwardCall<T> &call) {
    forEachLine(layer, call.inputs[0].shape, call.samples,
                [&](int64_t start, int64_t size, int64_t step) {
                  map(layer,
                      Line<const T>{call.inputs[0].data + start, size, step},
                      Line<T>{call.outputs[0].data + start, size, step});
                });
  }

  template <typename T>
  static void backward(Op layer, const BackwardCall<T> &call) {
    forEachLine(
        layer, call.inputs[0].shape, call.samples,
        [&](int64_t start, int64_t size, int64_t step) {
          addGrad(layer,
                  Line<const T>{call.outputs[0].data + start, size, step},
                  Line<const T>{call.outputGrads[0].data + start, size, step},
                  Line<T>{call.inputGrads[0].data + start, size, step});
        });
  }
};

} // namespace

void ecg::attachSoftmax(MLIRContext &context) {
  attachMath<SoftmaxMath<SoftmaxOp>, SoftmaxOp>(context);
  attachMath<SoftmaxMath<LogSoftmaxOp>, LogSoftmaxOp>(context);
}
