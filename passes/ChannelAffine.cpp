// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Recognising per-channel affine maps and moving them past other layers.

#include "ChannelAffine.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/Windows.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

std::vector<double> toDouble(ArrayRef<float> values) {
  return {values.begin(), values.end()};
}

bool allFinite(ArrayRef<double> values) {
  return llvm::all_of(values, [](double x) { return std::isfinite(x); });
}

std::optional<ChannelAffine> matchBatchNorm(BatchNormOp op) {
  auto scale = ConstantData<float>::get(op.getScale());
  auto shift = ConstantData<float>::get(op.getShift());
  auto mean = ConstantData<float>::get(op.getMean());
  auto variance = ConstantData<float>::get(op.getVariance());
  if (!scale || !shift || !mean || !variance)
    return std::nullopt;
  ChannelAffine affine{op.getInput(), 1, {}, {}};
  double epsilon = op.getEpsilon().convertToFloat();
  for (size_t c = 0; c < scale->values().size(); ++c) {
    double factor =
        scale->values()[c] / std::sqrt(variance->values()[c] + epsilon);
    affine.scale.push_back(factor);
    affine.shift.push_back(shift->values()[c] - factor * mean->values()[c]);
  }
  return affine;
}

/// A constant operand of a mul or add: where it varies, and its values.
template <typename Op>
std::optional<ChannelAffine> matchConstantOperand(Op op) {
  for (auto [self, other] : {std::pair(op.getLhs(), op.getRhs()),
                             std::pair(op.getRhs(), op.getLhs())}) {
    auto values = ConstantData<float>::get(other);
    if (!values || op.getClamp() || shapeOf(self) != shapeOf(op.getResult()))
      continue;
    ChannelAffine affine{self, 0, toDouble(values->values()), {}};
    ArrayRef<int64_t> shape = shapeOf(other);
    for (auto [dim, size] : llvm::enumerate(shape))
      if (size > 1)
        affine.dim = static_cast<int64_t>(dim + shapeOf(self).size()) -
                     static_cast<int64_t>(shape.size());
    if (llvm::count_if(shape, [](int64_t size) { return size > 1; }) <= 1)
      return affine;
  }
  return std::nullopt;
}

int64_t product(ArrayRef<int64_t> sizes) {
  int64_t result = 1;
  for (int64_t size : sizes)
    result *= size;
  return result;
}

} // namespace

std::optional<ChannelAffine> ChannelAffine::match(Operation *op) {
  std::optional<ChannelAffine> affine;
  if (auto norm = dyn_cast_or_null<BatchNormOp>(op)) {
    affine = matchBatchNorm(norm);
  } else if (auto mul = dyn_cast_or_null<MulOp>(op)) {
    if ((affine = matchConstantOperand(mul)))
      affine->shift.assign(affine->scale.size(), 0.0);
  } else if (auto add = dyn_cast_or_null<AddOp>(op)) {
    if ((affine = matchConstantOperand(add))) {
      affine->shift = std::move(affine->scale);
      affine->scale.assign(affine->shift.size(), 1.0);
    }
  }
  if (!affine || !allFinite(affine->scale) || !allFinite(affine->shift))
    return std::nullopt;
  return affine;
}

bool ChannelAffine::hasShift() const {
  return llvm::any_of(shift, [](double x) { return x != 0; });
}

void ChannelAffine::expand(size_t channels) {
  if (!isUniform())
    return;
  scale.assign(channels, scale[0]);
  shift.assign(channels, shift[0]);
}

/// Layers for which only the position of the channels matters. The mean of a
/// window is affine, but not where padding counts as zeros; the maximum goes
/// with maps that keep the order.
bool ChannelAffine::commutesWith(Operation *op) const {
  if (isa<ReshapeOp, TransposeOp, GlobalAvgPoolOp>(op))
    return true;
  if (auto pool = dyn_cast<AvgPoolOp>(op))
    return !pool.getCountIncludePad() || !hasShift();
  return isa<MaxPoolOp>(op) &&
         llvm::all_of(scale, [](double x) { return x > 0; });
}

bool ChannelAffine::movePastInput(Operation *op) {
  if (!op || !commutesWith(op))
    return false;
  Value inner = op->getOperand(0), outer = op->getResult(0);
  if (auto transpose = dyn_cast<TransposeOp>(op)) {
    dim = transpose.getPermutation()[dim];
  } else if (auto reshape = dyn_cast<ReshapeOp>(op); reshape && !isUniform()) {
    ArrayRef<int64_t> in = shapeOf(inner), out = shapeOf(outer);
    int64_t before = product(out.take_front(dim)), rank = in.size(), d = 0;
    while (d < rank && (product(in.take_front(d)) != before || in[d] == 1))
      ++d;
    if (d == rank || in[d] != out[dim])
      return false;
    dim = d;
  } else if (!reshape && !isUniform() && dim > 1) {
    return false;
  }
  input = inner;
  return true;
}

bool ChannelAffine::movePastResult(Operation *op) {
  if (!op || !commutesWith(op))
    return false;
  Value inner = op->getOperand(0), outer = op->getResult(0);
  if (auto transpose = dyn_cast<TransposeOp>(op)) {
    dim = llvm::find(transpose.getPermutation(), dim) -
          transpose.getPermutation().begin();
  } else if (auto reshape = dyn_cast<ReshapeOp>(op); reshape && !isUniform()) {
    ArrayRef<int64_t> in = shapeOf(inner), out = shapeOf(outer);
    int64_t before = product(in.take_front(dim)), rank = out.size(), d = 0;
    while (d < rank && (product(out.take_front(d)) != before || out[d] == 1))
      ++d;
    if (d == rank || out[d] % in[dim] != 0)
      return false;
    // Channels may be merged with what follows them, not with what precedes.
    int64_t block = out[d] / in[dim];
    std::vector<double> wideScale, wideShift;
    for (int64_t i = 0; i < out[d]; ++i) {
      wideScale.push_back(scale[i / block]);
      wideShift.push_back(shift[i / block]);
    }
    scale = std::move(wideScale);
    shift = std::move(wideShift);
    dim = d;
  } else if (!reshape && !isUniform() && dim > 1) {
    return false;
  }
  return true;
}

} // namespace ecg
