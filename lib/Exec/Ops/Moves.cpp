// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers whose result reads the input at strides: transpose, slice and expand.

#include "Broadcast.h"
#include "Ops.h"

using namespace mlir;
using namespace ecg;

namespace {

/// How the result of each layer lies in its input: where its first element
/// stands, and the strides of its dimensions.
struct Reading {
  int64_t start = 0;
  Strides strides;
};

Reading readingOf(TransposeOp layer, ArrayRef<int64_t> in, ArrayRef<int64_t>) {
  Reading reading;
  Strides dense = denseStrides(in);
  for (int64_t dim : layer.getPermutation())
    reading.strides.push_back(dense[dim]);
  return reading;
}

Reading readingOf(SliceOp layer, ArrayRef<int64_t> in, ArrayRef<int64_t>) {
  Reading reading;
  for (auto [d, stride] : llvm::enumerate(denseStrides(in))) {
    reading.start += layer.getStarts()[d] * stride;
    reading.strides.push_back(layer.getStep(d) * stride);
  }
  return reading;
}

Reading readingOf(ExpandOp, ArrayRef<int64_t> in, ArrayRef<int64_t> out) {
  return {0, broadcastStrides(in, out)};
}

/// fn(offset in the result, offset in the input) for every row of all samples.
template <typename In, typename Out, typename Fn>
void forEachMovedRow(const Reading &reading, int64_t samples, const In &in,
                     const Out &out, Fn fn) {
  StridedWalk walk;
  walk.dims = {samples};
  walk.dims.append(out.shape.begin(), out.shape.end());
  walk.strides = {{out.step}, {in.step}};
  walk.strides[0].append(denseStrides(out.shape));
  walk.strides[1].append(reading.strides);
  makeRowsLong(walk);
  forEachRow<2>(walk, [&](const std::array<int64_t, 2> &at) {
    fn(at[0], reading.start + at[1], walk.dims.back(), walk.strides[1].back());
  });
}

template <typename Op> struct MoveMath : LayerMath<Op> {
  template <typename T>
  static void forward(Op layer, const ForwardCall<T> &call) {
    BatchView<const T> in = call.inputs[0];
    BatchView<T> out = call.outputs[0];
    forEachMovedRow(readingOf(layer, in.shape, out.shape), call.samples, in,
                    out,
                    [&](int64_t to, int64_t from, int64_t count, int64_t step) {
                      const T *x = in.data + from;
                      T *y = out.data + to;
                      for (int64_t i = 0; i < count; ++i)
                        y[i] = x[i * step];
                    });
  }

  template <typename T>
  static void backward(Op layer, const BackwardCall<T> &call) {
    BatchView<T> in = call.inputGrads[0];
    BatchView<const T> out = call.outputGrads[0];
    forEachMovedRow(
        readingOf(layer, in.shape, out.shape), call.samples, in, out,
        [&](int64_t to, int64_t from, int64_t count, int64_t step) {
          const T *dy = out.data + to;
          T *dx = in.data + from;
          if (step == 0)
            *dx += sumOf<T>(count, [&](int64_t i) { return dy[i]; });
          else
            for (int64_t i = 0; i < count; ++i)
              dx[i * step] += dy[i];
        });
  }
};

template <typename Op> void attach(MLIRContext &context) {
  attachMath<MoveMath<Op>, Op>(context);
}

} // namespace

void ecg::attachMoves(MLIRContext &context) {
  attach<TransposeOp>(context);
  attach<SliceOp>(context);
  attach<ExpandOp>(context);
}
