// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Average pooling.

#include "../Spatial.h"
#include "Ops.h"
#include "ecg/IR/Windows.h"
#include <vector>

using namespace mlir;
using namespace ecg;

namespace {

/// Means of the windows over one plane. `divisors` holds one count a window,
/// `sums` is scratch of the same size.
void poolPlane(const SpatialGeometry &spatial, const float *x,
               ArrayRef<int64_t> divisors, MutableArrayRef<double> sums,
               float *y) {
  std::fill(sums.begin(), sums.end(), 0.0);
  spatial.forEachRun(
      [&](int64_t, int64_t input, int64_t output, int64_t count) {
        for (int64_t i = 0; i < count; ++i)
          sums[output + i] += x[input + i * spatial.width.window.stride];
      });
  for (auto [i, sum] : llvm::enumerate(sums))
    y[i] = divisors[i] > 0 ? static_cast<float>(sum / divisors[i]) : 0.0f;
}

struct AvgPoolModel : ExecOpInterface::ExternalModel<AvgPoolModel, AvgPoolOp> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    auto layer = cast<AvgPoolOp>(op);
    ConstTensorView in = inputs[0];
    TensorView out = outputs[0];
    auto spatial = SpatialGeometry::get(
        getWindows(layer), in.shape.drop_front(2), out.shape.drop_front(2));
    bool includePadding = layer.getCountIncludePad();
    std::vector<int64_t> divisors;
    for (int64_t row = 0; row < spatial.height.out; ++row)
      for (int64_t col = 0; col < spatial.width.out; ++col)
        divisors.push_back(spatial.height.countTaps(row, includePadding) *
                           spatial.width.countTaps(col, includePadding));
    std::vector<double> sums(divisors.size());
    for (int64_t plane = 0; plane < in.shape[0] * in.shape[1]; ++plane)
      poolPlane(spatial, in.data + plane * spatial.inPlane(), divisors, sums,
                out.data + plane * spatial.outPlane());
  }
};

} // namespace

void ecg::attachAvgPool(MLIRContext &context) {
  AvgPoolOp::attachInterface<AvgPoolModel>(context);
}
