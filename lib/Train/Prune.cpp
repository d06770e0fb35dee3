// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounds: score, choose, remove, learn.

#include "ecg/Train/Prune.h"
#include "Constants.h"
#include "PruneCosts.h"
#include "PruneScores.h"
#include "PruneTargets.h"
#include "Rounds.h"
#include "SensitiveLayers.h"
#include "ecg/Analysis/RemoveChannels.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using llvm::createStringError;
using llvm::Error;
using llvm::Expected;

namespace ecg {

namespace {

class Pruning {
public:
  Pruning(func::FuncOp function, const Dataset *data,
          const PruneOptions &options, const TrainOptions &training,
          ArrayRef<Teacher *> teachers, const PruneObserver &observer)
      : function(function), data(data), options(options), training(training),
        teachers(teachers), observer(observer), targets(options) {}

  Expected<std::vector<PruneRound>> run() {
    if (Error error = targets.prepare(function, data, training))
      return std::move(error);
    std::vector<PruneRound> rounds;
    for (unsigned round = 1; round <= options.rounds; ++round) {
      auto record = runRound(round);
      if (!record)
        return record.takeError();
      rounds.push_back(std::move(*record));
    }
    return rounds;
  }

private:
  Expected<PruneRound> runRound(unsigned round);
  Expected<PruneRound> removeLeast(unsigned round);
  Expected<std::optional<TrainResult>> learn(unsigned round);

  func::FuncOp function;
  const Dataset *data;
  const PruneOptions &options;
  const TrainOptions &training;
  ArrayRef<Teacher *> teachers;
  const PruneObserver &observer;
  PruneTargets targets;
};

void remove(const PrunableLayers &layers, const KeptChannels &kept) {
  std::vector<ChannelRemoval> removals;
  for (auto [layer, stay] : llvm::zip_equal(layers.layers(), kept)) {
    llvm::BitVector dead(layer.group->channels, true);
    for (int64_t channel : stay)
      dead.reset(channel);
    if (dead.any())
      removals.push_back({layer.group, std::move(dead)});
  }
  removeChannels(removals);
}

Expected<PruneRound> Pruning::runRound(unsigned round) {
  auto record = removeLeast(round);
  if (!record)
    return record;
  if (observer.pruned)
    observer.pruned(*record);
  if (Error error = learn(round).moveInto(record->training))
    return std::move(error);
  if (record->training && record->training->interrupted)
    return createStringError("pruning was interrupted in round " +
                             std::to_string(round));
  if (observer.roundEnded)
    observer.roundEnded(*record);
  return record;
}

Expected<PruneRound> Pruning::removeLeast(unsigned round) {
  PrunableLayers layers(function);
  // A single channel is broadcast by layers that took it for one of several.
  if (layers.layers().size() != targets.numLayers())
    return createStringError("before round " + std::to_string(round) +
                             " other layers are coupled than at the start; "
                             "keep more channels a layer (min)");
  auto scores = scoreChannels(
      options.score,
      {function, layers, data, training, teachers, options.batches},
      options.isGlobal());
  if (!scores)
    return scores.takeError();
  PruneCosts costs(function, layers);
  remove(layers, targets.choose(round, *scores, costs));
  PruneRound record{round, options.rounds, targets.before(), costs.total(), {},
                    {}};
  for (auto [i, layer] : llvm::enumerate(layers.layers()))
    record.layers.push_back(
        {layer.name, targets.originalWidth(i), costs.widthOf(i)});
  return record;
}

/// A rate of 0 where there are no epochs: statistics of batch norms are those
/// of the smaller network, and validation says how good that is.
Expected<std::optional<TrainResult>> Pruning::learn(unsigned round) {
  TrainOptions how =
      optionsOfRound(training, options.epochs, options.rates, round);
  if (how.epochs == 0) {
    if (!data || (data->labels().empty() && !data->isMultiLabel()))
      return std::nullopt;
    how.epochs = 1;
    how.schedule.rate = how.averageDecay = how.dropout = 0;
  }
  auto result = train(function, *data, how, teachers, observer.training);
  if (!result)
    return result.takeError();
  return std::move(*result);
}

} // namespace

Expected<std::vector<PruneRound>>
pruneChannels(func::FuncOp function, const Dataset *data,
              const PruneOptions &options, const TrainOptions &training,
              ArrayRef<Teacher *> teachers, const PruneObserver &observer) {
  if (isRounded(function))
    return createStringError("the network is quantized already; channels go "
                             "from the float network it was made from");
  if (!data && options.needsData())
    return createStringError(
        "pruning needs labelled ECG for " +
        std::string(options.trains() ? "training" : "its scores"));
  separateConstants(function);
  return Pruning(function, data, options, training, teachers, observer).run();
}

} // namespace ecg
