// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Everything a run needs, before its first epoch.

#include "Dropout.h"
#include "RunSettings.h"
#include "ScaleRates.h"
#include "SinkActivations.h"
#include "TrainRun.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/Exec/FloatProgram.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using llvm::Error;
using llvm::Expected;

namespace ecg {

Error TrainRun::prepare() {
  auto inputs = chooseInputs();
  if (!inputs)
    return inputs.takeError();
  size_t maskSize =
      options.dropout > 0 ? addDropout(*network, options.output) : 0;
  if (options.dropout > 0 && !maskSize)
    return llvm::createStringError("there is no linear layer for dropout");
  sinkActivations(*network);
  GradientProgram::Options wanted;
  wanted.freezeStatistics = options.freezeStatistics;
  wanted.inPlace = true;
  auto isLearned = [](Operation *op) { return !isActivationScale(op); };
  if (!options.activationScales)
    wanted.isLearned = isLearned;
  program = GradientProgram::create(*network, wanted);
  if (!program)
    return llvm::createStringError("the network cannot be trained");
  if (program->numWeights() == 0)
    return llvm::createStringError("the network has no weights to train");
  rates = chooseRates(*program);
  if (Error error = bindTies())
    return error;
  if (Error error = makeParts(*inputs, maskSize))
    return error;
  settings = describeRun(options, data, program->numWeights());
  return options.resume ? resume() : Error::success();
}

Expected<SmallVector<size_t>> TrainRun::chooseInputs() {
  std::unique_ptr<Program> shape = FloatProgram::create(function);
  if (!shape)
    return llvm::createStringError("the network cannot be run");
  return matchInputs(*shape, data, options.output);
}

Error TrainRun::bindTies() {
  for (const WeightTies &ties : options.ties) {
    Operation *copy = copies.lookupOrNull(ties.constant);
    auto learned =
        llvm::find_if(program->constants(), [&](const LearnedConstant &entry) {
          return entry.op == copy && !entry.isStatistic &&
                 entry.size == ties.groups.size();
        });
    if (learned == program->constants().end())
      return llvm::createStringError(
          "weights that hold together are none that are learned");
    tieOffsets.push_back(learned->offset);
  }
  return Error::success();
}

Error TrainRun::makeParts(ArrayRef<size_t> inputs, size_t maskSize) {
  auto samples = data.split(options.trainSplit);
  if (!samples)
    return samples.takeError();
  LossShape shape;
  shape.outputSize = program->outputs()[options.output].numElements();
  shape.hasLabels = llvm::any_of(*samples, [&](uint32_t sample) {
    return !data.labels().empty() && data.labels()[sample] >= 0;
  });
  shape.hasTargets = data.isMultiLabel();
  shape.reconstructs =
      shape.outputSize == size_t(program->inputs()[0].numElements());
  shape.numTeachers = teachers.size();
  if (Error error = makeLoss(options.loss, shape).moveInto(loss))
    return error;
  // Validation is about what is true, not about what teachers say.
  bool isTold = shape.hasLabels || shape.hasTargets || shape.reconstructs;
  if (shape.numTeachers && !isTold && !options.valSplit.empty())
    return llvm::createStringError("the data have no labels to choose an epoch "
                                   "by: --val-split= keeps the last one");
  shape.numTeachers = 0;
  if (!options.valSplit.empty())
    if (Error error = makeLoss(options.loss, shape).moveInto(validationLoss))
      return error;
  if (Error error =
          makeSampler(options.sampler, data, std::move(*samples), options.seed)
              .moveInto(sampler))
    return error;
  if (Error error = makeOptimizer(options.optimizer, program->numWeights())
                        .moveInto(optimizer))
    return error;
  if (Error error =
          makeSchedule(options.schedule, stepsPerEpoch()).moveInto(schedule))
    return error;
  if (options.averageDecay > 0)
    average.emplace(program->values(), options.averageDecay);
  feed.emplace(data, inputs, options, teachers, loss->needsClean(), maskSize);
  return Validation::create(*program, data, *feed,
                            validationLoss ? *validationLoss : *loss, options)
      .moveInto(validation);
}

Error TrainRun::resume() {
  auto read =
      readCheckpoint(*function.getContext(), settings, options.checkpoint);
  if (!read)
    return read.takeError();
  state = std::move(*read);
  if (state.values.size() != program->values().size())
    return llvm::createStringError("cannot resume from '" + options.checkpoint +
                                   "': it is about another network");
  llvm::copy(state.values, program->values().begin());
  if (average)
    average->restore(state.average, state.averageSteps);
  if (Error error = optimizer->setState(state.optimizer))
    return error;
  return schedule->setState(state.schedule);
}

} // namespace ecg
