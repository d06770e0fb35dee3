// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LSTM, GRU and RNN. Layers are time first (layout 0) and name every
// activation; what ONNX leaves out or orders otherwise is settled here.

#include "ecg/IR/Recurrent.h"
#include "Ops.h"
#include "RecurrentActivations.h"

using namespace mlir;

namespace ecg {

namespace {

/// Inputs by position; LSTM has two more.
enum Input { X, W, R, B, SequenceLens, InitialH, InitialC, P };

/// What all recurrent layers have in common.
class Recurrent {
public:
  /// `functions`: activations a direction; `unitDim`: the dimension of R with
  /// one entry a unit.
  Recurrent(Node &node, size_t functions, unsigned unitDim = 2)
      : node(node), unitDim(unitDim) {
    readDirection();
    batchFirst = node.integerAttribute("layout", 0);
    activations = readActivations(node, directions() * functions);
    clip = node.realAttribute("clip", 0);
    if (node.hasAttribute("clip") && !(clip > 0) && !node.failed())
      node.error() << "attribute 'clip' is " << clip << ", expected above 0";
    if (node.opset() < 7) // the outputs that are named say the same
      node.ignoreAttribute("output_sequence");
    if (node.rank(X) != 3 && !node.failed())
      node.error() << "input X has rank " << node.rank(X) << ", expected 3";
    if (node.rank(R) != 3 && !node.failed())
      node.error() << "recurrence R has rank " << node.rank(R)
                   << ", expected 3";
    if (node.failed())
      return;
    checkHiddenSize();
    checkDirections();
    readLengths();
  }

  /// Steps of each sequence, or null where all take part in every step.
  Value getLengths() const { return lengths; }

  Value input() { return timeFirst(node.value(X)); }

  /// A state, or null when the node has none or, as exporters write it, zeros.
  Value state(unsigned index) {
    const HostTensor *known = node.constant(index);
    bool isZero =
        known && llvm::all_of(known->toReals(), [](float x) { return x == 0; });
    return node.hasInput(index) && !isZero ? timeFirst(node.value(index))
                                           : Value();
  }

  /// The zeros that stand for a state the node does not have.
  Value zeroState() { return node.splat({directions(), batch(), hidden()}, 0); }

  /// Makes the layer of the given own operands and attributes, and sets the
  /// node's outputs.
  template <typename Op, typename... Args>
  LogicalResult make(unsigned numResults, Args... args) {
    Builder builder(node.getContext());
    ArrayAttr names;
    if (!activations.names.empty())
      names = builder.getStrArrayAttr(activations.names);
    llvm::SmallVector<Value> outputs = node.createMany<Op>(
        numResults, args..., direction == "reverse", names,
        parameters(builder, activations.alphas),
        parameters(builder, activations.betas),
        clip > 0 ? builder.getF32FloatAttr(clip) : FloatAttr());
    for (unsigned i = 0; batchFirst && i < outputs.size(); ++i)
      if (node.hasOutput(i))
        outputs[i] = node.create<TransposeOp>(
            outputs[i], i == 0 ? Shape{2, 0, 1, 3} : Shape{1, 0, 2});
    return node.setResults(outputs);
  }

  int64_t directions() const { return direction == "bidirectional" ? 2 : 1; }
  int64_t batch() const { return node.shape(X)[batchFirst ? 0 : 1]; }
  int64_t steps() const { return node.shape(X)[batchFirst ? 1 : 0]; }
  int64_t hidden() const { return node.shape(R)[unitDim]; }

private:
  /// Zeros say nothing: functions without parameters have them.
  static DenseF32ArrayAttr parameters(Builder &builder,
                                      llvm::ArrayRef<float> list) {
    bool none = llvm::all_of(list, [](float x) { return x == 0; });
    return none ? DenseF32ArrayAttr() : builder.getDenseF32ArrayAttr(list);
  }

  Value timeFirst(Value value) {
    if (!batchFirst || !value)
      return value;
    if (cast<RankedTensorType>(value.getType()).getRank() == 3)
      return node.create<TransposeOp>(value, Shape{1, 0, 2});
    if (!node.failed())
      node.error() << "a state has rank "
                   << cast<RankedTensorType>(value.getType()).getRank()
                   << ", expected 3";
    return value;
  }

  void readDirection() {
    direction = node.stringAttribute("direction", "forward");
    if (direction != "forward" && direction != "reverse" &&
        direction != "bidirectional" && !node.failed())
      node.error() << "attribute 'direction' is '" << direction
                   << "'; accepted are forward, reverse, bidirectional";
  }

  void checkHiddenSize() {
    if (!node.hasAttribute("hidden_size"))
      return;
    int64_t size = node.integerAttribute("hidden_size", 0);
    if (size != hidden() && !node.failed())
      node.error() << "attribute 'hidden_size' is " << size
                   << ", but recurrence R has " << hidden() << " units";
  }

