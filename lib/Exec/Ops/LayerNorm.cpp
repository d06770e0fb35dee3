// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layer normalization (Ba, Kiros and Hinton 2016). docs/numerics.md
// @layer_norm_f32.

#include "../Matrix.h"
#include "Ops.h"
#include <cmath>

using namespace mlir;
using namespace ecg;

namespace {

enum Operands { Input, Scale, Shift };

/// Elements that are normalized together, `inner` apart, as a dense vector.
template <typename T> class Lines {
public:
  explicit Lines(LayerNormOp layer) {
    ArrayRef<int64_t> shape = layer.getInput().getType().getShape(),
                      axes = layer.getAxes();
    outer = ShapedType::getNumElements(shape.take_front(axes.front()));
    size = ShapedType::getNumElements(shape.slice(axes.front(), axes.size()));
    inner = ShapedType::getNumElements(shape.drop_front(axes.back() + 1));
    ones.assign(size, T(1));
  }

  /// fn(index, offset of the first element) for each line of a sample.
  template <typename Fn> void forEach(Fn fn) const {
    for (int64_t i = 0; i < outer * inner; ++i)
      fn(i, i / inner * size * inner + i % inner);
  }
  int64_t count() const { return outer * inner; }

  void load(const T *from, T *line) const {
    for (int64_t i = 0; i < size; ++i)
      line[i] = from[i * inner];
  }
  T dot(const T *a, const T *b) const {
    return matrixKernels<T>().dot(size, a, b, 1);
  }
  T mean(const T *line) const { return dot(line, ones.data()) / size; }

  int64_t outer, size, inner;

private:
  std::vector<T> ones;
};

struct LayerNormMath : WeightedMath<LayerNormOp> {
  /// Mean and inverse standard deviation of each line.
  static int64_t savedSize(LayerNormOp layer) {
    return 2 * Lines<float>(layer).count();
  }

  template <typename T>
  static void forward(LayerNormOp layer, const ForwardCall<T> &call) {
    Lines<T> lines(layer);
    T epsilon = layer.getEpsilon().convertToFloat();
    const T *scale = call.inputs[Scale].data, *shift = call.inputs[Shift].data;
    std::vector<T> line(lines.size);
    for (int64_t s = 0; s < call.samples; ++s)
      lines.forEach([&](int64_t index, int64_t start) {
        lines.load(call.inputs[Input].of(s) + start, line.data());
        T mean = lines.mean(line.data());
        for (T &x : line)
          x -= mean;
        T variance = lines.dot(line.data(), line.data()) / lines.size;
        T factor = 1 / std::sqrt(variance + epsilon);
        T *y = call.outputs[0].of(s) + start;
        for (int64_t i = 0; i < lines.size; ++i)
          y[i * lines.inner] = line[i] * factor * scale[i] + shift[i];
        if (call.saved) {
          call.saved.of(s)[2 * index] = mean;
          call.saved.of(s)[2 * index + 1] = factor;
        }
      });
  }

  /// With x' = (x - mean) * factor and g = dy * scale:
  /// dx = factor * (g - mean(g) - x' * mean(g * x')).
  template <typename T>
  static void backward(LayerNormOp layer, const BackwardCall<T> &call) {
    Lines<T> lines(layer);
    const T *scale = call.inputs[Scale].data;
    T *dScale = call.inputGrads[Scale].data,
      *dShift = call.inputGrads[Shift].data;
    std::vector<T> line(lines.size), grad(lines.size);
    for (int64_t s = 0; s < call.samples; ++s)
      lines.forEach([&](int64_t index, int64_t start) {
        T mean = call.saved.of(s)[2 * index];
        T factor = call.saved.of(s)[2 * index + 1];
        lines.load(call.inputs[Input].of(s) + start, line.data());
        lines.load(call.outputGrads[0].of(s) + start, grad.data());
        for (T &x : line)
          x = (x - mean) * factor;
        if (dShift)
          addTo(dShift, grad.data(), lines.size);
        for (int64_t i = 0; dScale && i < lines.size; ++i)
          dScale[i] += grad[i] * line[i];
        if (!call.inputGrads[Input])
          return;
        for (int64_t i = 0; i < lines.size; ++i)
          grad[i] *= scale[i];
        T ofMean = lines.mean(grad.data());
        T ofLine = lines.dot(grad.data(), line.data()) / lines.size;
        T *dx = call.inputGrads[Input].of(s) + start;
        for (int64_t i = 0; i < lines.size; ++i)
          dx[i * lines.inner] += factor * (grad[i] - ofMean - line[i] * ofLine);
      });
  }
};

} // namespace

void ecg::attachLayerNorm(MLIRContext &context) {
  attachMath<LayerNormMath, LayerNormOp>(context);
}
