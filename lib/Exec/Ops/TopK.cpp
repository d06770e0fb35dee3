// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The k largest or smallest elements: forward by the reference kernels, back to
// where they came from. @top_k, @gradient_ties

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include "top_k.h" // of the reference kernels

using namespace mlir;
using namespace ecg;

namespace {

using TopK32 = void (*)(const ecg_top_k_params_t *, const float *, float *,
                        int64_t *);
using TopK64 = void (*)(const ecg_top_k_params_t *, const double *, double *,
                        int64_t *);

TopK32 kernelOf(TopKOp layer, float) {
  return layer.getSmallest() ? ecg_top_k_smallest_f32 : ecg_top_k_largest_f32;
}
TopK64 kernelOf(TopKOp layer, double) {
  return layer.getSmallest() ? ecg_top_k_smallest_f64 : ecg_top_k_largest_f64;
}

struct TopKMath : LayerMath<TopKOp> {
  template <typename T>
  static void forward(TopKOp layer, const ForwardCall<T> &call) {
    BatchView<const T> in = call.inputs[0];
    AxisSplit split = splitAtAxis(in.shape, layer.getAxis());
    ecg_top_k_params_t p = {};
    p.outer = split.outer;
    p.n = in.shape[layer.getAxis()];
    p.inner = split.inner;
    p.k = layer.getK();
    auto *indices = reinterpret_cast<int64_t *>(call.outputs[1].data);
    for (int64_t s = 0; s < call.samples; ++s)
      kernelOf(layer, T())(&p, in.of(s), call.outputs[0].of(s),
                           indices + s * call.outputs[1].size());
  }

  template <typename T>
  static void backward(TopKOp layer, const BackwardCall<T> &call) {
    BatchView<const T> values = call.outputGrads[0];
    const int64_t *indices = elementsAs<int64_t>(call.outputs[1]).data;
    AxisSplit split = splitAtAxis(values.shape, layer.getAxis());
    int64_t n = call.inputs[0].shape[layer.getAxis()], count = layer.getK();
    const T *dy = values.data;
    T *dx = call.inputGrads[0].data;
    for (int64_t o = 0; o < call.samples * split.outer; ++o)
      for (int64_t k = 0; k < count; ++k)
        for (int64_t i = 0; i < split.inner; ++i)
          dx[(o * n + *indices++) * split.inner + i] += *dy++;
  }
};

} // namespace

void ecg::attachTopK(MLIRContext &context) {
  attachMath<TopKMath, TopKOp>(context);
}
