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

struct MaxPoolModel : ExecOpInterface::ExternalModel<MaxPoolModel, MaxPoolOp> {
  void forward(Operation *op, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    ConstTensorView in = inputs[0];
    TensorView out = outputs[0];
    auto spatial =
        SpatialGeometry::get(getWindows(cast<MaxPoolOp>(op)),
                             in.shape.drop_front(2), out.shape.drop_front(2));
    int64_t stride = spatial.width.window.stride;
    std::fill_n(out.data, numElements(out),
                -std::numeric_limits<float>::infinity());
    for (int64_t plane = 0; plane < in.shape[0] * in.shape[1]; ++plane) {
      const float *x = in.data + plane * spatial.inPlane();
      float *y = out.data + plane * spatial.outPlane();
      spatial.forEachRun(
          [&](int64_t, int64_t input, int64_t output, int64_t count) {
            for (int64_t i = 0; i < count; ++i)
              y[output + i] = std::max(y[output + i], x[input + i * stride]);
          });
    }
  }
};

} // namespace

void ecg::attachMaxPool(MLIRContext &context) {
  MaxPoolOp::attachInterface<MaxPoolModel>(context);
}
