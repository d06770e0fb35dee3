// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Resize and its predecessor Upsample.

#include "Ops.h"
#include "ecg/IR/ResizeTable.h"
#include "ecg/IR/Shapes.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

/// Where the inputs of a Resize stand from opset 11 on.
constexpr unsigned roiIndex = 1, scalesIndex = 2, sizesIndex = 3;

bool isGiven(Node &node, unsigned index) {
  return node.hasInput(index) &&
         !(node.constant(index) && node.constant(index)->size() == 0);
}

/// A constant list of reals with `count` entries.
std::vector<float> readReals(Node &node, unsigned index, llvm::StringRef role,
                             size_t count) {
  const HostTensor *tensor = node.requireConstant(index, role);
  if (!tensor)
    return std::vector<float>(count, 1);
  std::vector<float> reals = tensor->toReals();
  if (tensor->isReal() && reals.size() == count)
    return reals;
  node.error() << role << " (input " << index << ") has " << reals.size()
               << " entries, expected " << count;
  return std::vector<float>(count, 1);
}

/// The dimensions the lists are about (`axes`, opset 18), or all of them.
Shape readAxes(Node &node) {
  Shape all = llvm::to_vector(llvm::seq<int64_t>(0, node.rank(0)));
  Shape axes = node.opset() < 18 ? all : node.integersAttribute("axes", all);
  for (int64_t &axis : axes)
    axis = node.normalizeAxis(axis, node.rank(0));
  return axes;
}

/// Scales and result shape, one entry a dimension.
struct Extent {
  std::vector<float> scales;
  Shape shape;

  void set(int64_t axis, int64_t length, float scale) {
    scales[axis] = scale;
    shape[axis] = length;
  }
};

/// `keep_aspect_ratio_policy`: one scale for all axes, the smallest or largest.
void keepAspectRatio(Node &node, const Shape &axes, Extent &extent) {
  std::string policy =
      node.stringAttribute("keep_aspect_ratio_policy", "stretch");
  if (policy == "stretch" || node.failed())
    return;
  if (policy != "not_larger" && policy != "not_smaller") {
    node.error() << "attribute 'keep_aspect_ratio_policy' is '" << policy
                 << "'; accepted are stretch, not_larger and not_smaller";
    return;
  }
  float scale = extent.scales[axes.front()];
  for (int64_t axis : axes)
    scale = policy == "not_larger" ? std::min(scale, extent.scales[axis])
                                   : std::max(scale, extent.scales[axis]);
  for (int64_t axis : axes)
    extent.set(axis,
               static_cast<int64_t>(std::nearbyint(
                   scale * static_cast<float>(node.shape(0)[axis]))),
               scale);
}

Extent readSizes(Node &node, unsigned index, const Shape &axes) {
  Extent extent{std::vector<float>(node.rank(0), 1), Shape(node.shape(0))};
  llvm::ArrayRef<int64_t> sizes = node.integers(index, "sizes");
  if (!node.failed() && sizes.size() != axes.size())
    node.error() << "sizes (input " << index << ") has " << sizes.size()
                 << " entries, expected " << axes.size();
  if (node.failed())
    return extent;
  for (auto [axis, size] : llvm::zip_equal(axes, sizes))
    extent.set(axis, size,
               static_cast<float>(size) /
                   static_cast<float>(node.shape(0)[axis]));
  keepAspectRatio(node, axes, extent);
  return extent;
}

Extent scaled(Node &node, llvm::ArrayRef<float> scales, const Shape &axes) {
  Extent extent{std::vector<float>(node.rank(0), 1), Shape(node.shape(0))};
  for (auto [axis, scale] : llvm::zip_equal(axes, scales)) {
    float length = scale * static_cast<float>(node.shape(0)[axis]);
    if (!(scale > 0 && length < 1e9f)) {
      node.error() << "scale of dimension " << axis << " is " << scale
                   << ", expected a positive number";
      return extent;
    }
    extent.set(axis, static_cast<int64_t>(std::floor(length)), scale);
  }
  return extent;
}

/// Begins and ends, one a dimension; none means no cropping.
DenseF32ArrayAttr readRoi(Node &node, unsigned index, const Shape &axes,
                          MLIRContext *context) {
  size_t rank = node.rank(0);
  std::vector<float> roi = readReals(node, index, "roi", 2 * axes.size());
  std::vector<float> result(rank, 0);
  result.resize(2 * rank, 1);
  for (size_t i = 0; i < axes.size(); ++i) {
    result[axes[i]] = roi[i];
    result[axes[i] + rank] = roi[i + axes.size()];
  }
  return DenseF32ArrayAttr::get(context, result);
}

