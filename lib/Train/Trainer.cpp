// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loop: epochs and batches.

#include "Constants.h"
#include "TrainRun.h"
#include "llvm/Support/FormatVariadic.h"
#include <chrono>

using namespace mlir;
using llvm::Error;
using llvm::Expected;

namespace ecg {

static bool areFinite(ArrayRef<float> values) {
  return llvm::all_of(values, [](float value) { return std::isfinite(value); });
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

Error TrainRun::differentiateBatch(ArrayRef<uint32_t> samples, unsigned epoch,
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
  // A max-pool hides NaN from the loss, not from the weights before it.
  if (!std::isfinite(mean.get()) || !areFinite(program->gradients()))
    return llvm::createStringError(
        llvm::formatv("the loss is no longer finite in epoch {0}: try a lower "
                      "learning rate, or --clip-norm",
                      epoch)
            .str());
  return Error::success();
}

Error TrainRun::runBatch(ArrayRef<uint32_t> samples, unsigned epoch,
                         MeanLoss &mean) {
  if (Error error = differentiateBatch(samples, epoch, mean))
    return error;
  gradients.assign(program->gradients().begin(), program->gradients().end());
  applyTies();
  if (options.clipNorm > 0)
    clipGradients(gradients, options.clipNorm);
  uint64_t total = options.epochs * stepsPerEpoch();
  optimizer->step(program->values().take_front(program->numWeights()),
                  gradients, schedule->rateAt(state.step++, total), rates);
  if (options.projection)
    project();
  if (average)
    average->update(program->values());
  return Error::success();
}

void TrainRun::project() {
  auto find = [&](Operation *constant) -> const LearnedConstant * {
    Operation *copy = copies.lookupOrNull(constant);
    for (const LearnedConstant &entry : program->constants())
      if (entry.op == copy && !entry.isStatistic)
        return &entry;
    return nullptr;
  };
  options.projection->project(
      [&](Operation *constant) -> MutableArrayRef<float> {
        const LearnedConstant *entry = find(constant);
        return entry ? program->values().slice(entry->offset, entry->size)
                     : MutableArrayRef<float>();
      },
      [&](Operation *constant) -> ArrayRef<float> {
        const LearnedConstant *entry = find(constant);
        ArrayRef<float> all = optimizer->secondMoment();
        return entry && !all.empty() ? all.slice(entry->offset, entry->size)
                                     : ArrayRef<float>();
      });
}

void TrainRun::applyTies() {
  for (auto [ties, offset] : llvm::zip_equal(options.ties, tieOffsets))
    ties.apply(MutableArrayRef(gradients).slice(offset, ties.groups.size()));
}

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
