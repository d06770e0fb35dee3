// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers whose weights are a sum of two that 8 bits hold: the weights rounded,
// and what that misses. Integer kernels then compute with some 15 bits a
// weight, at twice the bytes and multiply-accumulates.

#include "QuantizedLayers.h"
#include "ecg/Compress/Scales.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Passes.h"

namespace ecg {
#define GEN_PASS_DEF_SPLITWEIGHTS
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

NameLoc nameTerm(Location layer, StringRef term) {
  return NameLoc::get(
      StringAttr::get(layer.getContext(), getLayerName(layer) + term));
}

/// The multiple of its row's scale next to each weight.
std::vector<float> nearestMultiples(ArrayRef<float> weights, int64_t rows) {
  std::vector<double> scales = chooseWeightScales(weights, rows, {}, 1.0);
  std::vector<int8_t> integers = quantizeRows(weights, scales);
  size_t size = weights.size() / rows;
  std::vector<float> multiples(weights.size());
  for (size_t i = 0; i < weights.size(); ++i)
    multiples[i] = static_cast<float>(scales[i / size] * integers[i]);
  return multiples;
}

class Splitter {
public:
  explicit Splitter(QuantOpInterface layer)
      : layer(layer), index(layer.getWeightIndex()), builder(layer),
        weight(layer->getOperand(index)) {}

  void split(ArrayRef<float> weights) {
    auto type = cast<RankedTensorType>(weight.getType());
    std::vector<float> coarse = nearestMultiples(weights, type.getDimSize(0));
    std::vector<float> rest(weights.size());
    for (size_t i = 0; i < weights.size(); ++i)
      rest[i] = weights[i] - coarse[i];
    Operation *first = addTerm(coarse, ".coarse");
    Operation *second = addTerm(rest, ".rest");
    first->setAttr(keepWeightsAttrName, builder.getUnitAttr());
    if (second->getNumOperands() > index + 1)
      second->eraseOperand(index + 1); // the bias is in the first term
    auto sum = builder.create<AddOp>(
        layer.getLoc(), layer->getResult(0).getType(), first->getResult(0),
        second->getResult(0), layer->getAttrOfType<ClampAttr>("clamp"));
    layer->getResult(0).replaceAllUsesWith(sum);
    layer->erase();
  }

private:
  Operation *addTerm(ArrayRef<float> weights, StringRef name) {
    auto type = cast<RankedTensorType>(weight.getType());
    Operation *term = builder.clone(*layer);
    term->removeAttr("clamp");
    term->setLoc(nameTerm(layer.getLoc(), name));
    OpBuilder before(term);
    term->setOperand(
        index, before.create<ConstantOp>(nameTerm(weight.getLoc(), name),
                                         makeElements<float>(type, weights)));
    return term;
  }

  QuantOpInterface layer;
  unsigned index;
  OpBuilder builder;
  Value weight;
};

struct SplitWeights : ecg::impl::SplitWeightsBase<SplitWeights> {
  using SplitWeightsBase::SplitWeightsBase;

  void runOnOperation() override {
    func::FuncOp func = getOperation();
    auto named = findNamedLayers(func, "layers", layers);
    if (failed(named))
      return signalPassFailure();
    SmallVector<QuantOpInterface> chosen;
    func.walk([&](QuantOpInterface layer) {
      if (layer.getWeightIndex() >= 0 &&
          named->contains(getLayerName(layer.getLoc())))
        chosen.push_back(layer);
    });
    for (QuantOpInterface layer : chosen) {
      Value weight = layer->getOperand(layer.getWeightIndex());
      auto weights = ConstantData<float>::get(weight);
      if (!weights)
        continue; // made at run time, or integers already
      if (failed(verifyFinite(weight, weights->values())))
        return signalPassFailure();
      Splitter(layer).split(weights->values());
    }
  }
};

} // namespace
