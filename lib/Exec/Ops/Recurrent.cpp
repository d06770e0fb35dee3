// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Recurrent layers: what of their operands goes where. The arithmetic is in
// ../Recurrent.

#include "../Recurrent/Recurrence.h"
#include "Ops.h"

using namespace mlir;
using namespace ecg;
using namespace ecg::recurrent;

namespace {

/// Index of an operand by its place in the definition; -1 where it is left out.
template <typename Layer> int indexOf(Layer layer, unsigned operand) {
  auto [index, count] = layer.getODSOperandIndexAndLength(operand);
  return count ? static_cast<int>(index) : -1;
}

template <typename Layer, typename T>
BatchView<T> viewOf(Layer layer, ArrayRef<BatchView<T>> views,
                    unsigned operand) {
  int index = indexOf(layer, operand);
  return index < 0 ? BatchView<T>() : views[index];
}

template <typename Layer, typename T>
SmallVector<BatchView<T>, 2> statesOf(Layer layer,
                                      ArrayRef<BatchView<T>> views) {
  SmallVector<BatchView<T>, 2> states = {viewOf(layer, views, InitialH)};
  if constexpr (std::is_same_v<Layer, LstmOp>)
    states.push_back(viewOf(layer, views, InitialC));
  return states;
}

template <typename Layer, typename T>
T *peepholesOf(Layer layer, ArrayRef<BatchView<T>> views, int64_t direction) {
  if constexpr (std::is_same_v<Layer, LstmOp>)
    if (T *data = viewOf(layer, views, Peepholes).data)
      return data + direction * 3 * layer.getHidden();
  return nullptr;
}

/// The parameters of a direction, or their gradients.
template <typename Layer, typename T>
GateWeights<T> weightsOf(Layer layer, ArrayRef<BatchView<T>> views,
                         int64_t direction) {
  int64_t rows = Layer::numGates * layer.getHidden();
  auto at = [&](unsigned operand, int64_t size) -> T * {
    T *data = viewOf(layer, views, operand).data;
    return data ? data + direction * size : nullptr;
  };
  return {at(Weight, rows * layer.getInput().getType().getDimSize(2)),
          at(Recurrence, rows * layer.getHidden()), at(Bias, 2 * rows), rows};
}

template <typename Layer, typename T>
SequenceWalk walkOf(Layer layer, ArrayRef<BatchView<const T>> inputs,
                    int64_t samples, int64_t direction) {
  ArrayRef<int64_t> shape = layer.getInput().getType().getShape();
  SequenceWalk walk = {samples,   shape[0],
                       shape[1],  layer.getDirections(),
                       direction, layer.getReverse() || direction == 1,
                       {}};
  if (auto lengths = elementsAs<int32_t>(viewOf(layer, inputs, Lengths)))
    for (int64_t row = 0; row < walk.rows(); ++row)
      walk.lengths.push_back(std::clamp<int64_t>(
          lengths.of(row / walk.batch)[row % walk.batch], 0, walk.steps));
  return walk;
}

template <typename Layer> struct RecurrentMath : LayerMath<Layer> {
  static int64_t savedSize(Layer layer) {
    ArrayRef<int64_t> shape = layer.getInput().getType().getShape();
    return savedSizeOf(frameColumnsOf(layer), shape[0], shape[1],
                       layer.getDirections());
  }

  static OperandRole roleOf(Layer layer, unsigned operand) {
    if (operand == Input)
      return OperandRole::Activation;
    int index = operand;
    if (index == indexOf(layer, Lengths) ||
        llvm::is_contained(stateIndices(layer), index))
      return layer->getOperand(operand).template getDefiningOp<ConstantOp>()
                 ? OperandRole::Fixed
                 : OperandRole::Activation;
    return OperandRole::Weight;
  }

  template <typename T>
  static void forward(Layer layer, const ForwardCall<T> &call) {
    forEachDirection<T>(layer, call, [&](Cell<T> &cell, SequenceWalk walk) {
      runForward<T>(cell, walk,
                    {call.inputs[Input], statesOf(layer, call.inputs),
                     call.outputs[0], call.outputs.drop_front(),
                     call.saved.data});
    });
  }

  template <typename T>
  static void backward(Layer layer, const BackwardCall<T> &call) {
    forEachDirection<T>(layer, call, [&](Cell<T> &cell, SequenceWalk walk) {
      auto weights = weightsOf(layer, call.inputGrads, walk.direction);
      runBackward<T>(cell, walk,
                     {call.saved.data, call.outputGrads[0],
                      call.outputGrads.drop_front(), call.inputGrads[Input],
                      statesOf(layer, call.inputGrads),
                      weights.weight || weights.recurrence || weights.bias});
      for (Projection<T> &projection : cell.projections)
        projection.storeWeightGrads(weights);
      cell.storePeepholeGrads(
          peepholesOf(layer, call.inputGrads, walk.direction));
    });
  }

private:
  static SmallVector<int, 2> stateIndices(Layer layer) {
    SmallVector<int, 2> indices = {indexOf(layer, InitialH)};
    if constexpr (std::is_same_v<Layer, LstmOp>)
      indices.push_back(indexOf(layer, InitialC));
    return indices;
  }

  template <typename T, typename Call, typename Fn>
  static void forEachDirection(Layer layer, const Call &call, Fn fn) {
    for (int64_t d = 0; d < layer.getDirections(); ++d) {
      std::unique_ptr<Cell<T>> cell = makeCell<T>(layer, d);
      for (Projection<T> &projection : cell->projections)
        projection.setWeights(weightsOf(layer, call.inputs, d));
      cell->setPeepholes(peepholesOf(layer, call.inputs, d));
      fn(*cell, walkOf(layer, call.inputs, call.samples, d));
    }
  }
};

} // namespace

void ecg::attachRecurrent(MLIRContext &context) {
  attachMath<RecurrentMath<LstmOp>, LstmOp>(context);
  attachMath<RecurrentMath<GruOp>, GruOp>(context);
  attachMath<RecurrentMath<RnnOp>, RnnOp>(context);
}
