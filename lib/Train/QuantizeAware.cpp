// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The stages of quantization-aware training.

#include "ecg/Train/QuantizeAware.h"
#include "CoarserRows.h"
#include "RoundedWeights.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using llvm::Error;
using llvm::Expected;

namespace ecg {

namespace {

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

  func::FuncOp function;
  const Dataset &data;
  const TrainOptions &options;
  const ByteBudget &budget;
  ArrayRef<Teacher *> teachers;
  const TrainObserver &observer;
  llvm::function_ref<void(const QuantizeAwareStage &)> stageEnded;
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
    makeCoarser(function,
                isLast ? budget.bytes
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
                                       "bytes");
}

} // namespace

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
