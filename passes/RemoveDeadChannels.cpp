// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Channels that compute nothing go: those whose value is a known constant,
// which moves into the bias of the layers that read it, and those nobody
// listens to. Pruned models are exported with such channels.

#include "ConstantChannels.h"
#include "ecg/Analysis/RemoveChannels.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/Windows.h"
#include "ecg/Passes.h"
#include "llvm/ADT/TypeSwitch.h"

namespace ecg {
#define GEN_PASS_DEF_REMOVEDEADCHANNELS
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// Columns of a reader's weight that belong to the channels of a group.
struct Columns {
  Operation *reader;
  const GroupDim *dim;
  RankedTensorType type;
  std::vector<float> weights;

  /// Weights a column.
  int64_t taps() const {
    return type.getNumElements() / type.getDimSize(0) / type.getDimSize(1);
  }

  /// The weights of `row` and `column`.
  MutableArrayRef<float> of(int64_t row, int64_t column) {
    return MutableArrayRef(weights).slice(
        (row * type.getDimSize(1) + column) * taps(), taps());
  }

  /// Sum over the weights of `row` and `channel`, and whether any is not zero.
  std::pair<double, bool> sum(int64_t row, int64_t channel) {
    double total = 0;
    bool any = false;
    for (int64_t column : dim->of(channel))
      for (float weight : of(row, column)) {
        total += weight;
        any |= weight != 0;
      }
    return {total, any};
  }
};

/// The entry of a reader's weight columns, or null where it has none.
const GroupDim *findColumns(const ChannelGroup &group, Operation *reader) {
  auto layer = dyn_cast<QuantOpInterface>(reader);
  auto groups = reader->getAttrOfType<IntegerAttr>("groups");
  if (!layer || layer.getWeightIndex() != 1 || (groups && groups.getInt() > 1))
    return nullptr;
  const auto *found = llvm::find_if(group.dims, [&](const GroupDim &dim) {
    return dim.value == reader->getOperand(1) && dim.dim == 1;
  });
  return found == group.dims.end() ? nullptr : found;
}

bool hasPadding(Operation *op) {
  auto padded = [](const Windows &windows) {
    return llvm::any_of(windows, [](const Window &window) {
      return window.padLow > 0 || window.padHigh > 0;
    });
  };
  return llvm::TypeSwitch<Operation *, bool>(op)
      .Case<Conv1dOp, Conv2dOp>(
          [&](auto conv) { return padded(getWindows(conv)); })
      // Positions differ in how many taps reach them.
      .Case([](ConvTransposeOp) { return true; })
      .Default(false);
}

/// Finds and removes the dead channels of one group.
class Remover {
public:
  explicit Remover(const ChannelGroup &group)
      : group(group), constants(group) {}

  /// True when something was removed.
  bool run() {
    if (!group.removable || group.readers.empty() ||
        !group.normalizers.empty() || !readColumns())
      return false;
    llvm::BitVector dead(group.channels);
    for (int64_t c = 0; c < group.channels; ++c)
      if (llvm::all_of(columns,
                       [&](Columns &reader) { return canDrop(reader, c); }))
        dead.set(c);
    if (dead.all())
      dead.reset(0); // a tensor keeps at least one channel
    if (dead.none())
      return false;
    bool absorbed = false;
    for (Columns &reader : columns)
      absorbed |= absorb(reader, dead);
    // New biases are not in this group; the next round finds them, and columns
    // of zeros.
    if (!absorbed)
      removeChannels(group, dead);
    return true;
  }

private:
  bool readColumns();
  bool canDrop(Columns &reader, int64_t channel);
  bool absorb(Columns &reader, const llvm::BitVector &dead);

  const ChannelGroup &group;
  ConstantChannels constants;
  std::vector<Columns> columns;
};

/// False where weights or other constants of the group are no floats, or where
/// others than weights sum over the channels.
bool Remover::readColumns() {
  for (const GroupDim &dim : group.dims)
    if (dim.value.getDefiningOp<ConstantOp>() &&
        !ConstantData<float>::get(dim.value))
      return false;
  for (Operation *reader : group.readers) {
    const GroupDim *dim = findColumns(group, reader);
    if (!dim || !group.find(reader->getOperand(0)))
      return false;
    auto data = ConstantData<float>::get(dim->value);
    bool knownBias = reader->getNumOperands() < 3 ||
                     ConstantData<float>::get(reader->getOperand(2));
    if (!data || !knownBias)
      return false;
    Columns &entry = columns.emplace_back();
    entry.reader = reader;
    entry.dim = dim;
    entry.type = tensorType(dim->value);
    entry.weights = data->values().vec();
  }
  return true;
}

/// A channel may go where the reader ignores it or its number can move into
/// the bias, which padding in between would make wrong at the borders.
bool Remover::canDrop(Columns &reader, int64_t channel) {
  std::optional<float> value =
      constants.of(reader.reader->getOperand(0))[channel];
  if (value && std::isfinite(*value) &&
      (*value == 0 || !hasPadding(reader.reader)))
    return true;
  for (int64_t row = 0; row < reader.type.getDimSize(0); ++row)
    if (reader.sum(row, channel).second)
      return false;
  return true;
}

/// Moves what dead channels contribute into the bias of a reader, whose columns
/// become zeros. False when they contribute nothing.
bool Remover::absorb(Columns &reader, const llvm::BitVector &dead) {
  Operation *op = reader.reader;
  int64_t rows = reader.type.getDimSize(0);
  std::vector<float> bias(rows, 0.0f);
  if (op->getNumOperands() > 2)
    llvm::copy(ConstantData<float>::get(op->getOperand(2))->values(),
               bias.begin());
  const Constants &values = constants.of(op->getOperand(0));
  bool contributes = false;
  for (int64_t row = 0; row < rows; ++row) {
    double shift = 0;
    for (unsigned c : dead.set_bits())
      if (auto [sum, any] = reader.sum(row, c); any && values[c])
        shift += *values[c] * sum;
    contributes |= shift != 0;
    bias[row] = static_cast<float>(bias[row] + shift);
  }
  if (!contributes)
    return false;
  for (int64_t row = 0; row < rows; ++row)
    for (unsigned c : dead.set_bits())
      for (int64_t column : reader.dim->of(c))
        for (float &weight : reader.of(row, column))
          weight = 0;
  OpBuilder builder(op);
  auto type = RankedTensorType::get(rows, builder.getF32Type());
  op->setOperands({op->getOperand(0),
                   builder.create<ConstantOp>(
                       op->getOperand(1).getLoc(),
                       makeElements<float>(reader.type, reader.weights)),
                   builder.create<ConstantOp>(
                       op->getLoc(), makeElements<float>(type, bias))});
  return true;
}

struct RemoveDeadChannels
    : ecg::impl::RemoveDeadChannelsBase<RemoveDeadChannels> {
  void runOnOperation() override {
    // Removing a channel can make one before or behind it dead; each round
    // removes one at least.
    while (removeOnce()) {
    }
    for (ConstantOp constant :
         llvm::make_early_inc_range(getOperation().getOps<ConstantOp>()))
      if (constant->use_empty())
        constant.erase();
  }

private:
  bool removeOnce() {
    for (const ChannelGroup &group : findChannelGroups(getOperation()))
      if (Remover(group).run())
        return true;
    return false;
  }
};

} // namespace
