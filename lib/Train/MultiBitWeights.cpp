// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Multi-bit weights read and changed in place.

#include "MultiBitWeights.h"
#include "ecg/Compress/TypeBudget.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Train/Alq.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ecg {

std::vector<float> readFloats(ConstantOp constant) {
  return ConstantData<float>::get(constant.getValue())->values().vec();
}

void writeFloats(ConstantOp constant, ArrayRef<float> values) {
  auto type = cast<RankedTensorType>(constant.getType());
  constant.setValueAttr(makeElements<float>(type, values));
}

MultiBitWeights::MultiBitWeights(FakeMultiBitOp layer, ConstantOp values,
                                 ConstantOp alphas)
    : layer(layer), values(values), alphas(alphas),
      cut(WeightGroups::get(cast<RankedTensorType>(values.getType()).getShape(),
                            layer.getGroupSize(), layer.getPixel())),
      codes(layer.getCodes().vec()), real(readFloats(values)),
      learned(readFloats(alphas)) {}

std::vector<MultiBitWeights> MultiBitWeights::find(func::FuncOp function) {
  std::vector<MultiBitWeights> found;
  for (auto op : function.front().getOps<FakeMultiBitOp>()) {
    auto values = op.getInput().getDefiningOp<ConstantOp>();
    auto alphas = op.getAlphas().getDefiningOp<ConstantOp>();
    if (values && alphas)
      found.push_back(MultiBitWeights(op, values, alphas));
  }
  return found;
}

std::vector<float> MultiBitWeights::gather(ArrayRef<float> tensor,
                                           int64_t group) const {
  std::vector<float> weights;
  for (int64_t i = 0; i < cut.size; ++i)
    weights.push_back(tensor[cut.at(group, i)]);
  return weights;
}

void MultiBitWeights::scatter(ArrayRef<float> from, int64_t group,
                              MutableArrayRef<float> tensor) const {
  for (int64_t i = 0; i < cut.size; ++i)
    tensor[cut.at(group, i)] = from[i];
}

std::vector<float> MultiBitWeights::storedOf(int64_t group) const {
  AlphaTable<float> all = table();
  BitLevels<float> levels = storedLevels(all, group, all.chooseUnits());
  std::vector<float> weights = weightsOf(group);
  for (float &weight : weights)
    weight = levels.value(levels.nearest(weight));
  return weights;
}

void MultiBitWeights::setGroup(int64_t group, int64_t code,
                               ArrayRef<float> alphas) {
  assert(alphas.size() == bitCodes()[code].alphas);
  if (static_cast<int64_t>(alphas.size()) > width()) {
    std::vector<float> wider(size() * alphas.size(), 0);
    for (int64_t g = 0; g < size(); ++g)
      llvm::copy(ArrayRef(learned).slice(g * width(), width()),
                 wider.begin() + g * alphas.size());
    learned = std::move(wider);
  }
  codes[group] = code;
  float *row = learned.data() + group * width();
  std::fill(row, row + width(), 0.0f);
  llvm::copy(alphas, row);
}

void MultiBitWeights::write() {
  auto type = RankedTensorType::get({size(), width()},
                                    Float32Type::get(layer.getContext()));
  alphas.getResult().setType(type);
  alphas.setValueAttr(makeElements<float>(type, learned));
  layer.setCodes(codes);
}

int64_t MultiBitWeights::bytes() const {
  int64_t bytes = kLayerBytes + rows() * kChannelBytes;
  for (int64_t g = 0; g < size(); ++g)
    bytes += codeOf(g).bytes(cut.size);
  return llvm::all_equal(codes) ? bytes : bytes + (size() + 1) / 2;
}

std::string nameOfReader(Operation *weights) {
  Operation *reader = *weights->user_begin();
  std::string name = getLayerName(reader->getLoc());
  return name.empty() ? reader->getName().stripDialect().str() : name;
}

double MultiBitLayer::averageBits() const {
  double sum = 0;
  for (int64_t number : codes)
    sum += bitCodes()[number].bitsPerWeight();
  return codes.empty() ? 0 : sum / static_cast<double>(codes.size());
}

/// `@bit_loss` of leaving, group by group.
static std::vector<double> sensitivityOf(const MultiBitWeights &layer,
                                         const SecondMoments *moments) {
  std::vector<double> losses(layer.size(), 0.0);
  std::vector<float> all =
      moments ? moments->lookup(layer.weights()) : std::vector<float>();
  if (static_cast<int64_t>(all.size()) != layer.numWeights())
    return losses;
  for (int64_t g = 0; g < layer.size(); ++g)
    for (auto [w, h] : llvm::zip_equal(layer.storedOf(g), layer.gather(all, g)))
      losses[g] += 0.5 * h * w * w;
  return losses;
}

std::vector<MultiBitLayer>
describeMultiBitLayers(func::FuncOp function, const SecondMoments *moments) {
  std::vector<MultiBitLayer> layers;
  for (const MultiBitWeights &weights : MultiBitWeights::find(function))
    layers.push_back({nameOfReader(weights.op()), weights.groups().size,
                      weights.codeNumbers().vec(), weights.bytes(),
                      sensitivityOf(weights, moments)});
  return layers;
}

double averageBits(func::FuncOp function) {
  double bits = 0, count = 0;
  for (const MultiBitWeights &layer : MultiBitWeights::find(function)) {
    count += layer.numWeights();
    for (int64_t g = 0; g < layer.size(); ++g)
      bits += layer.codeOf(g).bitsPerWeight() * layer.groups().size;
  }
  return count > 0 ? bits / count : 0;
}

} // namespace ecg
