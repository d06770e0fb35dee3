// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fake quantization with learned scales (LSQ: Esser et al., Learned step size
// quantization, 2020, eq. 1 to 3). docs/numerics.md @fake_quantize.

#include "Ops.h"
#include <cmath>

using namespace mlir;
using namespace ecg;

namespace {

/// The integers of a layer and how its elements share scales.
struct Grid {
  double low, high, zeroPoint;
  int64_t scales, inner;

  Grid(FakeQuantizeOp layer, ArrayRef<int64_t> shape)
      : low(layer.getRange()[0]), high(layer.getRange()[1]),
        zeroPoint(static_cast<int64_t>(layer.getZeroPoint())), scales(1),
        inner(1) {
    if (layer.getAxis()) {
      scales = shape[*layer.getAxis()];
      inner = splitAtAxis(shape, *layer.getAxis()).inner;
    }
  }

  /// The scale of element i of a sample, by index.
  int64_t scaleOf(int64_t i) const {
    return scales == 1 ? 0 : i / inner % scales;
  }
};

struct FakeQuantizeMath : WeightedMath<FakeQuantizeOp> {
  template <typename T>
  static void forward(FakeQuantizeOp layer, const ForwardCall<T> &call) {
    Grid grid(layer, call.inputs[0].shape);
    int64_t count = call.samples * call.inputs[0].size();
    for (int64_t i = 0; i < count; ++i) {
      T scale = call.inputs[1].data[grid.scaleOf(i)];
      T q = std::nearbyint(call.inputs[0].data[i] / scale) + T(grid.zeroPoint);
      q = std::min(std::max(q, T(grid.low)), T(grid.high));
      call.outputs[0].data[i] = scale * (q - T(grid.zeroPoint));
    }
  }

  /// dx = dy inside the range, else 0; by the scale dy * (q - x / scale) inside
  /// and dy * q outside (LSQ eq. 3).
  template <typename T>
  static void backward(FakeQuantizeOp layer, const BackwardCall<T> &call) {
    Grid grid(layer, call.inputs[0].shape);
    int64_t count = call.samples * call.inputs[0].size();
    for (int64_t i = 0; i < count; ++i) {
      int64_t which = grid.scaleOf(i);
      T scale = call.inputs[1].data[which], dy = call.outputGrads[0].data[i];
      T x = call.inputs[0].data[i] / scale;
      T q = call.outputs[0].data[i] / scale;
      T position = x + T(grid.zeroPoint);
      bool inside = position >= T(grid.low) && position <= T(grid.high);
      if (inside && call.inputGrads[0])
        call.inputGrads[0].data[i] += dy;
      if (call.inputGrads[1])
        call.inputGrads[1].data[which] += dy * (inside ? q - x : q);
    }
  }
};

} // namespace

void ecg::attachFakeQuantize(MLIRContext &context) {
  attachMath<FakeQuantizeMath, FakeQuantizeOp>(context);
}
