// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The stages of quantization-aware training, and which rows become coarser
// between them. The arithmetic of both is Compress's business.

#include "ecg/Train/QuantizeAware.h"
#include "RoundedWeights.h"
#include "ecg/Compress/Scales.h"
#include "ecg/Compress/StepSize.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/QuantTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using llvm::Error;
using llvm::Expected;

namespace ecg {

namespace {

/// Rows become one type coarser at a time; a round may need several.
constexpr unsigned kPassesARound = 6;

/// A row in the next coarser type.
struct CoarserRow {
  double scale, loss;
};

std::vector<LayerTypes> typesOf(ArrayRef<RoundedWeights> weights) {
  std::vector<LayerTypes> types;
  for (const RoundedWeights &layer : weights)
    types.push_back(layer.types());
  return types;
}

/// Curvature by weight: the second moment of the optimizer, and a little
/// everywhere, for weights that were out of reach of their type.
std::vector<float> curvatureOf(const RoundedWeights &layer,
                               const SecondMoments &moments) {
  std::vector<float> curvature = moments.lookup(layer.weights());
  double mean = 0;
  for (float value : curvature)
    mean += value / curvature.size();
  for (float &value : curvature)
    value += static_cast<float>(0.01 * mean);
  return curvature;
}

/// @type_loss: 1/2 sum h (q' - q)^2 for the change of rounded weights.
CoarserRow lowerRow(ArrayRef<float> row, double scale, const WeightType &type,
                    const WeightType &coarser, ArrayRef<float> curvature) {
  double next = fitScale(row, coarser.low, coarser.high, curvature);
  double loss = 0;
  for (auto [w, h] : llvm::zip_equal(row, curvature)) {
    double before = scale * quantizeValue(w, {scale, 0}, type.low, type.high);
    double after =
        next > 0 ? next * quantizeValue(w, {next, 0}, coarser.low, coarser.high)
                 : 0;
    loss += 0.5 * h * (after - before) * (after - before);
  }
  return {next, loss};
}

/// One run of stages on one function.
class QuantizeAwareRun {
public:
  QuantizeAwareRun(
      func::FuncOp function, const Dataset &data, const TrainOptions &options,
      const ByteBudget &budget, ArrayRef<Teacher *> teachers,
      const TrainObserver &observer,
      llvm::function_ref<void(const QuantizeAwareStage &)> stageEnded)
      : function(function), data(data), options(options), budget(budget),
        teachers(teachers), observer(observer), stageEnded(stageEnded) {}

  Expected<TrainResult> run();

private:
  Error check();
  Error approachBudget();
  Expected<TrainResult> train(const std::string &name, unsigned epochs);
  void lower(int64_t bytes, const SecondMoments &moments);
  bool lowerOnce(int64_t bytes, const SecondMoments &moments);
  std::vector<Lowering> findLowerings(ArrayRef<RoundedWeights> weights,
                                      const SecondMoments &moments);

