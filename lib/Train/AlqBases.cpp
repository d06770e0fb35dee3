// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A step of the optimizer, brought back to w = B a.

#include "AlqBases.h"
#include "ecg/Compress/BitFit.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ecg {

static BitLevels<double> levelsOf(const BitCode &code, ArrayRef<float> alphas) {
  std::vector<double> wide(alphas.begin(), alphas.end());
  return BitLevels<double>(code, wide);
}

/// How each weight is made of the coordinates: weight after weight.
static std::vector<int64_t> factorsOf(const BitLevels<double> &levels,
                                      ArrayRef<size_t> chosen,
                                      unsigned alphas) {
  std::vector<int64_t> factors;
  for (size_t level : chosen)
    for (unsigned a = 0; a < alphas; ++a)
      factors.push_back(levels.factor(level, a));
  return factors;
}

AlqBases::AlqBases(func::FuncOp function, Mode mode)
    : mode(mode), layers(MultiBitWeights::find(function)) {
  for (const MultiBitWeights &layer : layers)
    for (int64_t g = 0; g < layer.size(); ++g) {
      BitLevels<double> levels = levelsOf(layer.codeOf(g), layer.alphasOf(g));
      patterns.push_back(factorsOf(levels,
                                   chooseLevels(layer.weightsOf(g), levels),
                                   layer.codeOf(g).alphas));
    }
}

void AlqBases::projectGroup(const MultiBitWeights &layer, int64_t group,
                            MutableArrayRef<float> weights,
                            MutableArrayRef<float> alphas,
                            ArrayRef<float> moments,
                            std::vector<int64_t> &factors) const {
  const BitCode &code = layer.codeOf(group);
  if (code.alphas == 0)
    return;
  std::vector<float> targets = layer.gather(weights, group);
  if (mode == Mode::Bases) {
    BitLevels<double> levels = levelsOf(code, alphas);
    std::vector<size_t> chosen = chooseLevels(targets, levels);
    factors = factorsOf(levels, chosen, code.alphas);
    std::vector<float> h;
    for (float v : layer.gather(moments, group)) // ALQ-3: H = diag(sqrt v)
      h.push_back(std::sqrt(v) + 1e-8f);
    std::vector<double> solved =
        solveCoordinates(targets, h, code, levels, chosen);
    llvm::transform(solved, alphas.begin(),
                    [](double a) { return static_cast<float>(a); });
  }
  const int64_t *factor = factors.data();
  for (float &target : targets) {
    target = 0;
    for (float alpha : alphas)
      target += alpha * static_cast<float>(*factor++);
  }
  layer.scatter(targets, group, weights);
}

void AlqBases::project(const Values &valuesOf, const Moments &momentsOf) {
  size_t at = 0;
  for (const MultiBitWeights &layer : layers) {
    MutableArrayRef<float> weights = valuesOf(layer.weights());
    MutableArrayRef<float> alphas = valuesOf(layer.coordinates());
    ArrayRef<float> moments = momentsOf(layer.weights());
    std::vector<float> ones;
    if (moments.empty())
      moments = ones = std::vector<float>(weights.size(), 1);
    for (int64_t g = 0; g < layer.size(); ++g, ++at)
      projectGroup(layer, g, weights,
                   alphas.slice(g * layer.width(), layer.codeOf(g).alphas),
                   moments, patterns[at]);
  }
}

void snapToBases(func::FuncOp function) {
  for (MultiBitWeights &layer : MultiBitWeights::find(function)) {
    std::vector<float> weights(layer.numWeights());
    for (int64_t g = 0; g < layer.size(); ++g)
      layer.scatter(
          roundToLevels(layer.weightsOf(g), layer.codeOf(g), layer.alphasOf(g)),
          g, weights);
    writeFloats(layer.weights(), weights);
  }
}

} // namespace ecg
