// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pools.

#include "Geometry.h"
#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

/// The geometry of a pool, whose kernel is an attribute. Empty on failure.
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
  if (!geometry || node.failed())
    return failure();
  MLIRContext *context = input.getContext();
  return node.result(node.create<MaxPoolOp>(
      input, geometry->kernel, geometry->strides,
      unlessAll(context, geometry->pads, 0),
      unlessAll(context, geometry->dilations, 1), ceilMode));
}

} // namespace ecg
