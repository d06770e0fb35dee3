// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Window attributes, and ONNX automatic padding turned into explicit pads.

#include "Geometry.h"

namespace ecg {

namespace {

/// Pads such that there are ceil(length / stride) windows; the odd element
/// goes to the end (SAME_UPPER) or the begin (SAME_LOWER).
void padToSame(Geometry &geometry, llvm::ArrayRef<int64_t> lengths,
               bool upper) {
  size_t rank = geometry.kernel.size();
  for (size_t d = 0; d < rank; ++d) {
    int64_t span = geometry.dilations[d] * (geometry.kernel[d] - 1) + 1;
    int64_t stride = geometry.strides[d];
    int64_t windows = (lengths[d] + stride - 1) / stride;
    int64_t total =
        std::max<int64_t>((windows - 1) * stride + span - lengths[d], 0);
    int64_t half = total / 2;
    geometry.pads[d] = upper ? half : total - half;
    geometry.pads[d + rank] = upper ? total - half : half;
  }
}

} // namespace

bool checkSpatialRank(Node &node, int64_t most) {
  if (node.rank(0) >= 3 && node.rank(0) <= most + 2)
    return true;
  node.error() << "input has rank " << node.rank(0) << "; accepted are 3 to "
               << most + 2 << ": batch, channels and one to " << most
               << " spatial dimensions";
  return false;
}

Shape readGeometryList(Node &node, llvm::StringRef name, size_t count,
                       int64_t min) {
  Shape otherwise(count, min);
  Shape list = node.integersAttribute(name, otherwise);
  if (list.size() != count && !node.failed())
    node.error() << "attribute '" << name << "' has " << list.size()
                 << " entries, expected " << count;
  for (int64_t entry : list)
    if ((entry < min || entry > maxGeometry) && !node.failed())
      node.error() << "attribute '" << name << "' holds " << entry
                   << ", expected " << min << " to " << maxGeometry;
  return node.failed() ? otherwise : list;
}

Geometry readGeometry(Node &node, Shape kernel) {
  size_t rank = kernel.size();
  Geometry geometry{std::move(kernel),
                    readGeometryList(node, "strides", rank, 1),
                    readGeometryList(node, "dilations", rank, 1),
                    readGeometryList(node, "pads", 2 * rank, 0)};
  for (int64_t length : geometry.kernel)
    if ((length < 1 || length > maxGeometry) && !node.failed())
      node.error() << "kernel has length " << length << ", expected 1 to "
                   << maxGeometry;
  std::string autoPad = node.stringAttribute("auto_pad", "NOTSET");
  if (node.failed() || autoPad == "NOTSET")
    return geometry;
  if (autoPad == "SAME_UPPER" || autoPad == "SAME_LOWER")
    padToSame(geometry, node.shape(0).drop_front(2), autoPad == "SAME_UPPER");
  else if (autoPad == "VALID")
    geometry.pads.assign(2 * rank, 0);
  else
    node.error() << "attribute 'auto_pad' is '" << autoPad
                 << "'; accepted are NOTSET, SAME_UPPER, SAME_LOWER and VALID";
  return geometry;
}

std::optional<Geometry> readPool(Node &node) {
  if (!checkSpatialRank(node, 3))
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

void ceilWindows(Geometry &geometry, llvm::ArrayRef<int64_t> lengths) {
  size_t rank = geometry.kernel.size();
  for (size_t d = 0; d < rank; ++d) {
    int64_t span = geometry.dilations[d] * (geometry.kernel[d] - 1) + 1;
    int64_t stride = geometry.strides[d], begin = geometry.pads[d];
    int64_t room = lengths[d] + begin + geometry.pads[d + rank] - span;
    int64_t last = (room + stride - 1) / stride * stride; // where it starts
    if (last >= lengths[d] + begin)
      last -= stride;
    geometry.pads[d + rank] =
        std::max(geometry.pads[d + rank], last + span - lengths[d] - begin);
  }
}

} // namespace ecg
