// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Average pooling.

#include "../Spatial.h"
#include "Ops.h"
#include "ecg/IR/Windows.h"

using namespace mlir;
using namespace ecg;

namespace {

/// Windows over all planes of all samples.
struct Pool {
  SpatialGeometry spatial;
  std::vector<int64_t> divisors; ///< one count a window

  Pool(AvgPoolOp layer, ArrayRef<int64_t> in, ArrayRef<int64_t> out)
      : spatial(SpatialGeometry::get(getWindows(layer), in.drop_front(2),
                                     out.drop_front(2))) {
    bool includePadding = layer.getCountIncludePad();
    for (int64_t row = 0; row < spatial.height.out; ++row)
      for (int64_t col = 0; col < spatial.width.out; ++col)
        divisors.push_back(spatial.height.countTaps(row, includePadding) *
                           spatial.width.countTaps(col, includePadding));
  }
};

struct AvgPoolMath : LayerMath<AvgPoolOp> {
  template <typename T>
  static void forward(AvgPoolOp layer, const ForwardCall<T> &call) {
    BatchView<const T> in = call.inputs[0];
    Pool pool(layer, in.shape, call.outputs[0].shape);
    const SpatialGeometry &spatial = pool.spatial;
    int64_t planes = call.samples * in.shape[0] * in.shape[1];
    std::vector<double> sums(pool.divisors.size());
    const T *x = in.data;
    T *y = call.outputs[0].data;
    for (int64_t plane = 0; plane < planes; ++plane, x += spatial.inPlane()) {
      std::fill(sums.begin(), sums.end(), 0.0);
      spatial.forEachRun(
          [&](int64_t, int64_t input, int64_t output, int64_t count) {
            for (int64_t i = 0; i < count; ++i)
              sums[output + i] += x[input + i * spatial.width.window.stride];
          });
      for (auto [sum, divisor] : llvm::zip_equal(sums, pool.divisors))
        *y++ = divisor > 0 ? sum / divisor : 0.0;
    }
  }

  template <typename T>
  static void backward(AvgPoolOp layer, const BackwardCall<T> &call) {
    BatchView<const T> in = call.inputs[0];
    Pool pool(layer, in.shape, call.outputs[0].shape);
    const SpatialGeometry &spatial = pool.spatial;
    int64_t planes = call.samples * in.shape[0] * in.shape[1];
    std::vector<T> shares(pool.divisors.size());
    const T *dy = call.outputGrads[0].data;
    T *dx = call.inputGrads[0].data;
    for (int64_t plane = 0; plane < planes; ++plane, dx += spatial.inPlane()) {
      for (auto [share, divisor] : llvm::zip_equal(shares, pool.divisors))
        share = *dy++ / std::max<int64_t>(divisor, 1);
      spatial.forEachRun(
          [&](int64_t, int64_t input, int64_t output, int64_t count) {
            for (int64_t i = 0; i < count; ++i)
              dx[input + i * spatial.width.window.stride] += shares[output + i];
          });
    }
  }
};

} // namespace

void ecg::attachAvgPool(MLIRContext &context) {
  attachMath<AvgPoolMath, AvgPoolOp>(context);
}
