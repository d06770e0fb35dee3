// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pools.

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

} // namespace ecg
