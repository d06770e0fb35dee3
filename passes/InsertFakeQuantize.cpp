// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From calibrated ranges to fake quantization: the float network that feels
// what its integer form will do, ready to be trained. Back to integers:
// ConvertFakeQuantize.

#include "FakeQuantizedLayers.h"
#include "ecg/Compress/Clusters.h"
#include "ecg/Compress/StepSize.h"
#include "ecg/Compress/WeightTypes.h"
#include "ecg/Passes.h"
#include "llvm/ADT/StringExtras.h"

namespace ecg {
#define GEN_PASS_DEF_INSERTFAKEQUANTIZE
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

/// The type of the weights of each layer.
struct TypeChoice {
  const WeightType *inner, *outer;
  llvm::StringMap<const WeightType *> byName = {};
  Operation *first = nullptr, *last = nullptr;

  const WeightType &of(Operation *layer) const {
    if (const WeightType *own = byName.lookup(getLayerName(layer->getLoc())))
      return *own;
    return layer == first || layer == last ? *outer : *inner;
  }
};

class Inserter : public FakeQuantizedLayers {
public:
  Inserter(func::FuncOp func, const llvm::StringSet<> &skipped,
           unsigned activationBits, const TypeChoice &types)
      : FakeQuantizedLayers(func, skipped, activationBits), types(types) {}

private:
  LogicalResult roundWeights(QuantOpInterface layer, double) override {
    Value weight = layer->getOperand(layer.getWeightIndex());
    const WeightType &type = types.of(layer);
    int64_t rows = cast<ShapedType>(weight.getType()).getDimSize(0);
    std::vector<float> scales =
        fitScales(ConstantData<float>::get(weight)->values(), rows, type);
    builder.setInsertionPoint(layer);
    layer->setOperand(layer.getWeightIndex(),
                      roundRows(weight, scales, {type.low, type.high}));
    return success();
  }

  static std::vector<float> fitScales(ArrayRef<float> weights, int64_t rows,
                                      const WeightType &type);
  Value roundRows(Value weight, ArrayRef<float> scales,
                  ArrayRef<int64_t> range);

  const TypeChoice &types;
};

/// Rows of zeros get the largest scale: any will do. Clustered weights have one
/// scale, or they would not be of few values as integers.
std::vector<float> Inserter::fitScales(ArrayRef<float> weights, int64_t rows,
                                       const WeightType &type) {
  if (isClustered(weights)) {
    double scale = fitScale(weights, type.low, type.high);
    return std::vector<float>(rows, scale > 0 ? static_cast<float>(scale) : 1);
  }
  size_t size = weights.size() / rows;
  std::vector<float> scales;
  for (int64_t row = 0; row < rows; ++row)
    scales.push_back(static_cast<float>(
        fitScale(weights.slice(row * size, size), type.low, type.high)));
  float largest = *llvm::max_element(scales);
  for (float &scale : scales)
    if (scale == 0)
      scale = largest > 0 ? largest : 1;
  return scales;
}

/// Scales are rounded, too: to multiples of one unit, as a device stores them
/// (@packed_scale).
Value Inserter::roundRows(Value weight, ArrayRef<float> scales,
                          ArrayRef<int64_t> range) {
  constexpr int64_t kLargestFactor = 255;
  Value learned = createScales(weight.getLoc(), scales);
  Value rounded = round(learned, {*llvm::max_element(scales) / kLargestFactor},
                        {1, kLargestFactor}, /*zeroPoint=*/0);
  return builder.create<FakeQuantizeOp>(
      weight.getLoc(), weight.getType(), weight, rounded,
      builder.getDenseI64ArrayAttr(range), builder.getI64IntegerAttr(0),
      builder.getI64IntegerAttr(0));
}

struct InsertFakeQuantize
    : ecg::impl::InsertFakeQuantizeBase<InsertFakeQuantize> {
  using InsertFakeQuantizeBase::InsertFakeQuantizeBase;

  void runOnOperation() override {
    func::FuncOp func = getOperation();
    if (func.isExternal())
      return;
    if (hasRoundings(func)) {
      func.emitError() << "fake quantization needs a float network, this one "
                          "is quantized already";
      return signalPassFailure();
    }
    auto skipped = findNamedLayers(func, "skip", skip);
    auto bits = parseActivations(func, activations);
    TypeChoice types{findType(weights),
                     findType(outer.empty() ? weights : outer)};
    if (failed(skipped) || failed(bits) || !types.inner || !types.outer ||
        failed(readTypes(types.byName)))
      return signalPassFailure();
    for (auto layer : func.getOps<QuantOpInterface>())
      if (layer.getWeightIndex() >= 0) {
        types.first = types.first ? types.first : layer;
        types.last = layer;
      }
    if (failed(Inserter(func, *skipped, *bits, types).run()))
      signalPassFailure();
  }

private:
  /// The option `types`: "name:type" each.
  LogicalResult readTypes(llvm::StringMap<const WeightType *> &byName) {
    SmallVector<std::string> names;
    for (StringRef entry : this->types) {
      auto [name, type] = entry.rsplit(':');
      names.push_back(name.str());
      if (!(byName[name] = findType(type)))
        return failure();
    }
    return failure(failed(findNamedLayers(getOperation(), "types", names)));
  }

  const WeightType *findType(StringRef name) {
    const WeightType *type = findWeightType(name);
    if (type && type->high > 0)
      return type;
    SmallVector<StringRef> names;
    for (const WeightType &known : weightTypes())
      if (known.high > 0)
        names.push_back(known.name);
    getOperation().emitError()
        << "weights of type '" << name << "' are not known; there are "
        << llvm::join(names, ", ");
    return nullptr;
  }
};

} // namespace
