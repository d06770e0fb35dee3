// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads off the interfaces of a layer what its weights and channels are, and
// makes them coarser.

#include "SensitiveLayers.h"
#include "ecg/Analysis/ChannelGroups.h"
#include "ecg/Compress/Simulate.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ecg {

namespace {

/// Whether quantization rounds the result of a layer anew.
bool hasOwnLevels(Operation *op) {
  auto layer = dyn_cast<QuantOpInterface>(op);
  if (!layer || op->getResult(0).use_empty())
    return false;
  QuantRule rule = layer.getQuantRule();
  return getElementTypeOrSelf(op->getResult(0)).isF32() &&
         (rule == QuantRule::Calibrated || rule == QuantRule::UnitInterval);
}

template <typename Dims>
bool hasDim(const Dims &dims, Value value, int64_t dim) {
  return llvm::any_of(dims, [&](const auto &entry) {
    return entry.value == value && entry.dim == dim;
  });
}

/// The tie of the output channels, where index 0 of a constant counts them.
const ChannelTie *findOutputs(ArrayRef<ChannelTie> ties, Operation *op,
                              Value weight) {
  for (const ChannelTie &tie : ties)
    if (hasDim(tie.dims, weight, 0) &&
        llvm::any_of(tie.dims, [&](const ChannelDim &entry) {
          return entry.value == op->getResult(0);
        }))
      return &tie;
  return nullptr;
}

class Finder {
public:
  Finder(func::FuncOp function, const GradientProgram &program)
      : function(function), groups(findChannelGroups(function)) {
    for (const LearnedConstant &constant : program.constants())
      if (!constant.isStatistic)
        learned[constant.op->getResult(0)] = &constant;
  }

  std::vector<SensitiveLayer> run() {
    std::vector<SensitiveLayer> layers;
    for (Operation &op : function.front().without_terminator()) {
      SensitiveLayer layer = describe(&op);
      if (!layer.weights.empty() || hasOwnLevels(&op))
        layers.push_back(std::move(layer));
    }
    return layers;
  }

private:
  SensitiveLayer describe(Operation *op) {
    SensitiveLayer layer{op, {}, {}};
    SmallVector<ChannelTie> ties;
    if (auto channels = dyn_cast<ChannelOpInterface>(op))
      ties = channels.getChannelTies();
    for (auto [i, operand] : llvm::enumerate(op->getOperands())) {
      const LearnedConstant *constant = learned.lookup(operand);
      if (!constant)
        continue;
      const ChannelTie *outputs = findOutputs(ties, op, operand);
      int64_t rows = countRows(op, i, *constant, outputs);
      if (!rows)
        continue;
      layer.weights.push_back({constant->offset, constant->size, rows});
      if (outputs && canRemove(op, operand))
        layer.channels = channelsOf(*outputs, constant->shape[0], operand);
    }
    return layer;
  }

  /// How many rows of an operand have their own scale as integers, as
  /// QuantOpInterface tells; 0 where it is a bias or the like, which stays
  /// fine. What is quantized as an activation is has one scale, and recurrent
  /// layers have one a gate and unit (docs/numerics.md `@recurrent_sum`).
  static int64_t countRows(Operation *op, unsigned i,
                           const LearnedConstant &constant,
                           const ChannelTie *outputs) {
    auto layer = dyn_cast<QuantOpInterface>(op);
    if (layer && layer.getWeightIndex() >= 0)
      return int(i) == layer.getWeightIndex() ? constant.shape[0] : 0;
    if (constant.shape.size() < 2 || constant.size == 0)
      return 0;
    if (outputs)
      return constant.shape[0];
    if (layer && i < layer.getNumActivations())
      return 1;
    return constant.shape.size() < 3 ? 0
                                     : constant.size / constant.shape.back();
  }

  bool canRemove(Operation *op, Value weight) {
    return llvm::any_of(groups, [&](const ChannelGroup &group) {
      return group.removable && group.find(op->getResult(0)) &&
             hasDim(group.dims, weight, 0);
    });
  }

  SmallVector<WeightRows, 2> channelsOf(const ChannelTie &outputs,
                                        int64_t count, Value weight) {
    SmallVector<WeightRows, 2> rows;
    for (const ChannelDim &dim : outputs.dims)
      if (const LearnedConstant *constant = learned.lookup(dim.value))
        rows.insert(dim.value == weight ? rows.begin() : rows.end(),
                    {constant->offset, constant->size, count});
    return rows;
  }

  func::FuncOp function;
  std::vector<ChannelGroup> groups;
  llvm::DenseMap<Value, const LearnedConstant *> learned;
};

} // namespace

void SensitiveLayer::roundWeights(MutableArrayRef<float> values,
                                  unsigned bits) const {
  for (const WeightRows &part : weights)
    roundRows(part.of(values), part.rows, bits);
}

bool SensitiveLayer::prune(MutableArrayRef<float> values, double share) const {
  if (channels.empty())
    return false;
  auto count = static_cast<int64_t>(share * channels.front().rows);
  std::vector<int64_t> smallest =
      smallestRows(channels.front().of(values), channels.front().rows, count);
  for (const WeightRows &part : channels)
    for (int64_t row : smallest) {
      size_t size = part.size / part.rows;
      std::fill_n(part.of(values).begin() + row * size, size, 0.0f);
    }
  return count > 0;
}

bool isRounded(func::FuncOp function) {
  auto result = function.walk([](Operation *op) {
    bool rounds =
        isa<QuantizeOp, DequantizeOp, FakeQuantizeOp, FakeMultiBitOp>(op) ||
        isa_and_nonnull<rt::EcgRtDialect>(op->getDialect());
    return rounds ? WalkResult::interrupt() : WalkResult::advance();
  });
  return result.wasInterrupted();
}

std::vector<SensitiveLayer>
findSensitiveLayers(func::FuncOp function, const GradientProgram &program) {
  return Finder(function, program).run();
}

} // namespace ecg
