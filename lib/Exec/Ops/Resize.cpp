// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Interpolation: a fixed linear map along one axis after the other, and its
// transpose the way back. @resize, @interp

#include "Ops.h"
#include "ecg/IR/ResizeAxes.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;
using namespace ecg;

namespace {

/// One axis of `outer` x in x `inner` elements.
struct Interpolation {
  int64_t outer, in, out, inner;
  ResizeTable table;

  /// fn(row of the input, row of the result, weight) for every tap; the
  /// input's row is -1 where it reads the extrapolation value.
  template <typename Fn> void forEachTap(Fn fn) const {
    for (int64_t o = 0; o < outer * out; ++o)
      for (int64_t t = 0; t < table.taps; ++t) {
        size_t entry = o % out * table.taps + t;
        int64_t index = table.indices[entry];
        fn(index < 0 ? -1 : o / out * in + index, o, table.weights[entry]);
      }
  }

  template <typename T>
  std::vector<T> forward(const std::vector<T> &x, T fill) const {
    std::vector<T> y(outer * out * inner);
    forEachTap([&](int64_t from, int64_t to, T weight) {
      for (int64_t i = 0; i < inner; ++i)
        y[to * inner + i] += weight * (from < 0 ? fill : x[from * inner + i]);
    });
    return y;
  }

  template <typename T>
  std::vector<T> backward(const std::vector<T> &dy) const {
    std::vector<T> dx(outer * in * inner);
    forEachTap([&](int64_t from, int64_t to, T weight) {
      for (int64_t i = 0; i < inner && from >= 0; ++i)
        dx[from * inner + i] += weight * dy[to * inner + i];
    });
    return dx;
  }
};

/// The interpolations of a resize, all samples at once.
std::vector<Interpolation> interpolationsOf(ResizeOp layer, int64_t samples,
                                            ArrayRef<int64_t> in,
                                            ArrayRef<int64_t> out) {
  std::vector<Interpolation> all;
  SmallVector<int64_t> shape(in);
  for (size_t axis : changedAxes(layer)) {
    AxisSplit split = splitAtAxis(shape, axis);
    all.push_back({samples * split.outer, in[axis], out[axis], split.inner,
                   makeResizeTable(axisOf(layer, axis))});
    shape[axis] = out[axis];
  }
  return all;
}

struct ResizeMath : LayerMath<ResizeOp> {
  template <typename T>
  static void forward(ResizeOp layer, const ForwardCall<T> &call) {
    BatchView<const T> in = call.inputs[0];
    BatchView<T> out = call.outputs[0];
    std::vector<T> values(in.data, in.data + call.samples * in.size());
    T fill = layer.getExtrapolation().convertToFloat();
    for (const Interpolation &step :
         interpolationsOf(layer, call.samples, in.shape, out.shape))
      values = step.forward(values, fill);
    llvm::copy(values, out.data);
  }

  template <typename T>
  static void backward(ResizeOp layer, const BackwardCall<T> &call) {
    BatchView<const T> out = call.outputGrads[0];
    std::vector<T> values(out.data, out.data + call.samples * out.size());
    std::vector<Interpolation> steps = interpolationsOf(
        layer, call.samples, call.inputs[0].shape, out.shape);
    for (const Interpolation &step : llvm::reverse(steps))
      values = step.backward(values);
    addTo(call.inputGrads[0].data, values.data(), values.size());
  }
};

} // namespace

void ecg::attachResize(MLIRContext &context) {
  attachMath<ResizeMath, ResizeOp>(context);
}
