// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Transposed convolution. The weight of ONNX has input channels first; layers
// have output channels first.

#include "Geometry.h"
#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {

/// Dimensions (groups, I/groups, O/groups, taps) as (groups, O/groups,
/// I/groups, taps).
const int64_t outputsFirst[] = {0, 2, 1, 3};

/// The weight of input 1, `I x O/groups x K...`, as `O x I/groups x K...`.
Value readWeight(Node &node, int64_t groups) {
  llvm::ArrayRef<int64_t> shape = node.shape(1);
  int64_t inputs = shape[0] / groups, outputs = shape[1];
  Shape result = {outputs * groups, inputs};
  llvm::append_range(result, shape.drop_front(2));
  Shape split = {groups, inputs, outputs,
                 ShapedType::getNumElements(shape.drop_front(2))};
  if (const HostTensor *known = node.constant(1)) {
    if (groups > 1)
      return node.materialize(
          known->reshaped(split).transposed(outputsFirst).reshaped(result));
    Shape order = llvm::to_vector(llvm::seq<int64_t>(0, shape.size()));
    std::swap(order[0], order[1]);
    return node.materialize(known->transposed(order));
  }
  Value weight = node.reshape(node.value(1), split);
  weight = node.create<TransposeOp>(weight, outputsFirst);
  return node.reshape(weight, result);
}

/// Pads that give the lengths asked for by `output_shape` or SAME padding:
/// input length times stride. The odd element goes to the end with SAME_UPPER.
void fitPads(Node &node, Geometry &geometry, llvm::ArrayRef<int64_t> lengths,
             bool upper, Shape &behind) {
  size_t rank = geometry.kernel.size();
  for (size_t d = 0; d < rank; ++d) {
    int64_t whole = geometry.strides[d] * (node.shape(0)[d + 2] - 1) +
                    behind[d] +
                    geometry.dilations[d] * (geometry.kernel[d] - 1) + 1;
    int64_t total = std::max<int64_t>(whole - lengths[d], 0);
    behind[d] += std::max<int64_t>(lengths[d] - whole, 0);
    geometry.pads[d] = upper ? total / 2 : total - total / 2;
    geometry.pads[d + rank] = total - geometry.pads[d];
  }
}

/// Checks what readWeight divides by; false after an error.
bool checkWeight(Node &node, int64_t groups) {
  llvm::ArrayRef<int64_t> shape = node.shape(1);
  if (node.rank(0) < 3 || node.rank(0) > 5 || node.rank(1) != node.rank(0))
    node.error() << "input has shape " << formatShape(node.shape(0))
                 << " and weight " << formatShape(shape)
                 << "; accepted are one to three spatial dimensions";
  else if (groups < 1 || shape[0] % groups != 0)
    node.error() << "attribute 'group' is " << groups << ", but weight "
                 << formatShape(shape) << " has " << shape[0]
                 << " input channels";
  return !node.failed();
}

} // namespace

LogicalResult importConvTranspose(Node &node) {
  int64_t groups = node.integerAttribute("group", 1);
  if (node.failed() || !checkWeight(node, groups))
    return failure();
  Shape kernel(node.shape(1).drop_front(2));
  size_t rank = kernel.size();
  if (node.integersAttribute("kernel_shape", kernel) != kernel &&
      !node.failed())
    return node.error() << "attribute 'kernel_shape' does not agree with "
                           "weight "
                        << formatShape(node.shape(1));
  std::string autoPad = node.stringAttribute("auto_pad", "NOTSET");
  Geometry geometry = readGeometry(node, kernel);
  Shape behind = readGeometryList(node, "output_padding", rank, 0);
  Shape lengths = node.integersAttribute("output_shape", {});
  if (node.failed())
    return failure();
  if (lengths.empty() && autoPad.substr(0, 4) == "SAME")
    for (size_t d = 0; d < rank; ++d)
      lengths.push_back(node.shape(0)[d + 2] * geometry.strides[d]);
  // Old exporters write batch and channels, too.
  if (lengths.size() == rank + 2)
    lengths.erase(lengths.begin(), lengths.begin() + 2);
  if (!lengths.empty() && lengths.size() != rank)
    return node.error() << "attribute 'output_shape' has " << lengths.size()
                        << " entries, expected " << rank;
  if (!lengths.empty())
    fitPads(node, geometry, lengths, autoPad == "SAME_UPPER", behind);
  return node.result(node.create<ConvTransposeOp>(
      node.value(0), readWeight(node, groups), node.value(2), geometry.strides,
      geometry.pads, geometry.dilations, behind, groups, ClampAttr()));
}

} // namespace ecg
