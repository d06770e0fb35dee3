// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Max pooling.

#include "../Spatial.h"
#include "Ops.h"
#include "Phases.h"
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
    Phases<T> x = phasesOf<T>(spatial);
    int64_t planes = call.samples * in.shape[0] * in.shape[1];
    std::fill_n(out.data, planes * spatial.outPlane(),
                -std::numeric_limits<T>::infinity());
    for (int64_t plane = 0; plane < planes; ++plane) {
      x.read(in.data + plane * spatial.inPlane());
      T *result = out.data + plane * spatial.outPlane();
      spatial.forEachRun(
          [&](int64_t, int64_t input, int64_t output, int64_t count) {
            const T *from = x.data() + x.placeOf(input);
            T *y = result + output;
            for (int64_t i = 0; i < count; ++i)
              y[i] = std::max(y[i], from[i]);
          });
    }
  }

  /// @gradient_ties
  template <typename T>
  static void backward(MaxPoolOp layer, const BackwardCall<T> &call) {
    BatchView<const T> in = call.inputs[0], out = call.outputs[0];
    SpatialGeometry spatial = geometryOf(layer, in.shape, out.shape);
    Phases<T> x = phasesOf<T>(spatial), dx = x;
    std::vector<T> rest(spatial.outPlane()); // what has found no place yet
    int64_t planes = call.samples * in.shape[0] * in.shape[1];
    for (int64_t plane = 0; plane < planes; ++plane) {
      x.read(in.data + plane * spatial.inPlane());
      dx.clear();
      const T *result = out.data + plane * spatial.outPlane();
      std::copy_n(call.outputGrads[0].data + plane * spatial.outPlane(),
                  rest.size(), rest.begin());
      spatial.forEachRun(
          [&](int64_t, int64_t input, int64_t output, int64_t count) {
            int64_t place = x.placeOf(input);
            moveToEqual(count, x.data() + place, result + output,
                        rest.data() + output, dx.data() + place);
          });
      dx.addTo(call.inputGrads[0].data + plane * spatial.inPlane());
    }
  }

private:
  template <typename T>
  static Phases<T> phasesOf(const SpatialGeometry &spatial) {
    return Phases<T>(spatial.height.in, spatial.width.in,
                     spatial.width.window.stride);
  }

  /// Moves what is left of the gradient of y to dx where x is the maximum.
  template <typename T>
  static void moveToEqual(int64_t count, const T *x, const T *y, T *rest,
                          T *dx) {
    for (int64_t i = 0; i < count; ++i) {
      T left = rest[i]; // read ahead of choosing: no branches
      bool isEqual = x[i] == y[i];
      dx[i] += isEqual ? left : 0;
      rest[i] = isEqual ? 0 : left;
    }
  }
};

} // namespace

void ecg::attachMaxPool(MLIRContext &context) {
  attachMath<MaxPoolMath, MaxPoolOp>(context);
}
