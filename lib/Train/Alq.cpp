// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The stages of adaptive loss-aware quantization.

#include "ecg/Train/Alq.h"
#include "AlqBases.h"
#include "AlqBits.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using namespace mlir;
using llvm::Error;
using llvm::Expected;

namespace ecg {

namespace {

/// One run of stages on one function.
class AlqRun {
public:
  AlqRun(func::FuncOp function, const Dataset &data,
         const TrainOptions &options, const AlqOptions &alq,
         ArrayRef<Teacher *> teachers, const TrainObserver &observer,
         llvm::function_ref<void(const AlqStage &)> stageEnded)
      : function(function), data(data), options(options), alq(alq),
        goal(alq, function), teachers(teachers), observer(observer),
        stageEnded(stageEnded) {}

  Expected<TrainResult> run();

private:
  Error approachGoal();
  Error lower(unsigned round, const SecondMoments &moments);
  Expected<TrainResult> train(const std::string &name, unsigned epochs);
  Error trainOnBases(AlqBases::Mode mode, unsigned epochs);
  Expected<TrainResult> trainRound(const std::string &name);

  func::FuncOp function;
  const Dataset &data;
  const TrainOptions &options;
  const AlqOptions &alq;
  AlqGoal goal;
  ArrayRef<Teacher *> teachers;
  const TrainObserver &observer;
  llvm::function_ref<void(const AlqStage &)> stageEnded;
  double startSize = 0;
  int64_t channelsRemoved = 0;
};

Expected<TrainResult> AlqRun::train(const std::string &name, unsigned epochs) {
  TrainOptions stage = options;
  stage.epochs = epochs;
  auto result = ecg::train(function, data, stage, teachers, observer);
  if (result && stageEnded)
    stageEnded({name, *result, channelsRemoved});
  channelsRemoved = 0;
  return result;
}

/// The last epoch counts: an average of weights stands on no bases.
Error AlqRun::trainOnBases(AlqBases::Mode mode, unsigned epochs) {
  if (epochs == 0)
    return Error::success();
  snapToBases(function);
  AlqBases bases(function, mode);
  TrainOptions stage = options;
  stage.epochs = epochs;
  stage.averageDecay = 0;
  stage.valSplit.clear();
  stage.projection = &bases;
  return ecg::train(function, data, stage, teachers, observer).takeError();
}

/// ALQ-6 and 7, ALQ-8, then straight through.
Expected<TrainResult> AlqRun::trainRound(const std::string &name) {
  if (Error error = trainOnBases(AlqBases::Mode::Bases, alq.basisEpochs))
    return std::move(error);
  if (Error error =
          trainOnBases(AlqBases::Mode::Coordinates, alq.coordinateEpochs))
    return std::move(error);
  return train(name, alq.roundEpochs);
}

/// In even steps of the logarithm.
Error AlqRun::lower(unsigned round, const SecondMoments &moments) {
  double share = double(round) / alq.rounds;
  double target = round == alq.rounds
                      ? goal.target()
                      : startSize * std::pow(goal.target() / startSize, share);
  channelsRemoved += takeBits(function, alq, goal, target, moments);
  return Error::success();
}

Error AlqRun::approachGoal() {
  startSize = goal.sizeOf(function);
  auto result = train("start", alq.roundEpochs);
  for (unsigned round = 1; result; ++round) {
    if (result->interrupted)
      return llvm::createStringError(
          "interrupted before the weights fit the goal");
    if (result->secondMoments.empty())
      return llvm::createStringError("the loss model needs an optimizer that "
                                     "knows second moments: adam, adamw or "
                                     "amsgrad");
    if (Error error = lower(round, result->secondMoments))
      return error;
    // The last stage trains what is there then.
    if (round == alq.rounds || goal.sizeOf(function) <= goal.target())
      break;
    result = trainRound(llvm::formatv("round {0} of {1}", round, alq.rounds));
  }
  return result.takeError();
}

Expected<TrainResult> AlqRun::run() {
  if (MultiBitWeights::find(function).empty())
    return llvm::createStringError(
        "no layer has multi-bit weights: run ecg-insert-multi-bit first");
  if (goal.isSet() && goal.sizeOf(function) > goal.target())
    if (Error error = approachGoal())
      return std::move(error);
  if (goal.isSet() && goal.sizeOf(function) > goal.target())
    return llvm::createStringError(
        llvm::formatv("with as few bits as can be the network still has {0}, "
                      "and {1} are asked for: remove channels first",
                      goal.sizeOf(function), goal.target())
            .str());
  return train("last stage", alq.epochs);
}

} // namespace

Expected<TrainResult>
trainAlq(func::FuncOp function, const Dataset &data,
         const TrainOptions &options, const AlqOptions &alq,
         ArrayRef<Teacher *> teachers, const TrainObserver &observer,
         llvm::function_ref<void(const AlqStage &)> stageEnded) {
  return AlqRun(function, data, options, alq, teachers, observer, stageEnded)
      .run();
}

} // namespace ecg
