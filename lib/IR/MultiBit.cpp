// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Multi-bit weights in the dialect: the attribute, the constant that folds to
// numbers, and the op that learns.

#include "ChannelTies.h"
#include "ecg/Compress/BitCodes.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>

using namespace mlir;

namespace ecg {

//===----------------------------------------------------------------------===//
// What it says
//===----------------------------------------------------------------------===//

/// Bytes of the planes of a group.
static int64_t planeBytes(int64_t groupSize) { return (groupSize + 7) / 8; }

/// One reason why rows of `shape` cannot be cut into groups, or empty.
static std::string findGroupFault(ArrayRef<int64_t> shape, int64_t size,
                                  bool pixel) {
  if (shape.empty() || llvm::is_contained(shape, 0))
    return "needs weights in rows";
  int64_t row = ShapedType::getNumElements(shape.drop_front());
  if (size < 1 || row % size)
    return "groups of " + std::to_string(size) +
           " weights do not fill rows of " + std::to_string(row);
  if (pixel && (shape.size() < 3 || size != shape[1]))
    return "groups of pixels hold one weight for each input channel";
  return "";
}

LogicalResult MultiBitAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                   RankedTensorType type, int64_t groupSize,
                                   bool pixel, ArrayRef<int64_t> bits,
                                   ElementsAttr alphas, APFloat scale,
                                   ElementsAttr planes) {
  if (!type.getElementType().isF32() || !type.hasStaticShape())
    return emitError() << "multi-bit weights need a static f32 type";
  std::string fault = findGroupFault(type.getShape(), groupSize, pixel);
  if (!fault.empty())
    return emitError() << "multi-bit weights: " << fault;
  int64_t groups = type.getNumElements() / groupSize;
  if (static_cast<int64_t>(bits.size()) != groups)
    return emitError() << "needs the bits of " << groups << " groups, got "
                       << bits.size();
  if (llvm::any_of(bits, [](int64_t b) { return b < 0 || b > 8; }))
    return emitError() << "a group has 0 to 8 bits";
  int64_t total = std::accumulate(bits.begin(), bits.end(), int64_t(0));
  Type stored = alphas.getElementType();
  if (!stored.isSignlessInteger(8) && !stored.isSignlessInteger(16))
    return emitError() << "alphas are i8 or i16";
  if (alphas.getNumElements() != total)
    return emitError() << "needs an alpha for each of " << total
                       << " bits, got " << alphas.getNumElements();
  if (!scale.isFinite() || !(scale.convertToFloat() > 0))
    return emitError() << "the scale must be finite and above 0";
  if (!planes.getElementType().isSignlessInteger(8) ||
      planes.getNumElements() != total * planeBytes(groupSize))
    return emitError() << "needs " << total * planeBytes(groupSize)
                       << " bytes of planes (i8), got "
                       << planes.getNumElements();
  return success();
}

/// Elements of alphas, widened; nothing where they cannot be read.
static std::optional<SmallVector<int64_t>> readAlphas(ElementsAttr alphas) {
  SmallVector<int64_t> values;
  if (auto narrow = ConstantData<int8_t>::get(alphas))
    llvm::append_range(values, narrow->values());
  else if (auto wide = ConstantData<int16_t>::get(alphas))
    llvm::append_range(values, wide->values());
  else
    return std::nullopt;
  return values;
}

