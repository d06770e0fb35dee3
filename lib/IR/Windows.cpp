// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Window geometry of convolutions and pools, and what follows from it alone:
// streaming windows and multiply-accumulates.

#include "ecg/IR/Windows.h"

using namespace mlir;

namespace ecg {

namespace {

llvm::ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// Pads are all begins, then all ends; an absent list means the default.
Windows makeWindows(llvm::ArrayRef<int64_t> kernel,
                    llvm::ArrayRef<int64_t> strides,
                    llvm::ArrayRef<int64_t> pads,
                    llvm::ArrayRef<int64_t> dilations, bool ceilMode) {
  Windows windows;
  size_t rank = kernel.size();
  for (size_t d = 0; d < rank; ++d)
    windows.push_back({kernel[d], strides[d], pads.empty() ? 0 : pads[d],
                       pads.empty() ? 0 : pads[d + rank],
                       dilations.empty() ? 1 : dilations[d], ceilMode});
  return windows;
}

StreamWindow streamAlong(const Window &window) {
  return {window.span(), window.stride, window.padLow};
}

/// Every output element of a convolution costs one weight row.
int64_t convolutionMacs(Value weight, Value result) {
  auto type = cast<RankedTensorType>(weight.getType());
  auto resultType = cast<RankedTensorType>(result.getType());
  return resultType.getNumElements() *
         (type.getNumElements() / type.getDimSize(0));
}

} // namespace

Windows getWindows(Conv1dOp op) {
  return {Window{shapeOf(op.getWeight())[2],
                 static_cast<int64_t>(op.getStride()), op.getPads()[0],
                 op.getPads()[1], static_cast<int64_t>(op.getDilation())}};
}

Windows getWindows(Conv2dOp op) {
  return makeWindows(shapeOf(op.getWeight()).drop_front(2), op.getStrides(),
                     op.getPads(), op.getDilations(), /*ceilMode=*/false);
}

Windows getWindows(Conv3dOp op) {
  return makeWindows(shapeOf(op.getWeight()).drop_front(2), op.getStrides(),
                     op.getPads(), op.getDilations(), /*ceilMode=*/false);
}

Windows getWindows(ConvTransposeOp op) {
  return makeWindows(shapeOf(op.getWeight()).drop_front(2), op.getStrides(),
                     op.getPads(), op.getDilations(), /*ceilMode=*/false);
}

Windows getWindows(MaxPoolOp op) {
  return makeWindows(op.getKernel(), op.getStrides(),
                     op.getPads().value_or(llvm::ArrayRef<int64_t>()),
                     op.getDilations().value_or(llvm::ArrayRef<int64_t>()),
                     op.getCeilMode());
}

Windows getWindows(MaxPoolIndicesOp op) {
  return makeWindows(op.getKernel(), op.getStrides(),
                     op.getPads().value_or(llvm::ArrayRef<int64_t>()),
                     op.getDilations().value_or(llvm::ArrayRef<int64_t>()),
                     op.getCeilMode());
}

Windows getWindows(AvgPoolOp op) {
  return makeWindows(op.getKernel(), op.getStrides(),
                     op.getPads().value_or(llvm::ArrayRef<int64_t>()), {},
                     op.getCeilMode());
}

StreamWindow Conv1dOp::getStreamWindow() {
  return streamAlong(getWindows(*this).back());
}
StreamWindow MaxPoolOp::getStreamWindow() {
  return streamAlong(getWindows(*this).back());
}
StreamWindow AvgPoolOp::getStreamWindow() {
  return streamAlong(getWindows(*this).back());
}

int64_t Conv1dOp::getMacs() {
  return convolutionMacs(getWeight(), getResult());
}
int64_t Conv2dOp::getMacs() {
  return convolutionMacs(getWeight(), getResult());
}
int64_t Conv3dOp::getMacs() {
  return convolutionMacs(getWeight(), getResult());
}
/// Every input element meets the taps of the output channels of its group.
int64_t ConvTransposeOp::getMacs() {
  llvm::ArrayRef<int64_t> in = shapeOf(getInput());
  int64_t positions = ShapedType::getNumElements(in.drop_front(2)) * in[0];
  return positions * ShapedType::getNumElements(shapeOf(getWeight()));
}
int64_t LinearOp::getMacs() {
  return convolutionMacs(getWeight(), getResult());
}

} // namespace ecg
