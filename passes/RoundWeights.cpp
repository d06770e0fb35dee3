// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights rounded on data. The network runs twice side by side, as it was and
// rounded, so that each layer can make up for the errors of those before it.

#include "FakeQuantizedLayers.h"
#include "LayerWindows.h"
#include "Observe.h"
#include "ecg/Compress/Clusters.h"
#include "ecg/Compress/Rounding.h"
#include "ecg/Exec/LayerByLayer.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"

namespace ecg {
#define GEN_PASS_DEF_ROUNDWEIGHTS
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

/// Windows of a layer that are looked at, at most: many times its weights are
/// enough.
constexpr size_t mostWindows = 16384;
constexpr size_t windowsAtOnce = 256;
/// Longer rows would need a matrix of gigabytes; they are rounded to nearest.
constexpr int64_t longestRow = 4096;
/// As an integer; a larger one keeps the scale that makes room for it.
constexpr double kLargestBias = 1 << 28;

/// The network with rounded activations, and which of its layers get integer
/// weights, with the scale of their input.
class RoundedActivations : public FakeQuantizedLayers {
public:
  using FakeQuantizedLayers::FakeQuantizedLayers;
  llvm::DenseMap<Operation *, double> inputScales;

private:
  LogicalResult roundWeights(QuantOpInterface layer,
                             double inputScale) override {
    inputScales[layer] = inputScale;
    return success();
  }
};

/// Weights, multiples of the scale of their row, and bias of a layer.
struct RoundedLayer {
  Operation *layer;
  std::vector<float> weights, bias;
  std::vector<double> scales;

  /// Gives them to a layer in place of its own.
  void applyTo(QuantOpInterface to) const {
    OpBuilder builder(to);
    unsigned index = to.getWeightIndex();
    replace(builder, to->getOpOperand(index), weights);
    if (!bias.empty())
      replace(builder, to->getOpOperand(index + 1), bias);
  }

private:
  static void replace(OpBuilder &builder, OpOperand &operand,
                      ArrayRef<float> values) {
    auto type = cast<RankedTensorType>(operand.get().getType());
    operand.set(builder.create<ConstantOp>(operand.get().getLoc(),
                                           makeElements<float>(type, values)));
  }
};

class Rounder {
public:
  Rounder(func::FuncOp original, RoundedActivations &activations,
          func::FuncOp rounded, size_t samples)
      : activations(activations), original(original), rounded(rounded),
        samples(samples), exactValues(original, samples),
        roundedValues(rounded, samples) {}

  llvm::Error readInputs(const ObservedSamples &from) {
    for (auto [sample, index] : llvm::enumerate(from.indices))
      for (auto [i, input] : llvm::enumerate(from.inputs)) {
        MutableArrayRef<float> to = exactValues.argument(i, sample);
        if (llvm::Error error = from.data.read(index, input, to))
          return error;
        llvm::copy(to, roundedValues.argument(i, sample).begin());
      }
    return llvm::Error::success();
  }

  LogicalResult run() {
    auto exact = original.front().begin();
    for (Operation &op : rounded.front().without_terminator()) {
      if (isa<ConstantOp>(op))
        continue;
      if (!isa<FakeQuantizeOp>(op)) {
        while (isa<ConstantOp>(*exact))
          ++exact;
        if (activations.inputScales.count(&op))
          roundLayer(*exact, cast<QuantOpInterface>(op));
        if (failed(exactValues.run(*exact++)))
          return failure();
      }
      if (failed(roundedValues.run(op)))
        return failure();
    }
    for (const RoundedLayer &layer : done) {
      layer.applyTo(cast<QuantOpInterface>(layer.layer));
      layer.layer->setAttr(
          weightScalesAttrName,
          DenseF64ArrayAttr::get(original.getContext(), layer.scales));
    }
    return success();
  }

private:
  void roundLayer(Operation &exact, QuantOpInterface op);
  InputMoments observe(const LayerWindows &windows, int64_t group, Value exact,
                       Value rounded) const;

