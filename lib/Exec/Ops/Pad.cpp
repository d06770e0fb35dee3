// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Padding with a constant.

#include "Ops.h"
#include "Strides.h"

using namespace mlir;
using namespace ecg;

namespace {

/// fn(offset in the input, offset in the result, size) for each row of the
/// input, in one sample.
template <typename Fn>
void forEachInputRow(PadOp layer, ArrayRef<int64_t> in, ArrayRef<int64_t> out,
                     Fn fn) {
  std::array<Strides, 1> strides = {denseStrides(out)};
  int64_t corner = 0; // where the input's first element goes
  for (auto [low, stride] : llvm::zip_equal(layer.getLow(), strides[0]))
    corner += low * stride;
  int64_t length = in.empty() ? 1 : in.back(), from = 0;
  forEachRow(in, strides, [&](std::array<int64_t, 1> offsets) {
    fn(from, corner + offsets[0], length);
    from += length;
  });
}

struct PadMath : LayerMath<PadOp> {
  template <typename T>
  static void forward(PadOp layer, const ForwardCall<T> &call) {
    BatchView<const T> in = call.inputs[0];
    BatchView<T> out = call.outputs[0];
    std::fill_n(out.data, call.samples * out.size(),
                T(layer.getValue().convertToFloat()));
    for (int64_t s = 0; s < call.samples; ++s)
      forEachInputRow(layer, in.shape, out.shape,
                      [&](int64_t from, int64_t to, int64_t size) {
                        std::copy_n(in.of(s) + from, size, out.of(s) + to);
                      });
  }

  template <typename T>
  static void backward(PadOp layer, const BackwardCall<T> &call) {
    for (int64_t s = 0; s < call.samples; ++s)
      forEachInputRow(layer, call.inputs[0].shape, call.outputs[0].shape,
                      [&](int64_t from, int64_t to, int64_t size) {
                        addTo(call.inputGrads[0].of(s) + from,
                              call.outputGrads[0].of(s) + to, size);
                      });
  }
};

} // namespace

void ecg::attachPad(MLIRContext &context) {
  attachMath<PadMath, PadOp>(context);
}
