// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pools.

#include "Layers.h"
#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {

/// Lists that say nothing are left out.
DenseI64ArrayAttr unlessAll(MLIRContext *context, llvm::ArrayRef<int64_t> list,
                            int64_t neutral) {
  if (llvm::all_of(list, [&](int64_t entry) { return entry == neutral; }))
    return {};
  return DenseI64ArrayAttr::get(context, list);
}

} // namespace

/// Makes a pool of one or two dimensions.
using MakePool = llvm::function_ref<Value(Value, const Geometry &)>;

/// A pool of up to three dimensions. The third, outermost, goes first and by
/// itself, the plane of the others being one dimension: the maximum, and the
/// mean with its count of elements, are products over dimensions.
static Value poolByPlanes(Node &node, Value input, const Geometry &geometry,
                          MakePool pool) {
  if (geometry.kernel.size() < 3 || node.failed())
    return node.failed() ? Value() : pool(input, geometry);
  auto shapeOf = [](Value value) {
    return Shape(cast<RankedTensorType>(value.getType()).getShape());
  };
  Shape in = shapeOf(input);
  Geometry depth{{geometry.kernel[0], 1},
                 {geometry.strides[0], 1},
                 {geometry.dilations[0], 1},
                 {geometry.pads[0], 0, geometry.pads[3], 0}};
  Value first =
      pool(node.reshape(input, {in[0], in[1], in[2], in[3] * in[4]}), depth);
  if (!first)
    return {};
  int64_t planes = shapeOf(first)[2];
  auto tail = [](const Shape &list) {
    return Shape(list.begin() + 1, list.end());
  };
  Geometry plane{
      tail(geometry.kernel),
      tail(geometry.strides),
      tail(geometry.dilations),
      {geometry.pads[1], geometry.pads[2], geometry.pads[4], geometry.pads[5]}};
  Value second =
      pool(node.reshape(first, {in[0], in[1] * planes, in[3], in[4]}), plane);
  if (!second)
    return {};
  Shape out = shapeOf(second);
  return node.reshape(second, {in[0], in[1], planes, out[2], out[3]});
}

/// Output 1: where the maxima stand.
static void importIndices(Node &node, Value input, const Geometry &geometry,
                          bool ceilMode, bool columnMajor) {
  if (!node.hasOutput(1) || node.failed())
    return;
  if (!checkSpatialRank(node, 2))
    return;
  MLIRContext *context = input.getContext();
  node.setOutput(1, node.create<MaxPoolIndicesOp>(
                        input, geometry.kernel, geometry.strides,
                        unlessAll(context, geometry.pads, 0),
                        unlessAll(context, geometry.dilations, 1), ceilMode,
                        columnMajor));
}

/// Plain uint8 as reals, which hold it exactly. All other elements of 8 bits
/// have a pool of their own.
static Value asPoolable(Node &node, Value input) {
  if (node.failed())
    return {};
  Type element = cast<RankedTensorType>(input.getType()).getElementType();
  return element.isUnsignedInteger(8)
             ? node.cast(input, Float32Type::get(node.getContext()))
             : input;
}

LogicalResult importMaxPool(Node &node) {
  std::optional<Geometry> geometry = readPool(node);
  bool ceilMode = node.integerAttribute("ceil_mode", 0);
  bool columnMajor = node.integerAttribute("storage_order", 0);
  Value given = node.floatOrQuantized(0), input = asPoolable(node, given);
  if (node.failed())
    return failure();
  importIndices(node, input, *geometry, ceilMode, columnMajor);
  Value pooled = poolByPlanes(
      node, input, *geometry, [&](Value value, const Geometry &geometry) {
        MLIRContext *context = node.getContext();
        return node.create<MaxPoolOp>(value, geometry.kernel, geometry.strides,
                                      unlessAll(context, geometry.pads, 0),
                                      unlessAll(context, geometry.dilations, 1),
                                      ceilMode);
      });
  if (input != given && pooled)
    pooled = node.cast(
        pooled, cast<RankedTensorType>(given.getType()).getElementType());
  return node.result(pooled);
}

Value averagePool(Node &node, Value input) {
  std::optional<Geometry> geometry = readPool(node);
  bool ceilMode = node.integerAttribute("ceil_mode", 0);
  bool countPads = node.integerAttribute("count_include_pad", 0);
  if (node.failed())
    return {};
  if (llvm::any_of(geometry->dilations, [](int64_t d) { return d != 1; })) {
    node.error() << "attribute 'dilations' is ["
                 << formatShape(geometry->dilations) << "]; accepted is 1 only";
    return {};
  }
  return poolByPlanes(node, input, *geometry,
                      [&](Value value, const Geometry &geometry) {
                        return node.create<AvgPoolOp>(
                            value, geometry.kernel, geometry.strides,
                            unlessAll(value.getContext(), geometry.pads, 0),
                            ceilMode, countPads);
                      });
}

LogicalResult importAveragePool(Node &node) {
  return node.result(averagePool(node, node.value(0)));
}

LogicalResult importGlobalAveragePool(Node &node) {
  if (!checkSpatialRank(node, 4))
    return failure();
  return node.result(node.create<GlobalAvgPoolOp>(node.value(0)));
}

// A max_pool with one window over everything.
LogicalResult importGlobalMaxPool(Node &node) {
  if (!checkSpatialRank(node, 4))
    return failure();
  Shape result(node.shape(0)), flat = {result[0], result[1], 1};
  for (int64_t &length : llvm::MutableArrayRef(result).drop_front(2)) {
    flat[2] *= length;
    length = 1;
  }
  Value input = node.reshape(node.floatOrQuantized(0), flat);
  Value pooled = node.create<MaxPoolOp>(
      input, llvm::ArrayRef<int64_t>(flat).take_back(), Shape{1},
      DenseI64ArrayAttr(), DenseI64ArrayAttr());
  return node.result(node.reshape(pooled, result));
}

} // namespace ecg