  RoundedActivations &activations;
  func::FuncOp original, rounded;
  size_t samples;
  LayerByLayer exactValues, roundedValues;
  std::vector<RoundedLayer> done;
};

/// Evenly spaced windows of all samples.
InputMoments Rounder::observe(const LayerWindows &windows, int64_t group,
                              Value exact, Value rounded) const {
  size_t size = windows.size(), perSample = windows.count();
  size_t all = perSample * samples, taken = std::min(all, mostWindows);
  InputMoments moments(size);
  std::vector<float> x(windowsAtOnce * size), r(windowsAtOnce * size);
  for (size_t first = 0; first < taken; first += windowsAtOnce) {
    size_t count = std::min(windowsAtOnce, taken - first);
    for (size_t i = 0; i < count; ++i) {
      size_t index = (first + i) * all / taken;
      size_t sample = index / perSample, window = index % perSample;
      windows.read(exactValues.of(exact, sample), group, window, &x[i * size]);
      windows.read(roundedValues.of(rounded, sample), group, window,
                   &r[i * size]);
    }
    moments.add(x.data(), r.data(), count);
  }
  return moments;
}

void Rounder::roundLayer(Operation &exact, QuantOpInterface op) {
  unsigned index = op.getWeightIndex();
  bool hasBias = index + 1 < op->getNumOperands();
  auto weights = ConstantData<float>::get(op->getOperand(index));
  LayerWindows windows(&exact);
  if (windows.size() > longestRow || exact.hasAttr(keepWeightsAttrName) ||
      isClustered(weights->values()))
    return;
  RoundedLayer result{&exact, {}, {}, {}};
  if (hasBias)
    result.bias =
        ConstantData<float>::get(op->getOperand(index + 1))->values().vec();
  size_t size = windows.size(), rows = weights->values().size() / size;
  size_t groupRows = rows / windows.groups();
  std::vector<RowRounding> groups;
  std::vector<std::vector<double>> adapted;
  for (size_t row = 0; row < rows; ++row) {
    if (row % groupRows == 0)
      groups.emplace_back(observe(windows, row / groupRows, exact.getOperand(0),
                                  op->getOperand(0)),
                          hasBias);
    adapted.push_back(
        groups.back().adapt(weights->values().slice(row * size, size)));
    llvm::append_range(result.weights, adapted.back());
  }
  result.scales = chooseWeightScales(result.weights, rows, result.bias,
                                     activations.inputScales.lookup(op),
                                     activations.bits());
  for (size_t row = 0; row < rows; ++row) {
    const RowRounding &group = groups[row / groupRows];
    double &scale = result.scales[row];
    double finer = group.chooseScale(adapted[row], scale);
    if (!hasBias ||
        std::fabs(result.bias[row]) <
            kLargestBias * finer * activations.inputScales.lookup(op))
      scale = finer;
    std::vector<int8_t> integers = group.round(adapted[row], scale).integers;
    for (size_t i = 0; i < size; ++i)
      result.weights[row * size + i] = static_cast<float>(scale * integers[i]);
    if (hasBias)
      result.bias[row] += static_cast<float>(group.biasCorrection(
          weights->values().slice(row * size, size), integers, scale));
  }
  result.applyTo(op);
  done.push_back(std::move(result));
}

struct RoundWeights : ecg::impl::RoundWeightsBase<RoundWeights> {
  using RoundWeightsBase::RoundWeightsBase;

  void runOnOperation() override {
    func::FuncOp func = getOperation();
    auto skipped = findNamedLayers(func, "skip", skip);
    auto bits = parseActivations(func, activations);
    if (failed(skipped) || failed(bits))
      return signalPassFailure();
    if (func.isExternal() || !func.getOps<DequantizeOp>().empty())
      return;
    std::unique_ptr<FloatProgram> program = FloatProgram::create(func);
    if (!program)
      return signalPassFailure();
    auto chosen =
        ObservedSamples::open(*program, data, dataOptions, split, samples);
    if (!chosen) {
      func.emitError() << "rounding: " << llvm::toString(chosen.takeError());
      return signalPassFailure();
    }
    OwningOpRef<func::FuncOp> copy = func.clone();
    RoundedActivations rounded(*copy, *skipped, *bits);
    if (failed(rounded.run()))
      return signalPassFailure();
    Rounder rounder(func, rounded, *copy, chosen->indices.size());
    if (llvm::Error error = rounder.readInputs(*chosen)) {
      func.emitError() << "rounding: " << llvm::toString(std::move(error));
      return signalPassFailure();
    }
    if (failed(rounder.run()))
      signalPassFailure();
  }
};

} // namespace
