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
  int64_t place, output, count;
};

/// The windows of one plane, the same for all of them.
template <typename T> struct Pool {
  SpatialGeometry spatial;
  Phases<T> phases;
  std::vector<Run> runs; ///< taps of one output come in their order
  int64_t planes;

  template <typename Call>
  Pool(MaxPoolOp layer, const Call &call)
      : spatial(geometryOf(layer, call.inputs[0].shape, call.outputs[0].shape)),
        phases(spatial), planes(call.samples * call.inputs[0].shape[0] *
                                call.inputs[0].shape[1]) {
    spatial.forEachRun(
        [&](int64_t, int64_t input, int64_t output, int64_t count) {
          runs.push_back({phases.placeOf(input), output, count});
        });
  }
};

struct MaxPoolMath : LayerMath<MaxPoolOp> {
  template <typename T>
  static void forward(MaxPoolOp layer, const ForwardCall<T> &call) {
    Pool<T> pool(layer, call);
    const T *in = call.inputs[0].data;
    T *out = call.outputs[0].data;
    int64_t inSize = pool.spatial.inPlane(), outSize = pool.spatial.outPlane();
    std::fill_n(out, pool.planes * outSize,
                -std::numeric_limits<T>::infinity());
    for (int64_t plane = 0; plane < pool.planes; ++plane, out += outSize) {
      pool.phases.read(in + plane * inSize);
      const T *x = pool.phases.data();
      for (const Run &run : pool.runs)
        raiseTo(run.count, x + run.place, out + run.output);
    }
  }

  /// @gradient_ties
  template <typename T>
  static void backward(MaxPoolOp layer, const BackwardCall<T> &call) {
    Pool<T> pool(layer, call);
    Phases<T> gradPhases = pool.phases;
    int64_t inSize = pool.spatial.inPlane(), outSize = pool.spatial.outPlane();
    std::vector<T> rest(outSize); // what has found no place yet
    for (int64_t plane = 0; plane < pool.planes; ++plane) {
      const T *y = call.outputs[0].data + plane * outSize;
      T *gradPlane = call.inputGrads[0].data + plane * inSize;
      pool.phases.read(call.inputs[0].data + plane * inSize);
      gradPhases.clear(gradPlane);
      const T *x = pool.phases.data();
      T *dx = gradPhases.data();
      std::copy_n(call.outputGrads[0].data + plane * outSize, outSize,
                  rest.begin());
      for (const Run &run : pool.runs)
        moveToEqual(run.count, x + run.place, y + run.output,
                    rest.data() + run.output, dx + run.place);
      gradPhases.addTo(gradPlane);
    }
  }

private:
  template <typename T> static void raiseTo(int64_t count, const T *x, T *y) {
    for (int64_t i = 0; i < count; ++i)
      y[i] = std::max(y[i], x[i]);
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
