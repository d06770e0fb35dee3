// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pools and means over dimensions.

#include "Geometry.h"
#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {

/// The geometry of a pool, whose kernel is an attribute. Nothing on failure.
std::optional<Geometry> readPool(Node &node) {
  if (!checkSignalRank(node))
    return std::nullopt;
  Shape kernel = node.integersAttribute("kernel_shape", {});
  if (!node.failed() && static_cast<int64_t>(kernel.size()) != node.rank(0) - 2)
    node.error() << "attribute 'kernel_shape' has " << kernel.size()
                 << " entries, expected " << node.rank(0) - 2;
  if (node.failed())
    return std::nullopt;
  Geometry geometry = readGeometry(node, kernel);
  for (auto [length, low, high] :
       llvm::zip(kernel, geometry.pads,
                 llvm::ArrayRef(geometry.pads).drop_front(kernel.size())))
    if (!node.failed() && std::max(low, high) >= length)
      node.error() << "pads " << low << " and " << high
                   << " reach over the whole kernel of length " << length;
  if (node.failed())
    return std::nullopt;
  return geometry;
}

/// Lists that say nothing are left out.
DenseI64ArrayAttr unlessAll(MLIRContext *context, llvm::ArrayRef<int64_t> list,
                            int64_t neutral) {
  if (llvm::all_of(list, [&](int64_t entry) { return entry == neutral; }))
    return {};
  return DenseI64ArrayAttr::get(context, list);
}

/// Axes of a reduction, sorted: attribute until opset 17, then input. None
/// means all.
Shape readAxes(Node &node) {
  int64_t rank = node.rank(0);
  Shape axes = node.opset() < 18  ? node.integersAttribute("axes", {})
               : node.hasInput(1) ? Shape(node.integers(1, "axes"))
                                  : Shape();
  for (int64_t &axis : axes)
    axis = node.normalizeAxis(axis, rank);
  llvm::sort(axes);
  if (!node.failed() && std::unique(axes.begin(), axes.end()) != axes.end())
    node.error() << "names an axis twice";
  if (axes.empty())
    llvm::append_range(axes, llvm::seq<int64_t>(0, rank));
  return axes;
}

} // namespace

LogicalResult importMaxPool(Node &node) {
  std::optional<Geometry> geometry = readPool(node);
  bool ceilMode = node.integerAttribute("ceil_mode", 0);
  // It orders the indices output, which is not supported.
  node.ignoreAttribute("storage_order");
  Value input = node.floatOrQuantized(0);
  if (node.failed())
    return failure();
  MLIRContext *context = input.getContext();
  return node.result(node.create<MaxPoolOp>(
      input, geometry->kernel, geometry->strides,
      unlessAll(context, geometry->pads, 0),
      unlessAll(context, geometry->dilations, 1), ceilMode));
}

LogicalResult importAveragePool(Node &node) {
  std::optional<Geometry> geometry = readPool(node);
  bool ceilMode = node.integerAttribute("ceil_mode", 0);
  bool countPads = node.integerAttribute("count_include_pad", 0);
  Value input = node.value(0);
  if (node.failed())
    return failure();
  if (llvm::any_of(geometry->dilations, [](int64_t d) { return d != 1; }))
    return node.error() << "attribute 'dilations' is ["
                        << formatShape(geometry->dilations)
                        << "]; accepted is 1 only";
  return node.result(node.create<AvgPoolOp>(
      input, geometry->kernel, geometry->strides,
      unlessAll(input.getContext(), geometry->pads, 0), ceilMode, countPads));
}

LogicalResult importGlobalAveragePool(Node &node) {
  if (!checkSignalRank(node))
    return failure();
  return node.result(node.create<GlobalAvgPoolOp>(node.value(0)));
}

// A max_pool with one window over everything.
LogicalResult importGlobalMaxPool(Node &node) {
  if (!checkSignalRank(node))
    return failure();
  llvm::ArrayRef<int64_t> lengths = node.shape(0).drop_front(2);
  Value input = node.floatOrQuantized(0);
  return node.result(
      node.create<MaxPoolOp>(input, lengths, Shape(lengths.size(), 1),
                             DenseI64ArrayAttr(), DenseI64ArrayAttr()));
}

// The dimensions to reduce are moved to the end and merged into one, of which
// global_avg_pool takes the mean.
LogicalResult importReduceMean(Node &node) {
  bool keepDims = node.integerAttribute("keepdims", 1);
  bool doNothing = node.integerAttribute("noop_with_empty_axes", 0);
  Shape axes = readAxes(node);
  Value input = node.value(0);
  if (node.failed())
    return failure();
  if (doNothing && (!node.hasInput(1) || node.constant(1)->size() == 0))
    return node.forward(0);

  llvm::ArrayRef<int64_t> shape = node.shape(0);
  Shape order, result;
  int64_t kept = 1, reduced = 1;
  for (int64_t dim = 0; dim < node.rank(0); ++dim) {
    bool reduce = llvm::is_contained(axes, dim);
    (reduce ? reduced : kept) *= shape[dim];
    if (!reduce)
      order.push_back(dim);
    if (!reduce || keepDims)
      result.push_back(reduce ? 1 : shape[dim]);
  }
  llvm::append_range(order, axes);
  if (!llvm::is_sorted(order))
    input = node.create<TransposeOp>(input, order);
  Value mean =
      node.create<GlobalAvgPoolOp>(node.reshape(input, {1, kept, reduced}));
  return node.result(node.reshape(mean, result));
}

} // namespace ecg
