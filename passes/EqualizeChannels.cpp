// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cross-layer equalization: channels that are small beside the others of their
// tensor become larger, before ranges are measured.

#include "Magnitudes.h"
#include "Observe.h"
#include "ecg/Analysis/ScalableRegions.h"
#include "ecg/Compress/Equalize.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"
#include "llvm/ADT/DenseMap.h"
#include <cmath>

namespace ecg {
#define GEN_PASS_DEF_EQUALIZECHANNELS
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// Of the channels of a region: what is rounded is what matters, not what a
/// ReLU is about to cut.
std::vector<float> magnitudesOf(const ScalableRegion &region,
                                const Magnitudes &seen) {
  std::vector<float> largest(region.channels);
  for (Value value : region.values) {
    if (value.hasOneUse() && isa<ReluOp>(*value.user_begin()))
      continue;
    auto found = seen.values.find(value);
    if (found == seen.values.end())
      continue;
    size_t block = found->second.size() / region.channels;
    for (auto [i, number] : llvm::enumerate(found->second))
      largest[i / block] = std::max(largest[i / block], number);
  }
  return largest;
}

/// One weight a channel, each a row of its own.
ChannelReader readByChannel(ArrayRef<double> gains, size_t taps) {
  size_t channels = gains.size();
  ChannelReader reader{std::vector<double>(channels * channels),
                       std::vector<double>(channels * channels), channels,
                       taps};
  for (size_t c = 0; c < channels; ++c) {
    reader.largest[c * channels + c] = gains[c];
    reader.squares[c * channels + c] = taps * gains[c] * gains[c];
  }
  return reader;
}

std::vector<float> constantOf(Operation *op, unsigned operand) {
  return ConstantData<float>::get(op->getOperand(operand))->values().vec();
}

ChannelReader readerOf(BatchNormOp norm) {
  std::vector<float> scale = constantOf(norm, 1),
                     variance = constantOf(norm, 4);
  std::vector<double> gains;
  for (auto [factor, square] : llvm::zip_equal(scale, variance))
    gains.push_back(std::fabs(factor) /
                    std::sqrt(square + norm.getEpsilon().convertToDouble()));
  return readByChannel(gains, /*taps=*/1);
}

/// A convolution or linear layer.
ChannelReader readerOf(Operation *op, int64_t channels) {
  std::vector<float> weights = constantOf(op, 1);
  ArrayRef<int64_t> shape = shapeOf(op->getOperand(1));
  bool isDepthwise = shapeOf(op->getOperand(0))[1] != shape[1];
  size_t rows = isDepthwise ? 1 : shape[0];
  size_t taps = weights.size() / rows / channels;
  ChannelReader reader{std::vector<double>(rows * channels),
                       std::vector<double>(rows * channels), rows, taps};
  for (auto [i, weight] : llvm::enumerate(weights)) {
    double magnitude = std::fabs(double(weight));
    reader.largest[i / taps] = std::max(reader.largest[i / taps], magnitude);
    reader.squares[i / taps] += magnitude * magnitude;
  }
  return isDepthwise ? readByChannel(reader.largest, taps) : reader;
}

struct EqualizeChannels : ecg::impl::EqualizeChannelsBase<EqualizeChannels> {
  using EqualizeChannelsBase::EqualizeChannelsBase;

  void runOnOperation() override {
    if (llvm::Error error = run()) {
      getOperation().emitError()
          << "equalization: " << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }

private:
  llvm::Error run() {
    std::vector<ScalableRegion> regions = findScalableRegions(getOperation());
    if (regions.empty())
      return llvm::Error::success();
    auto seen = look();
    if (!seen)
      return seen.takeError();
    for (const ScalableRegion &region : regions)
      equalize(region, *seen);
    for (ConstantOp constant :
         llvm::make_early_inc_range(getOperation().getOps<ConstantOp>()))
      if (constant->use_empty())
        constant.erase();
    return llvm::Error::success();
  }

  llvm::Expected<Magnitudes> look() {
    std::unique_ptr<FloatProgram> program =
        FloatProgram::create(getOperation());
    if (!program)
      return llvm::createStringError("the network cannot be run");
    auto chosen =
        ObservedSamples::open(*program, data, dataOptions, split, samples);
    if (!chosen)
      return chosen.takeError();
    return observe<Magnitudes>(*program, *chosen, threads);
  }

  void equalize(const ScalableRegion &region, const Magnitudes &seen) {
    std::vector<float> magnitudes = magnitudesOf(region, seen);
    if (llvm::any_of(magnitudes, [](float x) { return !std::isfinite(x); }) ||
        llvm::all_of(magnitudes, [](float x) { return x == 0; }))
      return;
    std::vector<ChannelReader> readers;
    for (Operation *op : region.readers)
      if (auto norm = dyn_cast<BatchNormOp>(op))
        readers.push_back(readerOf(norm));
      else
        readers.push_back(readerOf(op, region.channels));
    std::vector<float> factors = chooseEqualization(magnitudes, readers);
    if (!llvm::all_of(factors, [](float factor) { return factor == 1; }))
      scaleChannels(region, factors);
  }
};

} // namespace
