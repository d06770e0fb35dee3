// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From calibrated ranges to quantize/dequantize pairs. The program stays a
// float program that any tool can run; which layers then become integer ones
// is decided by FoldQdq, for these pairs and for imported ones alike.

#include "QuantizedLayers.h"
#include "ecg/Passes.h"

namespace ecg {
#define GEN_PASS_DEF_INSERTQDQ
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

class Inserter : public QuantizedLayers {
public:
  using QuantizedLayers::QuantizedLayers;

private:
  Value roundActivation(Value value, ActivationType type) override {
    return insertPair(builder, value, type);
  }

  Value roundConstant(Value value, ArrayRef<float> values,
                      ActivationType type) override {
    return createDequantized(builder, value, values, type);
  }

  LogicalResult roundWeights(QuantOpInterface layer,
                             double inputScale) override;
};

/// The scales of rows that the layer brings along.
std::vector<double> givenScales(Operation *layer) {
  auto scales = layer->getAttrOfType<DenseF64ArrayAttr>(weightScalesAttrName);
  return scales ? scales.asArrayRef().vec() : std::vector<double>();
}

LogicalResult Inserter::roundWeights(QuantOpInterface layer,
                                     double inputScale) {
  int weightIndex = layer.getWeightIndex();
  Value weight = layer->getOperand(weightIndex);
  bool hasBias =
      static_cast<unsigned>(weightIndex) + 1 < layer->getNumOperands();
  auto weights = ConstantData<float>::get(weight);
  std::optional<ConstantData<float>> bias;
  if (hasBias)
    bias = ConstantData<float>::get(layer->getOperand(weightIndex + 1));
  int64_t rows = cast<ShapedType>(weight.getType()).getDimSize(0);
  std::vector<double> scales = givenScales(layer);
  if (scales.empty())
    scales = chooseWeightScales(weights->values(), rows,
                                bias ? bias->values() : ArrayRef<float>(),
                                inputScale, activationBits);
  else if (scales.size() != static_cast<size_t>(rows))
    return layer.emitOpError() << "has " << scales.size() << " scales for "
                               << rows << " rows of weights";

  builder.setInsertionPoint(layer);
  layer->setOperand(weightIndex, createDequantized<int8_t>(
                                     builder, weight,
                                     getWeightType(layer.getContext(), scales),
                                     quantizeRows(weights->values(), scales)));
  if (!bias)
    return success();
  layer->setOperand(weightIndex + 1,
                    createDequantized<int32_t>(
                        builder, layer->getOperand(weightIndex + 1),
                        getBiasType(layer.getContext(), inputScale, scales),
                        quantizeBias(bias->values(), scales, inputScale)));
  return success();
}

struct InsertQdq : ecg::impl::InsertQdqBase<InsertQdq> {
  using InsertQdqBase::InsertQdqBase;

  void runOnOperation() override {
    func::FuncOp func = getOperation();
    auto skipped = findNamedLayers(func, "skip", skip);
    auto bits = parseActivations(func, activations);
    if (failed(skipped) || failed(bits))
      return signalPassFailure();
    // Imported pairs say which layers are meant to be integers.
    if (func.isExternal() || !func.getOps<QuantizeOp>().empty() ||
        !func.getOps<DequantizeOp>().empty())
      return;
    if (failed(Inserter(func, *skipped, *bits).run()))
      signalPassFailure();
  }
};

} // namespace