  void checkDirections() {
    if (node.shape(W).empty() || node.shape(W)[0] == directions() ||
        node.failed())
      return;
    node.error() << "weight W has " << node.shape(W)[0]
                 << " directions, but attribute 'direction' is '" << direction
                 << "'";
  }

  /// Sequences that all last as long as the input need no list.
  void readLengths() {
    if (!node.hasInput(SequenceLens))
      return;
    const HostTensor *known = node.constant(SequenceLens);
    if (known &&
        llvm::all_of(known->integers, [&](int64_t n) { return n == steps(); }))
      return;
    lengths = node.any(SequenceLens,
                       IntegerType::get(node.getContext(), /*width=*/32));
    for (int64_t length : known ? known->integers : std::vector<int64_t>())
      if ((length < 0 || length > steps()) && !node.failed())
        node.error() << "sequence length " << length << " is not in [0, "
                     << steps() << "]";
  }

  Node &node;
  unsigned unitDim;
  std::string direction;
  bool batchFirst = false;
  Activations activations;
  float clip = 0;
  Value lengths; ///< or null
};

} // namespace

/// The layer of given weights; all other operands are inputs of the node.
static LogicalResult makeLstm(Node &node, Recurrent &layer, Value w, Value r) {
  bool inputForget = node.integerAttribute("input_forget", 0);
  Value x = layer.input(), b = node.value(B), h = layer.state(InitialH),
        c = layer.state(InitialC), p = node.value(P);
  if (node.failed())
    return failure();
  if (c && !h)
    h = layer.zeroState();
  if (h && !c)
    c = layer.zeroState();
  return layer.make<LstmOp>(3, x, w, r, b, layer.getLengths(), h, c, p,
                            inputForget);
}

LogicalResult importLstm(Node &node) {
  Recurrent layer(node, LstmOp::numFunctions);
  return makeLstm(node, layer, node.value(W), node.value(R));
}

/// Constant weights [directions, inputs, gates], quantized with one scale a
/// direction or one a gate, as reals in the order of LSTM.
static Value dequantizeWeights(Node &node, unsigned index, unsigned scale) {
  const HostTensor *integers = node.requireConstant(index, "weight"),
                   *scales = node.requireConstant(scale, "scale");
  llvm::ArrayRef<int64_t> zeroPoints;
  if (node.hasInput(scale + 1))
    zeroPoints = node.integers(scale + 1, "zero point");
  if (node.failed())
    return {};
  int64_t directions = integers->shape[0], gates = integers->shape[2];
  int64_t count = scales->size();
  if (integers->isReal() || !scales->isReal() ||
      (count != directions && count != directions * gates) ||
      (!zeroPoints.empty() && int64_t(zeroPoints.size()) != count)) {
    node.error() << "weight (input " << index
                 << ") needs integers, and a scale and a zero point a "
                    "direction or a gate";
    return {};
  }
  std::vector<float> each = scales->toReals(), reals;
  for (auto [i, integer] : llvm::enumerate(integers->integers)) {
    int64_t direction = i / (integers->size() / directions);
    int64_t at = count == directions ? direction
                                     : direction * gates + int64_t(i) % gates;
    int64_t zeroPoint = zeroPoints.empty() ? 0 : zeroPoints[at];
    reals.push_back(each[at] * static_cast<float>(integer - zeroPoint));
  }
  return node.materialize(HostTensor::ofReals(integers->shape, std::move(reals))
                              .transposed({0, 2, 1}));
}

// ONNX Runtime quantizes input and state anew in every step; here they stay
// real, which is what that approximates.
LogicalResult importDynamicQuantizeLstm(Node &node) {
  for (unsigned i : {W, R})
    if (!node.failed() && node.rank(i) != 3)
      node.error() << "weight (input " << i << ") has rank " << node.rank(i)
                   << ", expected 3";
  if (node.failed())
    return failure();
  Recurrent layer(node, LstmOp::numFunctions, /*unitDim=*/1);
  if (node.failed())
    return failure();
  Value w = dequantizeWeights(node, W, 8), r = dequantizeWeights(node, R, 10);
  return makeLstm(node, layer, w, r);
}

LogicalResult importGru(Node &node) {
  Recurrent layer(node, GruOp::numFunctions);
  bool linearFirst = node.integerAttribute("linear_before_reset", 0);
  Value x = layer.input(), w = node.value(W), r = node.value(R),
        b = node.value(B), h = layer.state(InitialH);
  return layer.make<GruOp>(2, x, w, r, b, layer.getLengths(), h, linearFirst);
}

LogicalResult importRnn(Node &node) {
  Recurrent layer(node, RnnOp::numFunctions);
  Value x = layer.input(), w = node.value(W), r = node.value(R),
        b = node.value(B), h = layer.state(InitialH);
  return layer.make<RnnOp>(2, x, w, r, b, layer.getLengths(), h);
}

} // namespace ecg
