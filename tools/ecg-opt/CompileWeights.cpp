// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sparse and clustered weights in the main job, and what it says about them.

#include "CompileJob.h"
#include "ModelFile.h"
#include "Teachers.h"
#include "TrainMonitor.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;

namespace ecg {

namespace {

void printTraining(const std::optional<TrainResult> &training,
                   llvm::StringRef split) {
  if (training && training->bestEpoch && !split.empty())
    llvm::errs() << llvm::formatv(", {0} {1:f4} on '{2}' (epoch {3} of {4})",
                                  training->metric, training->bestMetric, split,
                                  training->bestEpoch,
                                  training->history.size());
  llvm::errs() << "\n";
}

void printRound(const SparsifyRound &round, llvm::StringRef split) {
  llvm::errs() << llvm::formatv(
      "round {0} of {1}: {2:N} of {3:N} weights are zero ({4:f1} %)",
      round.round, round.rounds, round.zeros(), round.weights(),
      100.0 * round.zeros() / round.weights());
  printTraining(round.training, split);
  for (const SparseLayer &layer : round.layers)
    llvm::errs() << llvm::formatv("  {0,6} of {1,6}  {2}\n", layer.zeros,
                                  layer.weights, layer.name);
}

void printClusters(const ClusterResult &result, llvm::StringRef split) {
  llvm::errs() << llvm::formatv("weights of {0} layers are clustered",
                                result.layers.size());
  printTraining(result.training, split);
  for (const ClusteredLayer &layer : result.layers)
    llvm::errs() << llvm::formatv(
        "  {0,6} weights, {1,2} values, {2:f1} dB  {3}\n", layer.weights,
        layer.values, layer.sqnr, layer.name);
}

} // namespace

template <typename Options>
llvm::Error CompileJob::checkStep(llvm::StringRef flag,
                                  llvm::StringRef text) const {
  auto options = Options::parse(text);
  if (!options)
    return options.takeError();
  if (!network)
    return llvm::createStringError("--" + flag +
                                   " works on a network, and this is a device "
                                   "program");
  if (options->needsData() && !flags.data.isGiven())
    return llvm::createStringError("--" + flag +
                                   " needs labelled ECG to train on: add "
                                   "--data=FILE.npz, or the key epochs=0");
  return flags.training.parse().takeError();
}

/// Whether --qat can keep the values that --cluster makes.
llvm::Error CompileJob::checkClustersStay() const {
  auto clusters = ClusterOptions::parse(flags.weights.cluster);
  auto rounding = flags.qat.parse();
  if (!clusters || !rounding)
    return llvm::joinErrors(clusters.takeError(), rounding.takeError());
  if (clusters->count > 16)
    return llvm::createStringError(
        llvm::formatv("--qat keeps up to 16 values that weights share; "
                      "--cluster={0} asks for more",
                      clusters->count)
            .str());
  if (rounding->budget.bytes || rounding->searches())
    return llvm::createStringError(
        "--qat with bytes or search chooses types, --cluster few values in "
        "common: leave out one of them");
  return llvm::Error::success();
}

/// What can be refused before work begins.
llvm::Error CompileJob::checkWeights() const {
  const WeightFlags &weights = flags.weights;
  if (weights.sparsifies())
    if (llvm::Error error =
            checkStep<SparsifyOptions>("sparsify", weights.sparsify))
      return error;
  if (!weights.clusters())
    return llvm::Error::success();
  if (flags.weightType.getNumOccurrences() || flags.alq.isGiven())
    return llvm::createStringError(
        llvm::Twine(flags.alq.isGiven() ? "--alq" : "--weights") +
        " gives every channel a scale of its own, --cluster every "
        "layer a few values: cluster with --int8 alone, or with --qat");
  if (llvm::Error error = checkStep<ClusterOptions>("cluster", weights.cluster))
    return error;
  return flags.qat.isGiven() ? checkClustersStay() : llvm::Error::success();
}

/// step(options, training, teachers, observer), with what the flags say.
template <typename Options, typename Fn>
LogicalResult CompileJob::learn(llvm::StringRef text, Fn step) {
  auto options = Options::parse(text);
  auto training = flags.training.parse();
  if (!options || !training)
    return report(llvm::joinErrors(options.takeError(), training.takeError()));
  Teachers teachers;
  if (failed(readTeachers(teachers, *training)))
    return failure();
  TrainMonitor monitor(llvm::errs());
  return report(step(*options, *training, teachers.get(), monitor.observer()));
}

LogicalResult CompileJob::sparsify() {
  return learn<SparsifyOptions>(
      flags.weights.sparsify,
      [&](const SparsifyOptions &options, const TrainOptions &training,
          ArrayRef<Teacher *> teachers, const TrainObserver &observer) {
        auto ended = [&](const SparsifyRound &round) {
          printRound(round, training.valSplit);
        };
        return sparsifyWeights(functionOf(*network), data ? &*data : nullptr,
                               options, training, teachers, {observer, ended})
            .takeError();
      });
}

LogicalResult CompileJob::cluster() {
  return learn<ClusterOptions>(
      flags.weights.cluster,
      [&](const ClusterOptions &options, const TrainOptions &training,
          ArrayRef<Teacher *> teachers, const TrainObserver &observer) {
        auto result =
            clusterWeights(functionOf(*network), data ? &*data : nullptr,
                           options, training, teachers, observer);
        if (result)
          printClusters(*result, training.valSplit);
        return result.takeError();
      });
}

} // namespace ecg
