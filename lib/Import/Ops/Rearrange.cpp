// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators that repeat elements or move them between dimensions, made of
// reshape, transpose and expand.

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace ecg {

namespace {

/// N x C x H x W of DepthToSpace or SpaceToDepth, and the edge of its blocks.
struct Blocks {
  int64_t batch, channels, height, width, edge;
};

std::optional<Blocks> readBlocks(Node &node) {
  int64_t edge = node.requireInteger("blocksize");
  if (!node.failed() && (node.rank(0) != 4 || edge < 1))
    node.error() << "has blocks of " << edge << " in a tensor of rank "
                 << node.rank(0) << "; expected a positive size and rank 4";
  if (node.failed())
    return std::nullopt;
  llvm::ArrayRef<int64_t> shape = node.shape(0);
  return Blocks{shape[0], shape[1], shape[2], shape[3], edge};
}

/// reshape, transpose, reshape.
LogicalResult rearrange(Node &node, llvm::ArrayRef<int64_t> split,
                        llvm::ArrayRef<int64_t> permutation,
                        llvm::ArrayRef<int64_t> joined) {
  Value parts = node.reshape(node.any(0), split);
  return node.result(
      node.reshape(node.create<TransposeOp>(parts, permutation), joined));
}

} // namespace

LogicalResult importDepthToSpace(Node &node) {
  std::string mode = node.stringAttribute("mode", "DCR");
  std::optional<Blocks> blocks = readBlocks(node);
  if (!blocks)
    return failure();
  auto [n, c, h, w, edge] = *blocks;
  int64_t depth = c / (edge * edge);
  if (depth * edge * edge != c || (mode != "DCR" && mode != "CRD"))
    return node.error() << "cannot make blocks of " << edge << " of " << c
                        << " channels in mode '" << mode << "'";
  Shape joined = {n, depth, h * edge, w * edge};
  if (mode == "DCR")
    return rearrange(node, {n, edge, edge, depth, h, w}, {0, 3, 4, 1, 5, 2},
                     joined);
  return rearrange(node, {n, depth, edge, edge, h, w}, {0, 1, 4, 2, 5, 3},
                   joined);
}

LogicalResult importSpaceToDepth(Node &node) {
  std::optional<Blocks> blocks = readBlocks(node);
  if (!blocks)
    return failure();
  auto [n, c, h, w, edge] = *blocks;
  if (h % edge != 0 || w % edge != 0)
    return node.error() << "cannot cut " << h << " x " << w
                        << " into blocks of " << edge;
  return rearrange(node, {n, c, h / edge, edge, w / edge, edge},
                   {0, 3, 5, 1, 2, 4},
                   {n, c * edge * edge, h / edge, w / edge});
}

LogicalResult importExpand(Node &node) {
  llvm::ArrayRef<int64_t> target = node.integers(1, "shape");
  if (node.failed())
    return failure();
  auto shape = broadcastShapes(node.shape(0), target);
  if (!shape || !countElements(*shape))
    return node.error() << "cannot expand [" << formatShape(node.shape(0))
                        << "] to [" << formatShape(target) << "]";
  if (node.shape(0) == llvm::ArrayRef(*shape))
    return node.forward(0);
  if (const HostTensor *constant = node.constant(0))
    return node.checkSize(*shape) ? node.result(constant->broadcast(*shape))
                                  : failure();
  return node.result(node.expand(node.any(0), *shape));
}

// Every dimension gets one before it, which is expanded and merged.
LogicalResult importTile(Node &node) {
  llvm::ArrayRef<int64_t> repeats = node.integers(1, "repeats");
  if (node.failed())
    return failure();
  if (static_cast<int64_t>(repeats.size()) != node.rank(0))
    return node.error() << "has " << repeats.size() << " repeats for rank "
                        << node.rank(0);
  Shape split, expanded, joined;
  for (auto [size, repeat] : llvm::zip(node.shape(0), repeats)) {
    int64_t whole;
    if (repeat < 1 || llvm::MulOverflow(size, repeat, whole))
      return node.error() << "repeats " << repeat << " times";
    llvm::append_values(split, 1, size);
    llvm::append_values(expanded, repeat, size);
    joined.push_back(whole);
  }
  Value wide = node.expand(node.reshape(node.any(0), split), expanded);
  return node.result(node.reshape(wide, joined));
}

} // namespace ecg
