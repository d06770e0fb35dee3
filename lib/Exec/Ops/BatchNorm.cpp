// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Batch normalization (Ioffe and Szegedy 2015): with running statistics, or in
// training with those of the batch. docs/numerics.md @batch_norm_training.

#include "Ops.h"
#include <cmath>
#include <numeric>

using namespace mlir;
using namespace ecg;

namespace {

enum Operands { Input, Scale, Shift, Mean, Variance };

/// A batch as planes of `inner` values, one a sample, row and channel.
template <typename Call> struct Planes {
  int64_t rows, channels, inner;

  explicit Planes(const Call &call) {
    ArrayRef<int64_t> shape = call.inputs[Input].shape;
    auto [outer, size] = splitAtAxis(shape, 1);
    rows = call.samples * outer;
    channels = shape[1];
    inner = size;
  }
  int64_t count() const { return rows * inner; }

  /// fn(offset of the first value of a plane) for each plane of channel c.
  template <typename Fn> void forEach(int64_t c, Fn fn) const {
    for (int64_t row = 0; row < rows; ++row)
      fn((row * channels + c) * inner);
  }
};

/// Mean and inverse standard deviation of a channel.
struct Statistics {
  double mean, factor;
};

/// Of the batch: the variance is that of the values themselves (divided by
/// their number).
template <typename T>
Statistics measure(const Planes<ForwardCall<T>> &planes, int64_t c, const T *x,
                   double epsilon, double &variance) {
  double sum = 0, squares = 0;
  planes.forEach(c, [&](int64_t start) {
    sum = std::accumulate(x + start, x + start + planes.inner, sum);
  });
  double mean = sum / planes.count();
  planes.forEach(c, [&](int64_t start) {
    for (int64_t i = 0; i < planes.inner; ++i)
      squares += (x[start + i] - mean) * (x[start + i] - mean);
  });
  variance = squares / planes.count();
  return {mean, 1 / std::sqrt(variance + epsilon)};
}

struct BatchNormMath : LayerMath<BatchNormOp> {
  /// Mean and variance of each channel of the batch.
  static int64_t savedSize(BatchNormOp layer) {
    return 2 * layer.getScale().getType().getNumElements();
  }
  static bool couplesSamples(BatchNormOp) { return true; }
  static OperandRole roleOf(BatchNormOp, unsigned operand) {
    return operand == Input   ? OperandRole::Activation
           : operand <= Shift ? OperandRole::Weight
                              : OperandRole::Fixed;
  }

  template <typename T>
  static void forward(BatchNormOp layer, const ForwardCall<T> &call) {
    double epsilon = layer.getEpsilon().convertToFloat();
    Planes<ForwardCall<T>> planes(call);
    const T *x = call.inputs[Input].data;
    T *y = call.outputs[0].data;
    for (int64_t c = 0; c < planes.channels; ++c) {
      double variance = call.inputs[Variance].data[c];
      Statistics s{call.inputs[Mean].data[c],
                   1 / std::sqrt(variance + epsilon)};
      if (call.training) {
        s = measure(planes, c, x, epsilon, variance);
        if (call.saved) {
          call.saved.data[c] = s.mean;
          call.saved.data[planes.channels + c] = variance;
        }
      }
      T factor = call.inputs[Scale].data[c] * s.factor;
      T mean = s.mean, shift = call.inputs[Shift].data[c];
      planes.forEach(c, [&](int64_t start) {
        for (int64_t i = start; i < start + planes.inner; ++i)
          y[i] = (x[i] - mean) * factor + shift;
      });
    }
  }

  template <typename T>
  static void backward(BatchNormOp layer, const BackwardCall<T> &call) {
    double epsilon = layer.getEpsilon().convertToFloat();
    Planes<BackwardCall<T>> planes(call);
    const T *means = call.training ? call.saved.data : call.inputs[Mean].data;
    const T *variances = call.training ? call.saved.data + planes.channels
                                       : call.inputs[Variance].data;
    for (int64_t c = 0; c < planes.channels; ++c)
      backwardChannel(call, planes, c,
                      {means[c], 1 / std::sqrt(variances[c] + epsilon)});
  }

  /// With x' = (x - mean) * factor: dscale = sum dy x', dshift = sum dy, and
  /// dx = scale * factor * (dy - (dshift + x' dscale) / n), where the part of n
  /// is that of the statistics and falls away when they are fixed.
  template <typename T>
  static void backwardChannel(const BackwardCall<T> &call,
                              const Planes<BackwardCall<T>> &planes, int64_t c,
                              Statistics s) {
    const T *x = call.inputs[Input].data, *dy = call.outputGrads[0].data;
    double dscale = 0, dshift = 0;
    planes.forEach(c, [&](int64_t start) {
      for (int64_t i = start; i < start + planes.inner; ++i) {
        dshift += dy[i];
        dscale += dy[i] * ((x[i] - s.mean) * s.factor);
      }
    });
    if (call.inputGrads[Scale])
      call.inputGrads[Scale].data[c] += dscale;
    if (call.inputGrads[Shift])
      call.inputGrads[Shift].data[c] += dshift;
    T *dx = call.inputGrads[Input].data;
    if (!dx)
      return;
    double share = call.training ? 1.0 / planes.count() : 0.0;
    T slope = call.inputs[Scale].data[c] * s.factor, mean = s.mean;
    T ofShift = dshift * share, ofScale = dscale * share * s.factor;
    planes.forEach(c, [&](int64_t start) {
      for (int64_t i = start; i < start + planes.inner; ++i)
        dx[i] += slope * (dy[i] - ofShift - (x[i] - mean) * ofScale);
    });
  }

  /// running += 0.1 * (batch - running), with the unbiased variance.
  static void updateStatistics(BatchNormOp layer, const float *saved,
                               int64_t samples, ArrayRef<float *> operands) {
    constexpr float momentum = 0.1f;
    int64_t channels = layer.getScale().getType().getNumElements();
    int64_t count =
        samples * layer.getInput().getType().getNumElements() / channels;
    float unbiased = count > 1 ? count / float(count - 1) : 1.0f;
    for (int64_t c = 0; c < channels; ++c) {
      float variance = saved[channels + c] * unbiased;
      if (operands[Mean])
        operands[Mean][c] += momentum * (saved[c] - operands[Mean][c]);
      if (operands[Variance])
        operands[Variance][c] += momentum * (variance - operands[Variance][c]);
    }
  }
};

} // namespace

void ecg::attachBatchNorm(MLIRContext &context) {
  attachMath<BatchNormMath, BatchNormOp>(context);
}
