// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Global average pooling.

#include "Ops.h"
#include <numeric>

using namespace mlir;
using namespace ecg;

namespace {

struct GlobalAvgPoolMath : LayerMath<GlobalAvgPoolOp> {
  template <typename T>
  static void forward(GlobalAvgPoolOp, const ForwardCall<T> &call) {
    int64_t planes = call.outputs[0].size();
    int64_t size = call.inputs[0].size() / planes;
    const T *x = call.inputs[0].data;
    for (int64_t plane = 0; plane < call.samples * planes; ++plane, x += size)
      call.outputs[0].data[plane] = std::accumulate(x, x + size, 0.0) / size;
  }

  template <typename T>
  static void backward(GlobalAvgPoolOp, const BackwardCall<T> &call) {
    int64_t planes = call.outputs[0].size();
    int64_t size = call.inputs[0].size() / planes;
    T *dx = call.inputGrads[0].data;
    for (int64_t plane = 0; plane < call.samples * planes; ++plane) {
      T share = call.outputGrads[0].data[plane] / size;
      for (int64_t i = 0; i < size; ++i)
        *dx++ += share;
    }
  }
};

} // namespace

void ecg::attachGlobalAvgPool(MLIRContext &context) {
  attachMath<GlobalAvgPoolMath, GlobalAvgPoolOp>(context);
}
