// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that pick what indices name (@gather_index); an element picked several
// times sums up what its copies bring.

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include "ecg/IR/Strides.h"
#include "gather_index.h" // of the reference kernels

using namespace mlir;
using namespace ecg;

namespace {

/// The indices of one sample.
class Indices {
public:
  template <typename Layer, typename T>
  Indices(Layer layer, BatchView<const T> view, int64_t sample)
      : bytes(layer.getIndices()
                  .getType()
                  .getElementType()
                  .getIntOrFloatBitWidth() /
              8),
        data(reinterpret_cast<const char *>(view.data) +
             sample * view.step * bytes) {}

  /// Index `at`, into `n` elements.
  int64_t read(int64_t at, int64_t n) const {
    return ecg_gather_index(data, bytes, at, n);
  }

private:
  int32_t bytes;
  const char *data;
};

int64_t productOf(ArrayRef<int64_t> dims) {
  return ShapedType::getNumElements(dims);
}

/// fn(offset in the input, offset in the result, size) for each run of elements
/// that stay together, in one sample. `in` is the input's shape, `named` that
/// of the indices.
template <typename Fn>
void forEachPiece(GatherOp layer, const Indices &indices, ArrayRef<int64_t> in,
                  ArrayRef<int64_t> named, Fn fn) {
  AxisSplit split = splitAtAxis(in, layer.getAxis());
  int64_t n = in[layer.getAxis()], to = 0, rows = productOf(named);
  for (int64_t o = 0; o < split.outer; ++o)
    for (int64_t row = 0; row < rows; ++row, to += split.inner)
      fn((o * n + indices.read(row, n)) * split.inner, to, split.inner);
}

template <typename Fn>
void forEachPiece(GatherNdOp layer, const Indices &indices,
                  ArrayRef<int64_t> in, ArrayRef<int64_t> named, Fn fn) {
  size_t batch = layer.getBatchDims(), depth = named.back();
  Dims strides = denseStrides(in);
  int64_t rows = productOf(named.drop_back());
  int64_t perBatch = productOf(named.drop_front(batch).drop_back());
  int64_t inBatch = productOf(in.drop_front(batch));
  int64_t size = productOf(in.drop_front(batch + depth));
  for (int64_t row = 0; row < rows; ++row) {
    int64_t from = row / perBatch * inBatch;
    for (size_t d = 0; d < depth; ++d)
      from += indices.read(row * depth + d, in[batch + d]) * strides[batch + d];
    fn(from, row * size, size);
  }
}

template <typename Fn>
void forEachPiece(GatherElementsOp layer, const Indices &indices,
                  ArrayRef<int64_t> in, ArrayRef<int64_t> named, Fn fn) {
  AxisSplit split = splitAtAxis(named, layer.getAxis());
  int64_t n = in[layer.getAxis()], rows = named[layer.getAxis()], to = 0;
  for (int64_t o = 0; o < split.outer; ++o)
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t i = 0; i < split.inner; ++i, ++to)
        fn((o * n + indices.read(to, n)) * split.inner + i, to, 1);
}

template <typename Op> struct GatherMath : LayerMath<Op> {
  /// A constant that is picked from is a table that was learned.
  static OperandRole roleOf(Op layer, unsigned operand) {
    if (!layer->getOperand(operand).template getDefiningOp<ConstantOp>())
      return OperandRole::Activation;
    return operand == 0 ? OperandRole::Weight : OperandRole::Fixed;
  }

  template <typename T>
  static void forward(Op layer, const ForwardCall<T> &call) {
    BatchView<const T> in = call.inputs[0], indices = call.inputs[1];
    for (int64_t s = 0; s < call.samples; ++s)
      forEachPiece(layer, Indices(layer, indices, s), in.shape, indices.shape,
                   [&](int64_t from, int64_t to, int64_t size) {
                     std::copy_n(in.of(s) + from, size,
                                 call.outputs[0].of(s) + to);
                   });
  }

  template <typename T>
  static void backward(Op layer, const BackwardCall<T> &call) {
    BatchView<const T> indices = call.inputs[1];
    BatchView<T> in = call.inputGrads[0];
    for (int64_t s = 0; s < call.samples; ++s)
      forEachPiece(layer, Indices(layer, indices, s), in.shape, indices.shape,
                   [&](int64_t from, int64_t to, int64_t size) {
                     addTo(in.of(s) + from, call.outputGrads[0].of(s) + to,
                           size);
                   });
  }
};

template <typename Op> void attach(MLIRContext &context) {
  attachMath<GatherMath<Op>, Op>(context);
}

} // namespace

void ecg::attachGathers(MLIRContext &context) {
  attach<GatherOp>(context);
  attach<GatherNdOp>(context);
  attach<GatherElementsOp>(context);
}
