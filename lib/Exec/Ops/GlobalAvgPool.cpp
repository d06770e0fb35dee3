// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Global average pooling.

#include "Ops.h"
#include <numeric>

using namespace mlir;
using namespace ecg;

namespace {

struct GlobalAvgPoolModel
    : ExecOpInterface::ExternalModel<GlobalAvgPoolModel, GlobalAvgPoolOp> {
  void forward(Operation *, ArrayRef<ConstTensorView> inputs,
               ArrayRef<TensorView> outputs) const {
    int64_t planes = numElements(outputs[0]);
    int64_t size = numElements(inputs[0]) / planes;
    const float *x = inputs[0].data;
    for (int64_t plane = 0; plane < planes; ++plane, x += size)
      outputs[0].data[plane] = std::accumulate(x, x + size, 0.0) / size;
  }
};

} // namespace

void ecg::attachGlobalAvgPool(MLIRContext &context) {
  GlobalAvgPoolOp::attachInterface<GlobalAvgPoolModel>(context);
}
