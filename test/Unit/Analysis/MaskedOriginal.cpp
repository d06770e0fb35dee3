// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Masks are products with zeros and ones in front of a reader; a layer norm is
// written out as sums over masked channels.

#include "MaskedOriginal.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;

namespace ecg {

namespace {

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

class Masker {
public:
  Masker(func::FuncOp function, ArrayRef<ChannelRemoval> removals)
      : removals(removals) {
    copy = cast<func::FuncOp>(function->clone(mapping));
    copy.setName("masked");
    function->getBlock()->getOperations().insertAfter(function->getIterator(),
                                                      copy);
  }

  func::FuncOp run() {
    for (const ChannelRemoval &removal : removals)
      for (Operation *reader : removal.group->readers)
        if (maskedReaders.insert(reader).second)
          maskReader(reader);
    for (const ChannelRemoval &removal : removals)
      for (Operation *layer : removal.group->normalizers)
        if (writtenOut.insert(layer).second)
          writeOut(cast<LayerNormOp>(layer));
    return copy;
  }

private:
  /// What goes from a dimension, over all groups.
  llvm::BitVector deadOf(Value value, int64_t dim) {
    llvm::BitVector dead(shapeOf(value)[dim]);
    for (const ChannelRemoval &removal : removals)
      for (const GroupDim &entry : removal.group->dims)
        if (entry.value == value && entry.dim == dim)
          for (unsigned channel : removal.dead.set_bits())
            for (int64_t index : entry.of(channel))
              dead.set(index);
    return dead;
  }

  Value makeMask(OpBuilder &builder, const llvm::BitVector &dead, int64_t rank,
                 int64_t dim) {
    SmallVector<int64_t> shape(rank, 1);
    shape[dim] = dead.size();
    std::vector<float> mask(dead.size(), 1.0f);
    for (unsigned index : dead.set_bits())
      mask[index] = 0;
    auto type = RankedTensorType::get(shape, builder.getF32Type());
    return builder.create<ConstantOp>(copy.getLoc(),
                                      makeElements<float>(type, mask));
  }

  Value applyMask(OpBuilder &builder, Value value, const llvm::BitVector &dead,
                  int64_t dim) {
    Value mask = makeMask(builder, dead, shapeOf(value).size(), dim);
    return builder.create<MulOp>(copy.getLoc(), value, mask, ClampAttr());
  }

  /// One factor of what is summed up becomes zero.
  void maskReader(Operation *reader) {
    Operation *op = mapping.lookup(reader);
    OpBuilder builder(op);
    for (const ChannelTie &tie :
         cast<ChannelOpInterface>(reader).getChannelTies()) {
      if (tie.use != ChannelUse::Sums)
        continue;
      const ChannelDim &dim = tie.dims.front();
      llvm::BitVector dead = deadOf(dim.value, dim.dim);
      if (dead.none())
        continue;
      for (auto [i, operand] : llvm::enumerate(reader->getOperands()))
        if (operand == dim.value)
          op->setOperand(i,
                         applyMask(builder, op->getOperand(i), dead, dim.dim));
    }
  }

  /// Of layer norms over one dimension.
  void writeOut(LayerNormOp layer) {
    auto norm = cast<LayerNormOp>(mapping.lookup(layer.getOperation()));
    int64_t axis = norm.getAxes().front(), rank = shapeOf(norm).size();
    llvm::BitVector dead = deadOf(layer.getInput(), axis);
    OpBuilder builder(norm);
    Location loc = norm.getLoc();
    float share = 1.0f / static_cast<float>(dead.size() - dead.count());
    auto number = [&](float x) -> Value {
      auto type = RankedTensorType::get({}, builder.getF32Type());
      return builder.create<ConstantOp>(loc, makeElements<float>(type, {x}));
    };
    auto meanOf = [&](Value x) -> Value {
      Value sum = builder.create<ReduceOp>(
          loc, "sum", applyMask(builder, x, dead, axis), axis, true);
      return builder.create<MulOp>(loc, sum, number(share), ClampAttr());
    };
    auto parameter = [&](Value vector) -> Value {
      SmallVector<int64_t> shape(rank, 1);
      shape[axis] = dead.size();
      return builder.create<ReshapeOp>(
          loc, RankedTensorType::get(shape, builder.getF32Type()), vector);
    };
    Value centred = builder.create<BinaryOp>(loc, "sub", norm.getInput(),
                                             meanOf(norm.getInput()));
    Value variance =
        meanOf(builder.create<MulOp>(loc, centred, centred, ClampAttr()));
    Value deviation = builder.create<UnaryOp>(
        loc, "sqrt",
        builder.create<AddOp>(loc, variance,
                              number(norm.getEpsilon().convertToFloat()),
                              ClampAttr()),
        APFloat(0.0f), APFloat(0.0f));
    Value y = builder.create<BinaryOp>(loc, "div", centred, deviation);
    y = builder.create<MulOp>(loc, y, parameter(norm.getScale()), ClampAttr());
    y = builder.create<AddOp>(loc, y, parameter(norm.getShift()), ClampAttr());
    norm->getResult(0).replaceAllUsesWith(y);
    norm->erase();
  }

  ArrayRef<ChannelRemoval> removals;
  IRMapping mapping;
  func::FuncOp copy;
  llvm::SmallPtrSet<Operation *, 8> maskedReaders, writtenOut;
};

} // namespace

func::FuncOp makeMaskedOriginal(func::FuncOp function,
                                ArrayRef<ChannelRemoval> removals) {
  return Masker(function, removals).run();
}

} // namespace ecg
