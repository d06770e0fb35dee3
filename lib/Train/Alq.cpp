// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The stages of adaptive loss-aware quantization.

#include "ecg/Train/Alq.h"
#include "AlqBases.h"
#include "AlqBits.h"
#include "AlqCheckpoint.h"
#include "RunSettings.h"
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
  Error lower(unsigned round, const TrainResult &before);
  Error resume(unsigned &round);
  std::string settings() const;
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
Error AlqRun::lower(unsigned round, const TrainResult &before) {
  if (before.interrupted)
    return llvm::createStringError(
        "interrupted before the weights fit the goal");
  if (before.secondMoments.empty())
    return llvm::createStringError("the loss model needs an optimizer that "
                                   "knows second moments: adam, adamw or "
                                   "amsgrad");
  double share = double(round) / alq.rounds;
  double target = round == alq.rounds
                      ? goal.target()
                      : startSize * std::pow(goal.target() / startSize, share);
  channelsRemoved +=
      takeBits(function, alq, goal, target, before.secondMoments);
  if (alq.checkpoint.empty())
    return Error::success();
  return writeAlqCheckpoint(function, {round, startSize, goal.weightsAtFirst()},
                            settings(), alq.checkpoint);
}

/// All that the bytes depend on but network and data.
std::string AlqRun::settings() const {
  return llvm::formatv("{0}; {1} bytes, {2} bits, codes {3}, {4} rounds of {5} "
                       "+ {6} + {7} epochs, min {8}",
                       describeRun(options, data, 0), alq.bytes, alq.bits,
                       int(alq.codes), alq.rounds, alq.basisEpochs,
                       alq.coordinateEpochs, alq.roundEpochs, alq.minChannels);
}

Error AlqRun::resume(unsigned &round) {
  auto progress = readAlqCheckpoint(function, settings(), alq.checkpoint);
  if (!progress)
    return progress.takeError();
  startSize = progress->startSize;
  goal.setWeightsAtFirst(progress->numWeights);
  round = progress->round;
  return Error::success();
}

/// Bits are taken after the start, and after each round but the last.
Error AlqRun::approachGoal() {
  startSize = goal.sizeOf(function);
  unsigned round = 0;
  if (alq.resume)
    if (Error error = resume(round))
      return error;
  while (round < alq.rounds && goal.sizeOf(function) > goal.target()) {
    auto result =
        round == 0
            ? train("start", alq.roundEpochs)
            : trainRound(llvm::formatv("round {0} of {1}", round, alq.rounds));
    if (!result)
      return result.takeError();
    if (Error error = lower(++round, *result))
      return error;
  }
  return Error::success();
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
                      goal.describe(goal.sizeOf(function)),
                      goal.describe(goal.target()))
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
