// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What every row would lose, and who goes first. The arithmetic of both is
// Compress's business.

#include "CoarserRows.h"
#include "RoundedWeights.h"
#include "ecg/Compress/Scales.h"
#include "ecg/Compress/StepSize.h"
#include "ecg/Train/QuantizeAware.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ecg {

namespace {

/// The next coarser type of every row that has one.
struct Proposal {
  std::vector<Lowering> lowerings;
  /// The scales of these rows then, by layer and row.
  llvm::DenseMap<std::pair<size_t, size_t>, double> scales;
};

/// A row in the next coarser type.
struct CoarserRow {
  double scale, loss;
};

/// Curvature by weight: the second moment of the optimizer, and a little
/// everywhere, for weights that were out of reach of their type.
std::vector<float> curvatureOf(const RoundedWeights &layer,
                               const SecondMoments &moments) {
  std::vector<float> curvature = moments.lookup(layer.weights());
  if (curvature.empty()) // weights that did not learn
    curvature.assign(layer.weights().getType().getNumElements(), 1);
  double mean = 0;
  for (float value : curvature)
    mean += value / curvature.size();
  for (float &value : curvature)
    value += static_cast<float>(0.01 * mean);
  return curvature;
}

/// @type_loss: 1/2 sum h (q' - q)^2 for the change of rounded weights.
CoarserRow lowerRow(ArrayRef<float> row, double scale, const WeightType &type,
                    const WeightType &coarser, ArrayRef<float> curvature) {
  double next = fitScale(row, coarser.low, coarser.high, curvature);
  double loss = 0;
  for (auto [w, h] : llvm::zip_equal(row, curvature)) {
    double before = scale * quantizeValue(w, {scale, 0}, type.low, type.high);
    double after =
        next > 0 ? next * quantizeValue(w, {next, 0}, coarser.low, coarser.high)
                 : 0;
    loss += 0.5 * h * (after - before) * (after - before);
  }
  return {next, loss};
}

Proposal propose(ArrayRef<RoundedWeights> weights,
                 const SecondMoments &moments) {
  Proposal proposal;
  for (auto [l, layer] : llvm::enumerate(weights)) {
    std::vector<float> values = layer.readWeights();
    std::vector<float> curvature = curvatureOf(layer, moments);
    std::vector<double> scales = layer.readScales();
    size_t size = layer.types().rowSize;
    for (auto [r, type] : llvm::enumerate(layer.types().rows)) {
      const WeightType *coarser = coarserThan(*type);
      if (!coarser)
        continue;
      CoarserRow row =
          lowerRow(ArrayRef(values).slice(r * size, size), scales[r], *type,
                   *coarser, ArrayRef(curvature).slice(r * size, size));
      proposal.scales[{l, r}] = row.scale;
      proposal.lowerings.push_back({l, r, coarser, row.loss});
    }
  }
  return proposal;
}

/// Each row by one type at most; whether there was one.
bool makeCoarserOnce(func::FuncOp function, int64_t bytes,
                     const SecondMoments &moments) {
  std::vector<RoundedWeights> weights = RoundedWeights::find(function);
  std::vector<LayerTypes> types = typesOf(weights);
  int64_t others = storedBytes(function) - storedBytes(types);
  Proposal proposal = propose(weights, moments);
  std::vector<Lowering> taken =
      lowerTypes(types, proposal.lowerings, bytes - others);
  for (const Lowering &lowering : taken)
    weights[lowering.layer].setRow(
        lowering.row, *lowering.to,
        proposal.scales.lookup({lowering.layer, lowering.row}));
  for (RoundedWeights &layer : weights)
    layer.write();
  return !taken.empty();
}

} // namespace

void makeCoarser(func::FuncOp function, int64_t bytes,
                 const SecondMoments &moments) {
  while (storedBytes(function) > bytes &&
         makeCoarserOnce(function, bytes, moments))
    ;
}

} // namespace ecg
