// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LSTM, GRU and RNN. Layers are time first (layout 0) and name every
// activation; what ONNX leaves out or orders otherwise is settled here.

#include "ecg/IR/Recurrent.h"
#include "Ops.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;

namespace ecg {

namespace {

/// Inputs by position; LSTM has two more.
enum Input { X, W, R, B, SequenceLens, InitialH, InitialC, P };

const RecurrentFunction *findByOnnxName(llvm::StringRef name) {
  for (const RecurrentFunction &function : getRecurrentFunctions())
    if (name.equals_insensitive(function.onnxName))
      return &function;
  return nullptr;
}

/// The attributes `activations`, `activation_alpha` and `activation_beta`, one
/// entry a function and direction. Empty where the defaults of ONNX hold.
struct Activations {
  llvm::SmallVector<llvm::StringRef> names;
  llvm::SmallVector<float> alphas, betas;
};

/// The next of the given parameters, which functions without any leave for
/// those behind them.
float takeParameter(Node &node, llvm::StringRef attribute,
                    llvm::ArrayRef<float> &given, const RecurrentFunction &of,
                    bool hasParameter, std::optional<float> otherwise) {
  if (!hasParameter)
    return 0;
  if (!given.empty()) {
    float parameter = given.front();
    given = given.drop_front();
    return parameter;
  }
  if (!otherwise && !node.failed())
    node.error() << "activation '" << of.onnxName << "' needs an entry of '"
                 << attribute << "'";
  return otherwise.value_or(0);
}

Activations readActivations(Node &node, size_t count) {
  Activations result;
  std::vector<std::string> names = node.stringsAttribute("activations");
  std::vector<float> alphas = node.realsAttribute("activation_alpha"),
                     betas = node.realsAttribute("activation_beta");
  if (names.empty() || node.failed())
    return result;
  if (names.size() != count) {
    node.error() << "attribute 'activations' has " << names.size()
                 << " entries, expected " << count;
    return result;
  }
  llvm::ArrayRef<float> alphasLeft = alphas, betasLeft = betas;
  for (const std::string &name : names) {
    const RecurrentFunction *function = findByOnnxName(name);
    if (!function) {
      node.error() << "activation '" << name << "' is not supported; accepted "
                   << "are "
                   << llvm::join(llvm::map_range(
                                     getRecurrentFunctions(),
                                     [](auto &f) { return f.onnxName.str(); }),
                                 ", ");
      return result;
    }
    result.names.push_back(function->name);
    result.alphas.push_back(takeParameter(node, "activation_alpha", alphasLeft,
                                          *function, function->hasAlpha,
                                          function->alpha));
    result.betas.push_back(takeParameter(node, "activation_beta", betasLeft,
                                         *function, function->hasBeta,
                                         function->beta));
  }
  return result;
}

/// What all recurrent layers have in common.
class Recurrent {
public:
  /// `functions`: activations a direction.
  Recurrent(Node &node, size_t functions) : node(node) {
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
  int64_t hidden() const { return node.shape(R)[2]; }

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
  std::string direction;
  bool batchFirst = false;
  Activations activations;
  float clip = 0;
  Value lengths; ///< or null
};

} // namespace

LogicalResult importLstm(Node &node) {
  Recurrent layer(node, LstmOp::numFunctions);
  bool inputForget = node.integerAttribute("input_forget", 0);
  Value x = layer.input(), w = node.value(W), r = node.value(R),
        b = node.value(B), h = layer.state(InitialH), c = layer.state(InitialC),
        p = node.value(P);
  if (node.failed())
    return failure();
  if (c && !h)
    h = layer.zeroState();
  if (h && !c)
    c = layer.zeroState();
  return layer.make<LstmOp>(3, x, w, r, b, layer.getLengths(), h, c, p,
                            inputForget);
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
