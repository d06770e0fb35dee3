// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From flags to TrainOptions.

#include "TrainFlags.h"

using namespace llvm;

namespace ecg {

Expected<TrainOptions> TrainFlags::parse() const {
  TrainOptions options;
  options.schedule.rate = rate;
  TrainTexts texts{optimizer, schedule, loss, sampler, augment};
  if (Error error = texts.apply(options))
    return std::move(error);
  if (!(rate >= 0))
    return createStringError("--lr must not be below 0");
  if (batch == 0 || epochs == 0)
    return createStringError("--epochs and --batch-size must be above 0");
  if (dropout < 0 || dropout >= 1)
    return createStringError("--dropout must be in [0, 1)");
  if (average < 0 || average >= 1)
    return createStringError("--average must be in [0, 1)");
  if (resume && checkpoint.empty())
    return createStringError("--resume needs --checkpoint=FILE");
  options.epochs = epochs;
  options.batch = batch;
  options.seed = seed;
  options.threads = threads;
  options.pool = pool;
  options.clipNorm = clipNorm;
  options.averageDecay = average;
  options.dropout = dropout;
  options.freezeStatistics = freeze;
  options.metric = metric;
  options.patience = patience;
  options.trainSplit = trainSplit;
  options.valSplit = valSplit;
  options.checkpoint = checkpoint;
  options.resume = resume;
  return options;
}

const cl::Option *TrainFlags::findIdle(bool prunes, bool rounds) const {
  using Flags = std::initializer_list<const cl::Option *>;
  auto findGiven = [](Flags flags) -> const cl::Option * {
    for (const cl::Option *flag : flags)
      if (flag->getNumOccurrences())
        return flag;
    return nullptr;
  };
  if (train)
    return nullptr;
  // Other steps have epochs of their own.
  if (const cl::Option *flag =
          findGiven({&init, &epochs, &checkpoint, &resume}))
    return flag;
  if (prunes)
    return nullptr;
  if (const cl::Option *flag = findGiven({&rate, &average}))
    return flag;
  if (rounds)
    return nullptr;
  return findGiven({&batch, &seed, &optimizer, &schedule, &loss,
                    &static_cast<const cl::Option &>(teachers), &augment, &pool,
                    &sampler, &clipNorm, &dropout, &freeze, &metric, &patience,
                    &trainSplit, &valSplit, &threads});
}

} // namespace ecg
