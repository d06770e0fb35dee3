// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From calibrated ranges to activations that are rounded and weights that stand
// on bases, ready to be trained (docs/alq.md).

#include "FakeQuantizedLayers.h"
#include "ecg/Compress/BitFit.h"
#include "ecg/Passes.h"
#include "llvm/ADT/StringExtras.h"

namespace ecg {
#define GEN_PASS_DEF_INSERTMULTIBIT
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

/// Numbers of bitCodes().
struct CodeChoice {
  int64_t inner, outer;
  Operation *first = nullptr, *last = nullptr;

  int64_t of(Operation *layer) const {
    return layer == first || layer == last ? outer : inner;
  }
};

/// Weights of a group that `text` asks for in rows of `shape`; layers without
/// kernels have groups of whole rows.
WeightGroups groupsOf(ArrayRef<int64_t> shape, StringRef text) {
  int64_t row = ShapedType::getNumElements(shape.drop_front());
  bool hasTaps = shape.size() > 2;
  int64_t size = row;
  if (text == "kernel" && hasTaps)
    size = ShapedType::getNumElements(shape.drop_front(2));
  else if (text == "pixel" && hasTaps)
    return WeightGroups::get(shape, shape[1], /*pixel=*/true);
  else if (int64_t number = 0; !text.getAsInteger(10, number))
    for (size = std::min(number, row); row % size;) // the next that fills rows
      ++size;
  return WeightGroups::get(shape, size, /*pixel=*/false);
}

class Inserter : public FakeQuantizedLayers {
public:
  Inserter(func::FuncOp func, const llvm::StringSet<> &skipped,
           const CodeChoice &codes, StringRef groups)
      : FakeQuantizedLayers(func, skipped, /*activationBits=*/8), codes(codes),
        groups(groups) {}

private:
  LogicalResult roundWeights(QuantOpInterface layer, double) override;

  const CodeChoice &codes;
  StringRef groups;
};

LogicalResult Inserter::roundWeights(QuantOpInterface layer, double) {
  Value weight = layer->getOperand(layer.getWeightIndex());
  auto shape = cast<RankedTensorType>(weight.getType()).getShape();
  auto data = ConstantData<float>::get(weight);
  WeightGroups cut = groupsOf(shape, groups);
  const BitCode &code = bitCodes()[codes.of(layer)];
  int64_t count = static_cast<int64_t>(data->values().size()) / cut.size;
  std::vector<float> alphas;
  for (int64_t g = 0; g < count; ++g) {
    std::vector<float> group;
    for (int64_t i = 0; i < cut.size; ++i)
      group.push_back(data->values()[cut.at(g, i)]);
    llvm::append_range(alphas, fitCoordinates(group, code));
  }
  builder.setInsertionPoint(layer);
  auto type = RankedTensorType::get({count, int64_t(code.alphas)},
                                    builder.getF32Type());
  Value coordinates = builder.create<ConstantOp>(
      weight.getLoc(), makeElements<float>(type, alphas));
  SmallVector<int64_t> numbers(count, codes.of(layer));
  layer->setOperand(layer.getWeightIndex(),
                    builder.create<FakeMultiBitOp>(
                        weight.getLoc(), weight.getType(), weight, coordinates,
                        builder.getDenseI64ArrayAttr(numbers),
                        builder.getI64IntegerAttr(cut.size),
                        cut.stride > 1 ? builder.getUnitAttr() : UnitAttr()));
  return success();
}

struct InsertMultiBit : ecg::impl::InsertMultiBitBase<InsertMultiBit> {
  using InsertMultiBitBase::InsertMultiBitBase;

  void runOnOperation() override {
    func::FuncOp func = getOperation();
    if (func.isExternal())
      return;
    if (hasRoundings(func)) {
      func.emitError() << "multi-bit weights need a float network, this one is "
                          "quantized already";
      return signalPassFailure();
    }
    auto skipped = findNamedLayers(func, "skip", skip);
    CodeChoice codes{findCode(code), findCode(outer.empty() ? code : outer)};
    if (failed(skipped) || codes.inner <= 0 || codes.outer <= 0)
      return signalPassFailure();
    for (auto layer : func.getOps<QuantOpInterface>())
      if (layer.getWeightIndex() >= 0) {
        codes.first = codes.first ? codes.first : layer;
        codes.last = layer;
      }
    if (failed(Inserter(func, *skipped, codes, groups).run()))
      signalPassFailure();
  }

private:
  int64_t findCode(StringRef name) {
    int64_t code = findBitCode(name);
    if (code > 0)
      return code;
    SmallVector<StringRef> names;
    for (const BitCode &known : bitCodes().drop_front())
      names.push_back(known.name);
    getOperation().emitError() << "code '" << name << "' is not known; there "
                               << "are " << llvm::join(names, ", ");
    return -1;
  }
};

} // namespace
