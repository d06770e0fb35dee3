// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Channels that never carry anything: what reads them was never trained, and
// can hold any numbers, which would ruin the scales of a quantized layer.

#include "Magnitudes.h"
#include "Observe.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgInterfaces.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Passes.h"

namespace ecg {
#define GEN_PASS_DEF_REMOVESILENTCHANNELS
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

/// Weights by output channel and the input channels that they read.
struct Columns {
  std::vector<float> weights;
  int64_t rows, count, taps;

  MutableArrayRef<float> at(int64_t row, int64_t column) {
    return MutableArrayRef(weights).slice((row * count + column) * taps, taps);
  }
  /// Whether any was there.
  bool clear(int64_t column) {
    bool any = false;
    for (int64_t row = 0; row < rows; ++row)
      for (float &weight : at(row, column)) {
        any |= weight != 0;
        weight = 0;
      }
    return any;
  }
};

/// Silences the columns of `layer` that read nothing; how many these were.
int64_t clearColumns(QuantOpInterface layer, const Magnitudes &seen) {
  auto weight = layer.getWeightIndex() == 1
                    ? layer->getOperand(1).getDefiningOp<ConstantOp>()
                    : ConstantOp();
  auto found = seen.values.find(layer->getOperand(0));
  auto data = weight ? ConstantData<float>::get(weight.getValue())
                     : std::optional<ConstantData<float>>();
  if (!data || found == seen.values.end() || !weight->hasOneUse())
    return 0;
  auto type = cast<RankedTensorType>(weight.getType());
  ArrayRef<float> largest = found->second;
  // Weights of grouped layers have fewer columns than there are channels.
  if (type.getRank() < 2 || type.getDimSize(1) != int64_t(largest.size()))
    return 0;
  Columns columns{data->values().vec(), type.getDimSize(0), type.getDimSize(1),
                  0};
  columns.taps = type.getNumElements() / columns.rows / columns.count;
  int64_t cleared = 0;
  for (int64_t c = 0; c < columns.count; ++c)
    if (largest[c] == 0)
      cleared += columns.clear(c);
  if (cleared)
    weight.setValueAttr(makeElements<float>(type, columns.weights));
  return cleared;
}

struct RemoveSilentChannels
    : ecg::impl::RemoveSilentChannelsBase<RemoveSilentChannels> {
  using RemoveSilentChannelsBase::RemoveSilentChannelsBase;

  void runOnOperation() override {
    if (llvm::Error error = run()) {
      getOperation().emitError()
          << "silent channels: " << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }

private:
  llvm::Error run() {
    func::FuncOp func = getOperation();
    auto program = FloatProgram::create(func);
    if (!program)
      return llvm::createStringError("the network cannot be run");
    auto opened =
        ObservedSamples::open(*program, data, dataOptions, split, samples);
    if (!opened)
      return opened.takeError();
    auto seen = observe<Magnitudes>(*program, *opened, /*threads=*/0);
    if (!seen)
      return seen.takeError();
    for (auto layer : func.getOps<QuantOpInterface>())
      if (int64_t count = clearColumns(layer, *seen))
        emitRemark(layer.getLoc())
            << "'" << getLayerName(layer.getLoc()) << "' reads " << count
            << " channels that carried nothing in " << opened->indices.size()
            << " samples: their weights are dropped";
    return llvm::Error::success();
  }
};

} // namespace