/// What the attributes of a node say; the defaults are those of Upsample.
struct Method {
  std::string mode = "nearest", coordinates = "asymmetric", nearest = "floor";
  float cubic = -0.75f, extrapolation = 0;
  bool excludeOutside = false;
};

/// Checks names, which come from the file; false after an error.
bool checkMethod(Node &node, const Method &method) {
  auto refuse = [&](llvm::StringRef attribute, llvm::StringRef name) {
    node.error() << "attribute '" << attribute << "' is '" << name
                 << "', which is not supported";
    return false;
  };
  if (!isResizeMode(method.mode))
    return refuse("mode", method.mode);
  if (!isResizeCoordinates(method.coordinates))
    return refuse("coordinate_transformation_mode", method.coordinates);
  if (!isResizeNearest(method.nearest))
    return refuse("nearest_mode", method.nearest);
  return true;
}

LogicalResult build(Node &node, const Method &method, const Extent &extent,
                    DenseF32ArrayAttr roi) {
  Value input = node.floatOrQuantized(0);
  if (node.failed() || !checkMethod(node, method))
    return failure();
  // Nothing changes: all lengths are kept and no crop is asked for.
  if (!roi && llvm::ArrayRef<int64_t>(extent.shape) == node.shape(0) &&
      llvm::all_of(extent.scales, [](float scale) { return scale == 1; }))
    return node.forward(0);
  auto type = cast<RankedTensorType>(input.getType());
  return node.result(node.createAs<ResizeOp>(
      type.clone(extent.shape), input, llvm::StringRef(method.mode),
      llvm::StringRef(method.coordinates), llvm::ArrayRef(extent.scales),
      llvm::StringRef(method.nearest), llvm::APFloat(method.cubic),
      method.excludeOutside, roi, llvm::APFloat(method.extrapolation)));
}

/// The attributes of Resize from opset 11 on.
Method readMethod(Node &node) {
  Method method;
  method.mode = node.stringAttribute("mode", "nearest");
  method.coordinates =
      node.stringAttribute("coordinate_transformation_mode", "half_pixel");
  method.nearest = node.stringAttribute("nearest_mode", "round_prefer_floor");
  method.cubic = node.realAttribute("cubic_coeff_a", -0.75f);
  method.excludeOutside = node.integerAttribute("exclude_outside", 0);
  method.extrapolation = node.realAttribute("extrapolation_value", 0);
  if (node.opset() >= 18 && node.integerAttribute("antialias", 0))
    node.error() << "attribute 'antialias' is 1; accepted is 0";
  return method;
}

} // namespace

LogicalResult importResize(Node &node) {
  Shape axes = readAxes(node);
  if (node.opset() < 11) {
    Method method;
    method.mode = node.stringAttribute("mode", "nearest");
    auto scales = readReals(node, 1, "scales", axes.size());
    return node.failed() ? failure()
                         : build(node, method, scaled(node, scales, axes), {});
  }
  Method method = readMethod(node);
  if (node.failed())
    return failure();
  if (!isGiven(node, sizesIndex))
    node.ignoreAttribute("keep_aspect_ratio_policy");
  Extent extent =
      isGiven(node, sizesIndex)
          ? readSizes(node, sizesIndex, axes)
          : scaled(node, readReals(node, scalesIndex, "scales", axes.size()),
                   axes);
  DenseF32ArrayAttr roi;
  if (!node.failed() && method.coordinates == "tf_crop_and_resize")
    roi = readRoi(node, roiIndex, axes, node.elementType(0).getContext());
  return build(node, method, extent, roi);
}

// Scales are an attribute until opset 8.
LogicalResult importUpsample(Node &node) {
  Shape axes = llvm::to_vector(llvm::seq<int64_t>(0, node.rank(0)));
  Method method;
  method.mode = node.stringAttribute("mode", "nearest");
  std::vector<float> scales = node.opset() < 9
                                  ? node.realsAttribute("scales")
                                  : readReals(node, 1, "scales", axes.size());
  if (!node.failed() && scales.size() != axes.size())
    node.error() << "attribute 'scales' has " << scales.size()
                 << " entries, expected " << axes.size();
  if (node.failed())
    return failure();
  return build(node, method, scaled(node, scales, axes), {});
}

} // namespace ecg
