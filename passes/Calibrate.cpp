// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calibration: the float network runs on real inputs while a histogram of
// every tensor is kept (lib/Compress), and the ranges that come of them are
// written onto the program.

#include "Observe.h"
#include "ecg/Compress/Calibration.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Passes.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

namespace ecg {
#define GEN_PASS_DEF_CALIBRATE
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

/// The values of every tensor, counted.
struct Histograms {
  llvm::MapVector<Value, Histogram> values;

  void see(Value value, ArrayRef<float> numbers, ArrayRef<int64_t>) {
    values[value].add(numbers);
  }
  void merge(const Histograms &other) {
    for (auto &[value, histogram] : other.values)
      values[value].merge(histogram);
  }
};

/// `ecg.ranges` has one entry a result of the layer.
void setRange(OpResult result, Attribute pair) {
  Operation *layer = result.getOwner();
  SmallVector<Attribute> ranges(layer->getNumResults(), pair);
  if (auto known = layer->getAttrOfType<ArrayAttr>("ecg.ranges"))
    ranges.assign(known.begin(), known.end());
  ranges[result.getResultNumber()] = pair;
  layer->setAttr("ecg.ranges", ArrayAttr::get(layer->getContext(), ranges));
}

/// Networks that came with pairs have their ranges.
bool isQuantized(func::FuncOp func) {
  return !func.getOps<QuantizeOp>().empty() ||
         !func.getOps<DequantizeOp>().empty();
}

struct Calibrate : ecg::impl::CalibrateBase<Calibrate> {
  using CalibrateBase::CalibrateBase;

  void runOnOperation() override {
    func::FuncOp func = getOperation();
    if (isQuantized(func))
      return;
    std::unique_ptr<FloatProgram> program = FloatProgram::create(func);
    if (!program)
      return signalPassFailure();
    if (llvm::Error error = run(*program)) {
      func.emitError() << "calibration: " << llvm::toString(std::move(error));
      signalPassFailure();
    }
  }

private:
  llvm::Error run(const FloatProgram &program) {
    auto wanted = parseCalibrationMethod(method);
    if (!wanted)
      return llvm::createStringError(
          "method '" + method + "' is not one of minmax, percentile, kl, mse");
    if (!(percentile > 50 && percentile <= 100))
      return llvm::createStringError(
          llvm::formatv("percentile must be above 50 and at most 100, got {0}",
                        percentile.getValue())
              .str());
    auto chosen =
        ObservedSamples::open(program, data, dataOptions, split, samples);
    if (!chosen)
      return chosen.takeError();
    auto histograms = observe<Histograms>(program, *chosen, threads);
    if (!histograms)
      return histograms.takeError();
    for (auto &[value, histogram] : histograms->values)
      if (llvm::Error error = writeRange(value, histogram, *wanted))
        return error;
    writeSummary(*chosen);
    return llvm::Error::success();
  }

  llvm::Error writeRange(Value value, const Histogram &histogram,
                         CalibrationMethod wanted) {
    std::string name = getLayerName(value.getLoc());
    if (uint64_t count = histogram.nonFinite())
      return llvm::createStringError(
          llvm::formatv("'{0}' has {1} values that are NaN or infinite", name,
                        count)
              .str());
    ecg::Range range = calibrateRange(histogram, wanted, percentile);
    Builder builder(value.getContext());
    Attribute pair = builder.getDenseF32ArrayAttr({range.min, range.max});
    if (auto argument = dyn_cast<BlockArgument>(value))
      getOperation().setArgAttr(argument.getArgNumber(), "ecg.range", pair);
    else
      setRange(cast<OpResult>(value), pair);
    return llvm::Error::success();
  }

  void writeSummary(const ObservedSamples &chosen) {
    std::string text =
        llvm::formatv("{0} over {1} samples of {2} of {3}", method,
                      chosen.indices.size(), split,
                      llvm::sys::path::filename(chosen.data.name()))
            .str();
    getOperation()->setAttr("ecg.calibration",
                            StringAttr::get(&getContext(), text));
  }
};

} // namespace
