// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Windows by index arithmetic: for looking at some, not for computing all.

#include "LayerWindows.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace ecg {

static ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

LayerWindows::LayerWindows(Operation *layer) {
  ArrayRef<int64_t> input = shapeOf(layer->getOperand(0));
  llvm::TypeSwitch<Operation *>(layer)
      .Case<Conv1dOp, Conv2dOp, ConvTransposeOp>([&](auto conv) {
        windows = getWindows(conv);
        numGroups = conv.getGroups();
      })
      .Case<LinearOp>([](auto) {});
  isTransposed = isa<ConvTransposeOp>(layer);
  if (windows.empty()) { // linear: all but the last dimension are a batch
    channels = input.back();
    batch = ShapedType::getNumElements(input.drop_back());
    return;
  }
  batch = input[0];
  channels = input[1] / numGroups;
  in.assign(input.begin() + 2, input.end());
  llvm::append_range(out, shapeOf(layer->getResult(0)).drop_front(2));
  plane = ShapedType::getNumElements(in);
  positions = ShapedType::getNumElements(out);
  for (const Window &window : windows)
    taps *= window.kernel;
}

int64_t LayerWindows::inputAt(size_t d, int64_t position, int64_t tap) const {
  const Window &window = windows[d];
  int64_t at = position * window.stride + tap * window.dilation - window.padLow;
  if (isTransposed) {
    int64_t reached = position + window.padLow - tap * window.dilation;
    at = reached % window.stride == 0 ? reached / window.stride : -1;
  }
  return at >= 0 && at < in[d] ? at : -1;
}

void LayerWindows::read(const float *x, int64_t group, int64_t index,
                        float *to) const {
  x += (index / positions * numGroups + group) * channels * plane;
  for (int64_t tap = 0; tap < taps; ++tap) {
    int64_t position = index % positions, rest = tap, at = 0, step = 1;
    bool isInside = true;
    for (size_t d = windows.size(); d-- > 0;) {
      int64_t place = inputAt(d, position % out[d], rest % windows[d].kernel);
      isInside &= place >= 0;
      at += place * step;
      step *= in[d];
      position /= out[d];
      rest /= windows[d].kernel;
    }
    for (int64_t c = 0; c < channels; ++c)
      to[c * taps + tap] = isInside ? x[c * plane + at] : 0;
  }
}

} // namespace ecg
