// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bases and coordinates from arrays.

#include "ecg/Train/AlqState.h"
#include "ecg/Data/Npz.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/IR/Shapes.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using namespace mlir;
using llvm::Error;
using llvm::Expected;

namespace ecg {

namespace {

/// The arrays of one file.
class StateFile {
public:
  explicit StateFile(NpzFile file) : file(std::move(file)) {}

  Expected<std::vector<AlqStateLayer>> read() const;

private:
  Expected<AlqStateLayer> readLayer(llvm::StringRef name) const;
  Expected<NpyArray> get(const std::string &name,
                         ArrayRef<int64_t> shape) const;
  Error refuse(const llvm::Twine &what) const {
    return llvm::createStringError("'" + file.getPath() + "': " + what);
  }

  NpzFile file;
};

/// A numeric array of a shape; negative: any.
Expected<NpyArray> StateFile::get(const std::string &name,
                                  ArrayRef<int64_t> shape) const {
  auto array = file.get(name);
  if (!array)
    return array;
  bool fits = array->isNumeric() && array->shape.size() == shape.size();
  for (size_t i = 0; fits && i < shape.size(); ++i)
    fits = shape[i] < 0 || array->shape[i] == shape[i];
  if (!fits)
    return refuse("array '" + name + "' of type " + array->dtype() +
                  " has the shape " + formatShape(array->shape) +
                  ", which does not go with the others");
  return array;
}

Expected<AlqStateLayer> StateFile::readLayer(llvm::StringRef name) const {
  AlqStateLayer layer;
  layer.name = name.str();
  auto basis = get(layer.name + ".basis", {-1, -1, -1, -1});
  if (!basis)
    return basis.takeError();
  ArrayRef<int64_t> dims = basis->shape; // rows, groups, bits, n
  auto alpha = get(layer.name + ".alpha", dims.take_front(3));
  if (!alpha)
    return alpha.takeError();
  auto mask = get(layer.name + ".mask", dims.take_front(3));
  if (!mask)
    return mask.takeError();
  auto shape = get(layer.name + ".shape", {-1});
  if (!shape)
    return shape.takeError();
  for (int64_t i = 0; i < shape->size(); ++i)
    layer.shape.push_back(static_cast<int64_t>(shape->number(i)));
  int64_t n = dims[3], bits = dims[2];
  layer.groups = dims[0] * dims[1];
  if (layer.shape.empty() || layer.shape[0] != dims[0] ||
      ShapedType::getNumElements(layer.shape) != layer.groups * n)
    return refuse("the bases of '" + name + "' do not fill its shape " +
                  formatShape(layer.shape));
  layer.weights.assign(layer.groups * n, 0);
  for (int64_t g = 0; g < layer.groups; ++g) {
    int64_t used = 0;
    for (int64_t b = 0; b < bits; ++b) {
      int64_t at = g * bits + b;
      if (mask->number(at) == 0)
        continue;
      ++used;
      double a = alpha->number(at);
      if (!std::isfinite(a))
        return refuse("'" + name + ".alpha' holds a number that is not finite");
      for (int64_t i = 0; i < n; ++i) {
        double sign = basis->number(at * n + i);
        if (sign != 1 && sign != -1)
          return refuse(llvm::formatv("'{0}.basis' holds {1}, where 1 and -1 "
                                      "are expected",
                                      name, sign)
                            .str());
        layer.weights[g * n + i] += static_cast<float>(sign * a);
      }
    }
    layer.emptyGroups += used == 0;
    layer.alphas += used;
    layer.bits += used * n;
  }
  if (name.consume_back(".weight") && file.has((name + ".bias").str())) {
    auto bias = get((name + ".bias").str(), {dims[0]});
    if (!bias)
      return bias.takeError();
    layer.bias = bias->toFloats();
  }
  return layer;
}

Expected<std::vector<AlqStateLayer>> StateFile::read() const {
  std::vector<AlqStateLayer> layers;
  for (const std::string &array : file.names()) {
    llvm::StringRef name = array;
    if (!name.consume_back(".basis"))
      continue;
    auto layer = readLayer(name);
    if (!layer)
      return layer.takeError();
    layers.push_back(std::move(*layer));
  }
  if (layers.empty())
    return refuse("there is no array NAME.basis, so no multi-bit weights");
  return layers;
}

std::vector<QuantOpInterface> layersWithWeights(func::FuncOp function) {
  std::vector<QuantOpInterface> layers;
  for (auto layer : function.getOps<QuantOpInterface>())
    if (layer.getWeightIndex() >= 0 &&
        ConstantData<float>::get(layer->getOperand(layer.getWeightIndex())))
      layers.push_back(layer);
  return layers;
}

/// An error, where `from` cannot be the weights of `layer`.
Error checkFit(QuantOpInterface layer, const AlqStateLayer &from) {
  unsigned weight = layer.getWeightIndex();
  auto type = cast<RankedTensorType>(layer->getOperand(weight).getType());
  if (type.getShape() != ArrayRef(from.shape))
    return llvm::createStringError(
        "layer '" + getLayerName(layer.getLoc()) + "' has weights of shape " +
        formatShape(type.getShape()) + ", '" + from.name + "' of the state " +
        formatShape(from.shape));
  bool hasBias = layer->getNumOperands() > weight + 1 &&
                 ConstantData<float>::get(layer->getOperand(weight + 1));
  if (!from.bias.empty() && !hasBias)
    return llvm::createStringError("layer '" + getLayerName(layer.getLoc()) +
                                   "' has no constant bias, '" + from.name +
                                   "' of the state has one");
  return Error::success();
}

void replaceConstant(Operation *layer, unsigned operand,
                     ArrayRef<float> values) {
  Value before = layer->getOperand(operand);
  auto type = cast<RankedTensorType>(before.getType());
  layer->setOperand(operand,
                    OpBuilder(layer).create<ConstantOp>(
                        before.getLoc(), makeElements<float>(type, values)));
  if (before.use_empty())
    before.getDefiningOp()->erase();
}

} // namespace

int64_t AlqStateLayer::storedBytes() const {
  return (bits + 7) / 8 + 4 * alphas + (groups + 1) / 2 +
         4 * static_cast<int64_t>(bias.size());
}

Expected<std::vector<AlqStateLayer>> readAlqState(llvm::StringRef path) {
  auto file = readNpz(path);
  if (!file)
    return file.takeError();
  return StateFile(std::move(*file)).read();
}

Error applyAlqState(func::FuncOp function, ArrayRef<AlqStateLayer> state) {
  std::vector<QuantOpInterface> layers = layersWithWeights(function);
  if (layers.size() != state.size())
    return llvm::createStringError(
        llvm::formatv("the network has {0} layers with weights, the state {1}",
                      layers.size(), state.size())
            .str());
  for (auto [layer, from] : llvm::zip_equal(layers, state))
    if (Error error = checkFit(layer, from))
      return error;
  for (auto [layer, from] : llvm::zip_equal(layers, state)) {
    unsigned weight = layer.getWeightIndex();
    replaceConstant(layer, weight, from.weights);
    if (!from.bias.empty())
      replaceConstant(layer, weight + 1, from.bias);
  }
  return Error::success();
}

} // namespace ecg
