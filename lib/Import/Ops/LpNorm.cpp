// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators around the norm (sum |x|^p)^(1/p), made of powers and sums.

#include "Layers.h"
#include "Ops.h"
#include <limits>

using namespace mlir;

namespace ecg {

namespace {

/// Attribute `p`, 2 unless the file says otherwise; positive.
int64_t readP(Node &node) {
  int64_t p = node.integerAttribute("p", 2);
  if (!node.failed() && p < 1)
    node.error() << "attribute 'p' is " << p << ", expected a positive number";
  return p;
}

/// |x|^p.
Value magnitudePower(Node &node, Value x, int64_t p) {
  if (p == 2)
    return node.create<UnaryOp>("square", x);
  Value magnitude = node.create<UnaryOp>("abs", x);
  return p == 1 ? magnitude
                : node.create<UnaryOp>("power", magnitude, float(p));
}

/// sum^(1/p).
Value root(Node &node, Value sum, int64_t p) {
  if (p == 1)
    return sum;
  return p == 2 ? node.create<UnaryOp>("sqrt", sum)
                : node.create<UnaryOp>("power", sum, 1.0f / p);
}

/// The norm of everything along `axes`, which stay with length 1.
Value norm(Node &node, Value x, llvm::ArrayRef<int64_t> axes, int64_t p) {
  Value powers = magnitudePower(node, x, p);
  Value sum = node.create<ReduceOp>("sum", powers, axes, /*keep_dims=*/true);
  return root(node, sum, p);
}

} // namespace

// The sum over a window is a convolution of each channel with ones.
LogicalResult importLpPool(Node &node) {
  int64_t p = readP(node);
  std::optional<Geometry> geometry = readPool(node);
  bool ceilMode = node.integerAttribute("ceil_mode", 0);
  Value powers = magnitudePower(node, node.value(0), p);
  if (node.failed())
    return failure();
  if (ceilMode)
    ceilWindows(*geometry, node.shape(0).drop_front(2));
  int64_t channels = node.shape(0)[1];
  Shape kernel = {channels, 1};
  llvm::append_range(kernel, geometry->kernel);
  Value sum = convolve(node, powers, node.splat(kernel, 1), Value(), *geometry,
                       /*groups=*/channels);
  return node.result(root(node, sum, p));
}

LogicalResult importGlobalLpPool(Node &node) {
  int64_t p = readP(node);
  if (node.failed() || !checkSpatialRank(node, 4))
    return failure();
  auto axes = llvm::to_vector(llvm::seq<int64_t>(2, node.rank(0)));
  return node.result(norm(node, node.value(0), axes, p));
}

// Where all elements are 0 the quotient is, too: the smallest number is far
// below any norm that is not 0.
LogicalResult importLpNormalization(Node &node) {
  int64_t p = readP(node);
  int64_t axis =
      node.normalizeAxis(node.integerAttribute("axis", -1), node.rank(0));
  if (!node.failed() && p > 2)
    node.error() << "attribute 'p' is " << p << "; accepted are 1 and 2";
  Value x = node.value(0);
  Value divisor = node.create<BinaryOp>(
      "max", norm(node, x, {axis}, p),
      node.failed() ? Value() : node.number(std::numeric_limits<float>::min()));
  return node.result(node.create<BinaryOp>("div", x, divisor));
}

} // namespace ecg