  func::FuncOp function;
  const Dataset &data;
  const TrainOptions &options;
  const ByteBudget &budget;
  ArrayRef<Teacher *> teachers;
  const TrainObserver &observer;
  llvm::function_ref<void(const QuantizeAwareStage &)> stageEnded;
  /// Scales of the rows that findLowerings() proposes, by layer and row.
  llvm::DenseMap<std::pair<size_t, size_t>, double> newScales;
};

Error QuantizeAwareRun::check() {
  std::vector<RoundedWeights> weights = RoundedWeights::find(function);
  if (weights.empty())
    return llvm::createStringError(
        "no layer has rounded weights: run ecg-insert-fake-quantize first");
  std::vector<LayerTypes> types = typesOf(weights);
  int64_t others = storedBytes(function) - storedBytes(types);
  int64_t least = leastBytes(types) + others;
  if (budget.bytes && least > budget.bytes)
    return llvm::createStringError(
        llvm::formatv("the parameters need {0} bytes even with ternary "
                      "weights, {1} are allowed: remove channels first",
                      least, budget.bytes)
            .str());
  return Error::success();
}

Expected<TrainResult> QuantizeAwareRun::train(const std::string &name,
                                              unsigned epochs) {
  TrainOptions stage = options;
  stage.epochs = epochs;
  auto result = ecg::train(function, data, stage, teachers, observer);
  if (result && stageEnded)
    stageEnded({name, *result});
  return result;
}

Expected<TrainResult> QuantizeAwareRun::run() {
  if (Error error = check())
    return std::move(error);
  if (budget.bytes && storedBytes(function) > budget.bytes)
    if (Error error = approachBudget())
      return std::move(error);
  return train("last stage", options.epochs);
}

/// In even steps of the logarithm, each followed by training.
Error QuantizeAwareRun::approachBudget() {
  auto start = static_cast<double>(storedBytes(function));
  auto result = train("start", budget.roundEpochs);
  for (unsigned round = 1; result; ++round) {
    if (result->interrupted)
      return llvm::createStringError("interrupted before the parameters fit "
                                     "into their bytes");
    if (result->secondMoments.empty())
      return llvm::createStringError("fewer bytes need an optimizer that knows "
                                     "second moments: adam, adamw or amsgrad");
    double share = double(round) / budget.rounds;
    bool isLast = round == budget.rounds;
    lower(isLast ? budget.bytes
                 : int64_t(start * std::pow(budget.bytes / start, share)),
          result->secondMoments);
    // The last stage trains what is there then.
    if (isLast || storedBytes(function) <= budget.bytes)
      break;
    result = train(llvm::formatv("round {0} of {1}", round, budget.rounds),
                   budget.roundEpochs);
  }
  if (!result)
    return result.takeError();
  return storedBytes(function) <= budget.bytes
             ? Error::success()
             : llvm::createStringError("the parameters do not fit into their "
                                       "bytes: more rounds would help");
}

void QuantizeAwareRun::lower(int64_t bytes, const SecondMoments &moments) {
  for (unsigned pass = 0; pass < kPassesARound; ++pass)
    if (storedBytes(function) <= bytes || !lowerOnce(bytes, moments))
      return;
}

bool QuantizeAwareRun::lowerOnce(int64_t bytes, const SecondMoments &moments) {
  std::vector<RoundedWeights> weights = RoundedWeights::find(function);
  std::vector<LayerTypes> types = typesOf(weights);
  int64_t others = storedBytes(function) - storedBytes(types);
  std::vector<Lowering> taken =
      lowerTypes(types, findLowerings(weights, moments), bytes - others);
  for (const Lowering &lowering : taken)
    weights[lowering.layer].setRow(
        lowering.row, *lowering.to,
        newScales.lookup({lowering.layer, lowering.row}));
  for (RoundedWeights &layer : weights)
    layer.write();
  return !taken.empty();
}

std::vector<Lowering>
QuantizeAwareRun::findLowerings(ArrayRef<RoundedWeights> weights,
                                const SecondMoments &moments) {
  std::vector<Lowering> found;
  newScales.clear();
  for (auto [l, layer] : llvm::enumerate(weights)) {
    std::vector<float> values = layer.readWeights();
    std::vector<float> curvature = curvatureOf(layer, moments);
    std::vector<double> scales = layer.readScales();
    size_t size = layer.types().rowSize;
    for (auto [r, type] : llvm::enumerate(layer.types().rows)) {
      const WeightType *coarser = coarserThan(*type);
      if (!coarser)
        continue;
      CoarserRow row =
          lowerRow(ArrayRef(values).slice(r * size, size), scales[r], *type,
                   *coarser, ArrayRef(curvature).slice(r * size, size));
      newScales[{l, r}] = row.scale;
      found.push_back({l, r, coarser, row.loss});
    }
  }
  return found;
}

} // namespace

std::vector<RoundedLayer> describeRoundedLayers(func::FuncOp function) {
  std::vector<RoundedLayer> layers;
  for (const RoundedWeights &weights : RoundedWeights::find(function)) {
    Operation *reader = *weights.op()->user_begin();
    layers.push_back({getLayerName(reader->getLoc()), weights.types()});
  }
  return layers;
}

int64_t storedBytes(func::FuncOp function) {
  std::vector<RoundedWeights> weights = RoundedWeights::find(function);
  int64_t bytes = storedBytes(typesOf(weights));
  llvm::DenseSet<Operation *> counted;
  for (const RoundedWeights &layer : weights) {
    counted.insert(layer.weights());
    for (Operation *user : layer.op()->getUsers())
      for (Value operand : user->getOperands())
        counted.insert(operand.getDefiningOp()); // the bias
  }
  for (auto constant : function.front().getOps<ConstantOp>()) {
    bool isScale = llvm::all_of(constant->getUsers(), [](Operation *user) {
      return isa<FakeQuantizeOp>(user);
    });
    if (!isScale && !counted.contains(constant))
      bytes += 4 * constant.getType().getNumElements();
  }
  return bytes;
}

Expected<TrainResult> trainQuantized(
    func::FuncOp function, const Dataset &data, const TrainOptions &options,
    const ByteBudget &budget, ArrayRef<Teacher *> teachers,
    const TrainObserver &observer,
    llvm::function_ref<void(const QuantizeAwareStage &)> stageEnded) {
  return QuantizeAwareRun(function, data, options, budget, teachers, observer,
                          stageEnded)
      .run();
}

} // namespace ecg
