// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loop: epochs, batches, validation, and what is kept.

#include "ecg/Train/Trainer.h"
#include "Checkpoint.h"
#include "Constants.h"
#include "Dropout.h"
#include "Feed.h"
#include "Logits.h"
#include "RunSettings.h"
#include "Validation.h"
#include "ecg/Exec/Evaluate.h"
#include "ecg/Exec/FloatProgram.h"
#include "ecg/Exec/GradientProgram.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <chrono>
#include <cmath>
#include <numeric>

using namespace mlir;
using llvm::Error;
using llvm::Expected;

namespace ecg {

namespace {

/// The mean of a loss over what was seen of it.
struct MeanLoss {
  double sum = 0;
  size_t count = 0;

  void add(ArrayRef<double> losses) {
    sum = std::accumulate(losses.begin(), losses.end(), sum);
    count += losses.size();
  }
  double get() const { return count ? sum / count : NAN; }
};

/// One run from the first epoch, or the one after the checkpoint's, to the end.
class TrainRun {
public:
  TrainRun(func::FuncOp function, const Dataset &data,
           const TrainOptions &options, ArrayRef<Teacher *> teachers,
           const TrainObserver &observer)
      : function(function), data(data), options(options), teachers(teachers),
        observer(observer), workers(options.threads),
        network(cast<func::FuncOp>(function->clone(copies))),
        logits(*network, options.output) {}

  Expected<TrainResult> run() {
    if (Error error = prepare())
      return std::move(error);
    std::vector<float> before = program->values().vec();
    if (Error error = runEpochs()) {
      writeBack(before);
      return std::move(error);
    }
    keepBest();
    return TrainResult{state.history,         state.bestEpoch,
                       validation->name(),    state.bestMetric,
                       program->numWeights(), interrupted};
  }

private:
  Error prepare();
  Expected<SmallVector<size_t>> chooseInputs();
  Error makeParts(ArrayRef<size_t> inputs, size_t maskSize);
  Error resume();
  Error runEpochs();
  Error runEpoch(unsigned epoch);
  Error runBatch(ArrayRef<uint32_t> samples, unsigned epoch, MeanLoss &mean);
  Error validate(EpochRecord &record);
  Error save();
  void keepBest();
  bool isStopped() const { return observer.stop && *observer.stop; }
  bool isStale() const;
  uint64_t stepsPerEpoch() const {
    return llvm::divideCeil(sampler->epochSize(), options.batch);
  }

  void writeBack(ArrayRef<float> values);

  func::FuncOp function;
  const Dataset &data;
  const TrainOptions &options;
  ArrayRef<Teacher *> teachers;
  const TrainObserver &observer;
  Workers workers;

  /// What is trained: a copy of the function without the activation at its end
  /// and with dropout.
  IRMapping copies;
  OwningOpRef<func::FuncOp> network;
  LogitsScope logits;

  std::unique_ptr<GradientProgram> program;
  std::unique_ptr<SampleLoss> loss, validationLoss;
  std::unique_ptr<Optimizer> optimizer;
  std::unique_ptr<Schedule> schedule;
  std::unique_ptr<Sampler> sampler;
  std::optional<MovingAverage> average;
  std::optional<Feed> feed;
  std::unique_ptr<Validation> validation;
  std::string settings;

