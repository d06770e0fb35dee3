// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comparing two networks layer by layer: copies of both give the value of every
// layer as an output, so nothing between the layers is overwritten or fused.

#include "ecg/Target/LayerErrors.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Metrics/Difference.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <map>

using namespace mlir;

namespace ecg {

namespace {

/// Name and kind of a layer, the shape of its result, and which of those that
/// share all these it is.
using LayerKey =
    std::tuple<std::string, std::string, std::vector<int64_t>, int>;
using Layers = std::map<LayerKey, Value>;

func::FuncOp functionOf(ModuleOp module) {
  return *module.getOps<func::FuncOp>().begin();
}

Layers findLayers(ModuleOp module, std::vector<LayerKey> *order) {
  Layers layers;
  for (Operation &op : functionOf(module).front().without_terminator()) {
    if (isa<ConstantOp, QuantizeOp, DequantizeOp>(op))
      continue;
    for (Value result : op.getResults()) {
      LayerKey key{getLayerName(op.getLoc()), op.getName().stripDialect().str(),
                   cast<ShapedType>(result.getType()).getShape().vec(), 0};
      while (layers.count(key))
        ++std::get<int>(key);
      layers[key] = result;
      if (order)
        order->push_back(key);
    }
  }
  return layers;
}

/// Returns the values after the results that are there.
void returnAlso(ModuleOp module, ArrayRef<Value> values) {
  func::FuncOp func = functionOf(module);
  Operation *returned = func.front().getTerminator();
  returned->insertOperands(returned->getNumOperands(), values);
  SmallVector<DictionaryAttr> attributes;
  func.getAllResultAttrs(attributes);
  attributes.resize(returned->getNumOperands(),
                    DictionaryAttr::get(module.getContext()));
  func.setType(FunctionType::get(module.getContext(), func.getArgumentTypes(),
                                 returned->getOperandTypes()));
  func.setAllResultAttrs(attributes);
}

/// Takes in the elements [begin, begin + count) of every sample.
void addSamples(SignalToNoise &ratio, ArrayRef<std::vector<float>> exact,
                ArrayRef<std::vector<float>> rounded, size_t begin,
                size_t count) {
  for (auto [a, b] : llvm::zip_equal(exact, rounded))
    ratio.add(ArrayRef(a).slice(begin, count), ArrayRef(b).slice(begin, count));
}

/// Values of all layers that are held at once, of as many samples as go in.
constexpr size_t mostValues = 1 << 24;

/// One ratio an output of both programs, over all samples.
std::vector<SignalToNoise> compare(const Program &exact, const Program &rounded,
                                   const Samples &samples) {
  size_t values = 1;
  for (const PortSpec &port : exact.outputs())
    values += port.numElements();
  size_t chunk = std::max<size_t>(mostValues / values, 1);
  std::vector<SignalToNoise> ratios(exact.outputs().size());
  for (size_t first = 0; first < samples.size(); first += chunk) {
    Samples some;
    size_t last = std::min(first + chunk, samples.size());
    some.inputs.assign(samples.inputs.begin() + first,
                       samples.inputs.begin() + last);
    std::vector<std::vector<float>> x = runAll(exact, some),
                                    y = runAll(rounded, some);
    size_t begin = 0;
    for (auto [ratio, port] : llvm::zip_equal(ratios, exact.outputs())) {
      addSamples(ratio, x, y, begin, port.numElements());
      begin += port.numElements();
    }
  }
  return ratios;
}

} // namespace

double measureSqnr(ArrayRef<std::vector<float>> exact,
                   ArrayRef<std::vector<float>> rounded, size_t begin,
                   size_t count) {
  SignalToNoise ratio;
  addSamples(ratio, exact, rounded, begin, count);
  return ratio.decibels();
}

std::vector<LayerError> LayerErrors::worst(size_t count) const {
  std::vector<std::pair<double, size_t>> order;
  for (auto [i, layer] : llvm::enumerate(layers))
    order.push_back({layer.sqnr, i});
  llvm::sort(order);
  order.resize(std::min(count, order.size()));
  std::vector<LayerError> worst;
  for (auto [sqnr, i] : order)
    worst.push_back(layers[i]);
  return worst;
}

FailureOr<LayerErrors> measureLayerErrors(ModuleOp floatNetwork,
                                          ModuleOp network,
                                          const Samples &samples) {
  OwningOpRef<ModuleOp> before = floatNetwork.clone(), after = network.clone();
  std::vector<LayerKey> order;
  Layers exact = findLayers(*before, &order);
  Layers rounded = findLayers(*after, nullptr);
  llvm::erase_if(order,
                 [&](const LayerKey &key) { return !rounded.count(key); });
  SmallVector<Value> exactValues, roundedValues;
  for (const LayerKey &key : order) {
    exactValues.push_back(exact[key]);
    roundedValues.push_back(rounded[key]);
  }
  returnAlso(*before, exactValues);
  returnAlso(*after, roundedValues);
  std::unique_ptr<Program> a = createProgram(*before),
                           b = createProgram(*after);
  if (!a || !b)
    return failure();
  LayerErrors errors;
  errors.samples = samples.size();
  size_t outputs = a->outputs().size() - order.size();
  for (auto [i, ratio] : llvm::enumerate(compare(*a, *b, samples))) {
    if (i < outputs)
      errors.outputs.push_back({a->outputs()[i].name, "", ratio.decibels()});
    else
      errors.layers.push_back({std::get<0>(order[i - outputs]),
                               std::get<1>(order[i - outputs]),
                               ratio.decibels()});
  }
  return errors;
}

} // namespace ecg
