// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// MaxUnpool: maxima back at the positions they were found at, zeros elsewhere.
// Every position is compared with the index that may name it.

#include "Geometry.h"
#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include <numeric>

using namespace mlir;

namespace ecg {

namespace {

/// Comparisons of each position with each index, at most.
constexpr int64_t maxPairs = int64_t(1) << 20;

/// The shape of the result, from the geometry or as input 2 gives it.
Shape unpooledShape(Node &node, const Geometry &geometry) {
  if (node.hasInput(2))
    return Shape(node.integers(2, "output_shape"));
  Shape shape(node.shape(0));
  size_t rank = geometry.kernel.size();
  for (size_t d = 0; d < rank; ++d)
    shape[d + 2] = (shape[d + 2] - 1) * geometry.strides[d] +
                   geometry.kernel[d] - geometry.pads[d] -
                   geometry.pads[d + rank];
  return shape;
}

/// The shape of windows of `kernel`, one an element, side by side.
Shape tiledShape(Value value, llvm::ArrayRef<int64_t> kernel) {
  Shape shape(cast<RankedTensorType>(value.getType()).getShape());
  for (auto [length, size] :
       llvm::zip_equal(llvm::MutableArrayRef(shape).drop_front(2), kernel))
    length *= size;
  return shape;
}

/// Whether each index lies in the window of its maximum, and windows tile
/// `shape`: they come from a pool of this shape by the same kernel.
bool areTiles(Value indices, const Geometry &geometry,
              llvm::ArrayRef<int64_t> shape) {
  auto pool = indices.getDefiningOp<MaxPoolIndicesOp>();
  auto isTrivial = [](std::optional<llvm::ArrayRef<int64_t>> list, int64_t n) {
    return !list || llvm::all_of(*list, [&](int64_t x) { return x == n; });
  };
  return pool && geometry.kernel == geometry.strides &&
         pool.getInput().getType().getShape() == shape &&
         pool.getKernel() == llvm::ArrayRef(geometry.kernel) &&
         pool.getStrides() == pool.getKernel() &&
         tiledShape(indices, geometry.kernel) == Shape(shape) &&
         isTrivial(pool.getPads(), 0) && isTrivial(pool.getDilations(), 1) &&
         !pool.getColumnMajor();
}

/// Each element all over its window of `kernel`.
Value tile(Node &node, Value value, llvm::ArrayRef<int64_t> kernel) {
  if (node.failed())
    return {};
  llvm::ArrayRef<int64_t> shape =
      cast<RankedTensorType>(value.getType()).getShape();
  Shape apart(shape.take_front(2)), wide = apart;
  for (auto [length, size] : llvm::zip_equal(shape.drop_front(2), kernel)) {
    apart.append({length, 1});
    wide.append({length, size});
  }
  return node.reshape(node.expand(node.reshape(value, apart), wide),
                      tiledShape(value, kernel));
}

/// 0, 1, 2 ... in `shape`.
Value positions(Node &node, Shape shape) {
  std::vector<int64_t> numbers(ShapedType::getNumElements(shape));
  std::iota(numbers.begin(), numbers.end(), 0);
  return node.materializeAs(
      HostTensor::ofIntegers(std::move(shape), std::move(numbers)),
      IntegerType::get(node.getContext(), 64));
}

/// `x` where `indices` name the position, 0 elsewhere.
Value place(Node &node, Value x, Value indices, Value positions) {
  Value isHere = node.create<CompareOp>("equal", indices, positions);
  return node.create<SelectOp>(isHere, x, node.failed() ? x : node.number(0));
}

} // namespace

LogicalResult importMaxUnpool(Node &node) {
  std::optional<Geometry> geometry = readPool(node);
  if (!geometry)
    return failure();
  Shape shape = unpooledShape(node, *geometry);
  Value x = node.value(0), indices = node.any(1);
  if (node.failed() || !node.checkSize(shape))
    return failure();
  if (node.shape(0) != node.shape(1))
    return node.error() << "indices have shape " << formatShape(node.shape(1))
                        << ", expected " << formatShape(node.shape(0));
  if (areTiles(indices, *geometry, shape))
    return node.result(place(node, tile(node, x, geometry->kernel),
                             tile(node, indices, geometry->kernel),
                             positions(node, shape)));
  int64_t from = ShapedType::getNumElements(node.shape(0)),
          to = ShapedType::getNumElements(shape);
  if (from * to > maxPairs)
    return node.error() << "puts " << from << " numbers at any of " << to
                        << " positions; accepted are " << maxPairs
                        << " pairs, and indices of a MaxPool of the same "
                           "windows, none of which overlap";
  Value each =
      place(node, node.reshape(x, {1, from}), node.reshape(indices, {1, from}),
            positions(node, {to, 1}));
  Value sum = node.create<ReduceOp>("sum", each, llvm::ArrayRef<int64_t>{1},
                                    /*keep_dims=*/false);
  return node.failed() ? failure() : node.result(node.reshape(sum, shape));
}

} // namespace ecg
