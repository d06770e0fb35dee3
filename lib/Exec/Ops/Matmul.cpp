// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Products of stacks of matrices. Permutations are strides: only what lies with
// gaps in both directions is copied. docs/numerics.md @matmul.

#include "../Matrix.h"
#include "Ops.h"
#include "Strides.h"

using namespace mlir;
using namespace ecg;

namespace {

template <typename T> struct StridedMatrix {
  T *data;
  int64_t rows, cols, byRow, byCol;

  StridedMatrix transposed() const { return {data, cols, rows, byCol, byRow}; }
};

/// Products into buffers of its own, which serve one after the other.
template <typename T> class Multiplier {
public:
  explicit Multiplier(T alpha) : alpha(alpha) {}

  /// c += alpha * a * b
  void add(StridedMatrix<const T> a, StridedMatrix<const T> b,
           StridedMatrix<T> c) {
    product.assign(c.rows * c.cols, T(0));
    matrixKernels<T>().multiplyAdd(dense(a, aCopy), dense(b, bCopy),
                                   {product.data(), c.rows, c.cols, c.cols});
    const T *from = product.data();
    for (int64_t i = 0; i < c.rows; ++i)
      for (int64_t j = 0; j < c.cols; ++j)
        c.data[i * c.byRow + j * c.byCol] += alpha * *from++;
  }

private:
  static ConstMatrix<T> dense(StridedMatrix<const T> m, std::vector<T> &copy) {
    if (m.byCol == 1 || m.cols == 1)
      return {m.data, m.rows, m.cols, m.byRow};
    if (m.byRow == 1 || m.rows == 1)
      return {m.data, m.cols, m.rows, m.byCol, /*transposed=*/true};
    copy.resize(m.rows * m.cols);
    for (int64_t i = 0; i < m.rows; ++i)
      for (int64_t j = 0; j < m.cols; ++j)
        copy[i * m.cols + j] = m.data[i * m.byRow + j * m.byCol];
    return {copy.data(), m.rows, m.cols, m.cols};
  }

  T alpha;
  std::vector<T> product, aCopy, bCopy;
};

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// Where the matrices of one sample lie.
class Stacks {
public:
  explicit Stacks(MatmulOp layer) {
    SmallVector<int64_t> order = layer.getResultOrder();
    ArrayRef<int64_t> result = shapeOf(layer.getResult());
    Strides dense = denseStrides(result);
    // Dimension order[i] of the product is dimension i of the tensor.
    SmallVector<int64_t> product(result.size());
    Strides y(result.size());
    for (auto [i, dim] : llvm::enumerate(order)) {
      product[dim] = result[i];
      y[dim] = dense[i];
    }
    size_t rank = product.size() - 2;
    rows = product[rank];
    cols = product[rank + 1];
    depth = shapeOf(layer.getLhs())[layer.getLhsOrder().back()];
    strides = {orderedStrides(layer.getLhs(), layer.getLhsOrder(), rank),
               orderedStrides(layer.getRhs(), layer.getRhsOrder(), rank), y};
    stack.assign(product.begin(), product.begin() + rank);
    stack.push_back(1); // a row of forEachRow
  }

  /// fn(where the matrices of lhs, rhs and result begin)
  template <typename Fn> void forEach(Fn fn) const {
    forEachRow(stack, strides, fn);
  }
  template <typename T> StridedMatrix<T> lhs(T *data) const {
    return at(0, data, rows, depth);
  }
  template <typename T> StridedMatrix<T> rhs(T *data) const {
    return at(1, data, depth, cols);
  }
  template <typename T> StridedMatrix<T> result(T *data) const {
    return at(2, data, rows, cols);
  }

private:
  /// Strides of `value` in an order of its dimensions behind those of a stack
  /// of `rank` dimensions; 0 where it repeats.
  static Strides orderedStrides(Value value, ArrayRef<int64_t> order,
                                size_t rank) {
    ArrayRef<int64_t> shape = shapeOf(value);
    Strides dense = denseStrides(shape), strides(rank + 2 - shape.size(), 0);
    for (int64_t dim : order)
      strides.push_back(shape[dim] == 1 ? 0 : dense[dim]);
    return strides;
  }

  template <typename T>
  StridedMatrix<T> at(size_t i, T *data, int64_t rows, int64_t cols) const {
    return {data, rows, cols, strides[i][strides[i].size() - 2],
            strides[i].back()};
  }

  int64_t rows, cols, depth;
  SmallVector<int64_t> stack;
  std::array<Strides, 3> strides;
};

struct MatmulMath : LayerMath<MatmulOp> {
  static OperandRole roleOf(MatmulOp layer, unsigned operand) {
    return layer->getOperand(operand).getDefiningOp<ConstantOp>()
               ? OperandRole::Weight
               : OperandRole::Activation;
  }

  template <typename T>
  static void forward(MatmulOp layer, const ForwardCall<T> &call) {
    Stacks stacks(layer);
    Multiplier<T> multiplier(layer.getAlpha().convertToFloat());
    for (int64_t s = 0; s < call.samples; ++s) {
      const T *a = call.inputs[0].of(s), *b = call.inputs[1].of(s);
      T *y = call.outputs[0].of(s);
      std::fill_n(y, call.outputs[0].size(), T(0));
      stacks.forEach([&](std::array<int64_t, 3> start) {
        multiplier.add(stacks.lhs(a + start[0]), stacks.rhs(b + start[1]),
                       stacks.result(y + start[2]));
      });
    }
  }

  template <typename T>
  static void backward(MatmulOp layer, const BackwardCall<T> &call) {
    Stacks stacks(layer);
    Multiplier<T> multiplier(layer.getAlpha().convertToFloat());
    bool wantsA(call.inputGrads[0]), wantsB(call.inputGrads[1]);
    for (int64_t s = 0; s < call.samples; ++s)
      stacks.forEach([&](std::array<int64_t, 3> start) {
        auto dy = stacks.result(call.outputGrads[0].of(s) + start[2]);
        if (wantsA)
          multiplier.add(
              dy, stacks.rhs(call.inputs[1].of(s) + start[1]).transposed(),
              stacks.lhs(call.inputGrads[0].of(s) + start[0]));
        if (wantsB)
          multiplier.add(
              stacks.lhs(call.inputs[0].of(s) + start[0]).transposed(), dy,
              stacks.rhs(call.inputGrads[1].of(s) + start[1]));
      });
  }
};

} // namespace

void ecg::attachMatmul(MLIRContext &context) {
  attachMath<MatmulMath, MatmulOp>(context);
}
