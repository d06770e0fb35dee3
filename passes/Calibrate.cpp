// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calibration: the float network runs on real inputs while a histogram of
// every tensor is kept (lib/Compress), and the ranges that come of them are
// written onto the program.

#include "ecg/Compress/Calibration.h"
#include "ecg/Data/Dataset.h"
#include "ecg/Data/ThinOut.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/Exec/FloatProgram.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Passes.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"
#include <atomic>
#include <mutex>

namespace ecg {
#define GEN_PASS_DEF_CALIBRATE
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

using Histograms = llvm::MapVector<Value, Histogram>;

/// The samples of a data set, and which of its inputs fills which argument.
struct Samples {
  const Dataset &data;
  SmallVector<size_t> inputs;
  std::vector<uint32_t> indices;
};

/// One thread: runs samples and counts the values of every tensor.
class Worker {
public:
  Worker(const FloatProgram &program, const Samples &samples)
      : program(program), samples(samples), workspace(program.makeWorkspace()) {
    for (size_t input : samples.inputs)
      in.emplace_back(samples.data.sampleSize(input));
    for (const PortSpec &port : program.outputs())
      out.emplace_back(port.numElements());
  }

  llvm::Error run(uint32_t sample) {
    SmallVector<const float *> from;
    SmallVector<float *> to;
    for (auto [input, buffer] : llvm::zip_equal(samples.inputs, in)) {
      if (llvm::Error error = samples.data.read(sample, input, buffer))
        return error;
      from.push_back(buffer.data());
    }
    for (std::vector<float> &buffer : out)
      to.push_back(buffer.data());
    program.run(*workspace, from, to, [&](Value value, ConstTensorView tensor) {
      size_t size = ShapedType::getNumElements(tensor.shape);
      histograms[value].add(ArrayRef(tensor.data, size));
    });
    return llvm::Error::success();
  }

  Histograms histograms;

private:
  const FloatProgram &program;
  const Samples &samples;
  std::unique_ptr<Workspace> workspace;
  std::vector<std::vector<float>> in, out;
};

/// Histograms of all tensors over all samples. They do not depend on which
/// thread ran which sample, so the threads help themselves.
llvm::Expected<Histograms> observe(const FloatProgram &program,
                                   const Samples &samples, unsigned threads) {
  Histograms merged;
  llvm::Error failure = llvm::Error::success();
  size_t failedAt = samples.indices.size();
  std::atomic<size_t> next{0};
  std::mutex mutex;
  auto work = [&] {
    Worker worker(program, samples);
    for (size_t i; (i = next++) < samples.indices.size();)
      if (llvm::Error error = worker.run(samples.indices[i])) {
        std::lock_guard<std::mutex> lock(mutex);
        next = samples.indices.size();
        // Samples are taken in order: the first to fail is always reached.
        std::swap(i < failedAt ? failure : error, error);
        failedAt = std::min(failedAt, i);
        llvm::consumeError(std::move(error));
        return;
      }
    std::lock_guard<std::mutex> lock(mutex);
    for (auto &[value, histogram] : worker.histograms)
      merged[value].merge(histogram);
  };
  {
    llvm::DefaultThreadPool pool(llvm::hardware_concurrency(threads));
    for (unsigned i = 0; i < pool.getMaxConcurrency(); ++i)
      pool.async(work);
    pool.wait();
  }
  if (failure)
    return std::move(failure);
  return merged;
}

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
    auto dataset = open(program);
    if (!dataset)
      return dataset.takeError();
    auto inputs = matchInputs(program, *dataset, /*output=*/std::nullopt);
    if (!inputs)
      return inputs.takeError();
    auto indices = dataset->split(split);
    if (!indices)
      return indices.takeError();
    Samples chosen{*dataset, *inputs, thinOut(*indices, samples)};
    auto histograms = observe(program, chosen, threads);
    if (!histograms)
      return histograms.takeError();
    for (auto &[value, histogram] : *histograms)
      if (llvm::Error error = writeRange(value, histogram, *wanted))
        return error;
    writeSummary(chosen);
    return llvm::Error::success();
  }

  llvm::Expected<Dataset> open(const FloatProgram &program) {
    if (data.empty())
      return llvm::createStringError("needs data to run the network on");
    DataOptions parsed;
    if (llvm::Error error = parsed.parse(dataOptions))
      return std::move(error);
    return openData(program, data, std::move(parsed), /*output=*/std::nullopt);
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

  void writeSummary(const Samples &chosen) {
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
