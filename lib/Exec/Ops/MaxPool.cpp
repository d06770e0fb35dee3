// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Max pooling.

#include "../Spatial.h"
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

struct MaxPoolMath : LayerMath<MaxPoolOp> {
  template <typename T>
  static void forward(MaxPoolOp layer, const ForwardCall<T> &call) {
    BatchView<const T> in = call.inputs[0];
    BatchView<T> out = call.outputs[0];
    SpatialGeometry spatial = geometryOf(layer, in.shape, out.shape);
    int64_t stride = spatial.width.window.stride;
    int64_t planes = call.samples * in.shape[0] * in.shape[1];
    std::fill_n(out.data, planes * spatial.outPlane(),
                -std::numeric_limits<T>::infinity());
    for (int64_t plane = 0; plane < planes; ++plane) {
      const T *x = in.data + plane * spatial.inPlane();
      T *y = out.data + plane * spatial.outPlane();
      spatial.forEachRun(
          [&](int64_t, int64_t input, int64_t output, int64_t count) {
            for (int64_t i = 0; i < count; ++i)
              y[output + i] = std::max(y[output + i], x[input + i * stride]);
          });
    }
  }

  /// The first of equal maxima gets the gradient.
  template <typename T>
  static void backward(MaxPoolOp layer, const BackwardCall<T> &call) {
    BatchView<const T> in = call.inputs[0], out = call.outputs[0];
    SpatialGeometry spatial = geometryOf(layer, in.shape, out.shape);
    int64_t stride = spatial.width.window.stride;
    std::vector<T> left(spatial.outPlane()); // what has found no place yet
    for (int64_t plane = 0; plane < call.samples * in.shape[0] * in.shape[1];
         ++plane) {
      const T *x = in.data + plane * spatial.inPlane();
      const T *y = out.data + plane * spatial.outPlane();
      T *dx = call.inputGrads[0].data + plane * spatial.inPlane();
      std::copy_n(call.outputGrads[0].data + plane * spatial.outPlane(),
                  left.size(), left.begin());
      spatial.forEachRun(
          [&](int64_t, int64_t input, int64_t output, int64_t count) {
            for (int64_t i = 0; i < count; ++i)
              if (x[input + i * stride] == y[output + i]) {
                dx[input + i * stride] += left[output + i];
                left[output + i] = 0;
              }
          });
    }
  }
};

} // namespace

void ecg::attachMaxPool(MLIRContext &context) {
  attachMath<MaxPoolMath, MaxPoolOp>(context);
}