/// Exact: every sum is an integer below 2^24, times one float.
std::vector<float> MultiBitAttr::reconstruct() const {
  auto alphas = readAlphas(getAlphas());
  auto planes = ConstantData<int8_t>::get(getPlanes());
  if (!alphas || !planes)
    return {};
  std::vector<float> weights(getType().getNumElements(), 0.0f);
  WeightGroups groups =
      WeightGroups::get(getType().getShape(), getGroupSize(), getPixel());
  size_t alpha = 0;
  ArrayRef<int8_t> rest = planes->values();
  for (auto [g, bits] : llvm::enumerate(getBits())) {
    SmallVector<int64_t> sums(groups.size, 0);
    for (int64_t b = 0; b < bits; ++b, ++alpha) {
      for (int64_t i = 0; i < groups.size; ++i)
        sums[i] +=
            rest[i / 8] >> (i % 8) & 1 ? (*alphas)[alpha] : -(*alphas)[alpha];
      rest = rest.drop_front(planeBytes(groups.size));
    }
    for (int64_t i = 0; i < groups.size; ++i)
      weights[groups.at(g, i)] =
          getScale().convertToFloat() * static_cast<float>(sums[i]);
  }
  return weights;
}

double MultiBitAttr::getAverageBits() const {
  double sum = std::accumulate(getBits().begin(), getBits().end(), 0.0);
  return sum / static_cast<double>(getNumGroups());
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

LogicalResult MultiBitOp::verify() {
  if (getValue().getType() != getResult().getType())
    return emitOpError() << "makes " << getValue().getType() << ", not "
                         << getResult().getType();
  return success();
}

OpFoldResult MultiBitOp::fold(FoldAdaptor) {
  std::vector<float> weights = getValue().reconstruct();
  if (weights.empty())
    return {};
  return makeElements<float>(getValue().getType(), weights);
}

LogicalResult FakeMultiBitOp::verify() {
  auto type = cast<RankedTensorType>(getInput().getType());
  auto alphas = cast<RankedTensorType>(getAlphas().getType());
  std::string fault =
      findGroupFault(type.getShape(), getGroupSize(), getPixel());
  if (!fault.empty())
    return emitOpError(fault);
  int64_t groups = type.getNumElements() / int64_t(getGroupSize());
  if (static_cast<int64_t>(getCodes().size()) != groups)
    return emitOpError() << "needs the codes of " << groups << " groups, got "
                         << getCodes().size();
  int64_t width = 0;
  for (int64_t code : getCodes()) {
    if (code < 0 || code >= static_cast<int64_t>(bitCodes().size()))
      return emitOpError() << "knows no code " << code;
    width = std::max<int64_t>(width, bitCodes()[code].alphas);
  }
  if (alphas.getRank() != 2 || alphas.getDimSize(0) != groups ||
      alphas.getDimSize(1) < width)
    return emitOpError() << "needs alphas of shape " << groups << " x " << width
                         << " or wider, got " << formatShape(alphas.getShape());
  return success();
}

/// Output channels have coordinates of their own. The other dimensions can
/// only shrink where they are all in one group.
ChannelTies FakeMultiBitOp::getChannelTies() {
  auto shape = cast<RankedTensorType>(getInput().getType()).getShape();
  int64_t row = ShapedType::getNumElements(shape.drop_front());
  bool areRows = row == static_cast<int64_t>(getGroupSize());
  SmallVector<int64_t> fixed;
  if (!areRows)
    llvm::append_range(fixed, llvm::seq<int64_t>(1, shape.size()));
  ChannelTies ties = passDims(getInput(), getResult(), fixed);
  ties.front().dims.push_back(
      {getAlphas(), 0, row / static_cast<int64_t>(getGroupSize())});
  return ties;
}

void FakeMultiBitOp::followRemoval(RemovedIndices removed) {
  auto shape = cast<RankedTensorType>(getResult().getType()).getShape();
  int64_t perRow = static_cast<int64_t>(getCodes().size());
  if (const llvm::BitVector *gone = removed(getResult(), 0)) {
    perRow /= static_cast<int64_t>(gone->size());
    SmallVector<int64_t> codes;
    for (auto [g, code] : llvm::enumerate(getCodes()))
      if (!gone->test(g / perRow))
        codes.push_back(code);
    setCodes(codes);
  } else {
    perRow /= shape[0];
  }
  if (perRow == 1)
    setGroupSize(ShapedType::getNumElements(shape.drop_front()));
}

} // namespace ecg