  TrainState state;
  Batch batch;
  std::vector<float> gradients;
  bool interrupted = false;
};

Error TrainRun::prepare() {
  auto inputs = chooseInputs();
  if (!inputs)
    return inputs.takeError();
  size_t maskSize =
      options.dropout > 0 ? addDropout(*network, options.output) : 0;
  if (options.dropout > 0 && !maskSize)
    return llvm::createStringError("there is no linear layer for dropout");
  GradientProgram::Options wanted;
  wanted.freezeStatistics = options.freezeStatistics;
  program = GradientProgram::create(*network, wanted);
  if (!program)
    return llvm::createStringError("the network cannot be trained");
  if (program->numWeights() == 0)
    return llvm::createStringError("the network has no weights to train");
  if (Error error = makeParts(*inputs, maskSize))
    return error;
  settings = describeRun(options, data, program->numWeights());
  return options.resume ? resume() : Error::success();
}

/// Which of the data's inputs fills each of the network's.
Expected<SmallVector<size_t>> TrainRun::chooseInputs() {
  std::unique_ptr<Program> shape = FloatProgram::create(function);
  if (!shape)
    return llvm::createStringError("the network cannot be run");
  return matchInputs(*shape, data, options.output);
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

Error TrainRun::runEpochs() {
  while (state.history.size() < options.epochs && !isStale()) {
    if (Error error = runEpoch(state.history.size() + 1))
      return error;
    if (interrupted)
      break;
    if (Error error = save())
      return error;
  }
  return Error::success();
}

Error TrainRun::runEpoch(unsigned epoch) {
  auto start = std::chrono::steady_clock::now();
  std::vector<uint32_t> order = sampler->epoch(epoch);
  size_t batches = llvm::divideCeil(order.size(), options.batch);
  MeanLoss mean;
  for (size_t i = 0; i < batches; ++i) {
    size_t begin = i * options.batch;
    size_t count = std::min(options.batch, order.size() - begin);
    if (Error error =
            runBatch(ArrayRef(order).slice(begin, count), epoch, mean))
      return error;
    if (observer.batchEnded)
      observer.batchEnded({epoch, options.epochs, i + 1, batches, mean.get()});
    if (isStopped()) {
      interrupted = true;
      return Error::success();
    }
  }
  EpochRecord record;
  record.epoch = epoch;
  record.rate = schedule->rateAt(state.step - 1, options.epochs * batches);
  record.trainLoss = mean.get();
  if (Error error = validate(record))
    return error;
  std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  record.seconds = time.count();
  state.history.push_back(record);
  if (observer.epochEnded)
    observer.epochEnded(record, validation->name());
  return Error::success();
}

Error TrainRun::runBatch(ArrayRef<uint32_t> samples, unsigned epoch,
                         MeanLoss &mean) {
  if (Error error = feed->fillForTraining(workers, samples, epoch, batch))
    return error;
  SmallVector<const float *> in;
  for (const std::vector<float> &input : batch.inputs)
    in.push_back(input.data());
  std::vector<double> losses(batch.size());
  size_t size = program->outputs()[options.output].numElements();
  float share = 1.0f / batch.size();
  program->trainBatch(
      workers, batch.size(), in, [&](const GradientProgram::LossCall &call) {
        for (size_t s = 0; s < call.count; ++s) {
          MutableArrayRef<float> grad(call.outputGrads[options.output].of(s),
                                      size);
          losses[call.first + s] = loss->compute(
              batch, call.first + s,
              ArrayRef(call.outputs[options.output].of(s), size), grad);
          for (float &value : grad)
            value *= share;
        }
      });
  mean.add(losses);
  if (!std::isfinite(mean.get()))
    return llvm::createStringError(
        llvm::formatv("the loss is no longer finite in epoch {0}: try a lower "
                      "learning rate, or --clip-norm",
                      epoch)
            .str());
  gradients.assign(program->gradients().begin(), program->gradients().end());
  if (options.clipNorm > 0)
    clipGradients(gradients, options.clipNorm);
  uint64_t total = options.epochs * stepsPerEpoch();
  optimizer->step(program->values().take_front(program->numWeights()),
                  gradients, schedule->rateAt(state.step++, total));
  if (average)
    average->update(program->values());
  return Error::success();
}

Error TrainRun::validate(EpochRecord &record) {
  std::vector<float> current = program->values().vec();
  if (average)
    llvm::copy(average->values(), program->values().begin());
  Expected<Validation::Score> score = validation->run(workers);
  if (!score)
    return score.takeError();
  record.valLoss = score->loss;
  record.metric = score->metric;
  record.isBest = state.best.empty() ||
                  score->isBetterThan({state.bestMetric, state.bestLoss,
                                       validation->higherIsBetter()});
  if (record.isBest) {
    state.best = program->values().vec();
    state.bestEpoch = record.epoch;
    state.bestMetric = score->metric;
    state.bestLoss = score->loss;
  }
  llvm::copy(current, program->values().begin());
  schedule->epochEnded(validation->higherIsBetter() ? score->metric
                                                    : -score->metric);
  return Error::success();
}

/// Enough epochs have not brought a better metric. A lower loss at the same
/// metric is kept, but is no reason to go on.
bool TrainRun::isStale() const {
  if (!options.patience || state.history.empty())
    return false;
  size_t best = 0;
  for (size_t i = 1; i < state.history.size(); ++i) {
    double gain = state.history[i].metric - state.history[best].metric;
    if (validation->higherIsBetter() ? gain > 0 : gain < 0)
      best = i;
  }
  return state.history.size() - 1 - best >= options.patience;
}

Error TrainRun::save() {
  if (options.checkpoint.empty())
    return Error::success();
  state.values = program->values().vec();
  state.optimizer = optimizer->state();
  state.schedule = schedule->state();
  if (average) {
    state.average = average->values().vec();
    state.averageSteps = average->steps();
  }
  keepBest();
  return writeCheckpoint(function->getParentOfType<ModuleOp>(), state, settings,
                         options.checkpoint);
}

/// An interrupted first epoch has no best: then what there is.
void TrainRun::keepBest() {
  writeBack(state.best.empty() ? program->values() : ArrayRef(state.best));
}

/// Into the constants of the function.
void TrainRun::writeBack(ArrayRef<float> values) {
  llvm::DenseMap<Operation *, ArrayRef<float>> learned;
  for (const LearnedConstant &constant : program->constants())
    learned[constant.op] = values.slice(constant.offset, constant.size);
  for (auto constant : function.front().getOps<ConstantOp>()) {
    auto found = learned.find(copies.lookup(constant.getOperation()));
    if (found != learned.end())
      constant.setValueAttr(makeElements<float>(
          cast<RankedTensorType>(constant.getType()), found->second));
  }
}

} // namespace

Expected<TrainResult> train(func::FuncOp function, const Dataset &data,
                            const TrainOptions &options,
                            ArrayRef<Teacher *> teachers,
                            const TrainObserver &observer) {
  if (options.batch == 0 || options.epochs == 0)
    return llvm::createStringError("training needs at least one epoch and one "
                                   "sample a batch");
  if (options.output >= function.getNumResults())
    return llvm::createStringError("the network has no such output");
  separateConstants(function);
  return TrainRun(function, data, options, teachers, observer).run();
}

} // namespace ecg
