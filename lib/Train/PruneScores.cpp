// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A row a score. The arithmetic is ChannelScores.h's.

#include "PruneScores.h"
#include "Settings.h"
#include "TrainRun.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using llvm::Error;
using llvm::Expected;

namespace ecg {

namespace {

using ScoreMatrices = std::vector<double> (*)(ArrayRef<float>,
                                              const ChannelWeights &);

template <ScoreMatrices score>
Expected<ChannelScores> byMagnitude(const ScoreCall &call) {
  ChannelScores scores;
  for (const PrunableLayer &layer : call.layers.layers())
    scores.push_back(score(call.layers.values(), layer.matrices));
  return scores;
}

Expected<ChannelScores> atRandom(const ScoreCall &call) {
  ChannelScores scores;
  for (auto [i, layer] : llvm::enumerate(call.layers.layers()))
    scores.push_back(
        scoreRandomly(call.training.seed, i, layer.group->channels));
  return scores;
}

/// As training would see the first batches, but without dropout, which would
/// only be noise here.
Expected<ChannelScores> byTaylor(const ScoreCall &call) {
  TrainOptions options = call.training;
  options.dropout = 0;
  options.checkpoint.clear();
  options.resume = false;
  TrainRun run(call.function, *call.data, options, call.teachers, {});
  ChannelScores scores;
  for (const PrunableLayer &layer : call.layers.layers())
    scores.emplace_back(layer.group->channels);
  std::vector<float> gradients(call.layers.values().size());
  auto addBatch = [&](const TrainRun::Gradients &gradientOf) {
    for (ConstantOp constant : call.layers.constants())
      llvm::copy(gradientOf(constant),
                 gradients.begin() + call.layers.offsetOf(constant));
    for (auto [layer, sums] : llvm::zip_equal(call.layers.layers(), scores))
      addTaylorScores(call.layers.values(), gradients, layer.all, sums);
  };
  if (Error error = run.differentiate(call.batches, addBatch))
    return std::move(error);
  return scores;
}

struct ScoreRow {
  llvm::StringRef name;
  bool needsData;
  bool comparesLayers; ///< is on one scale for all of them
  Expected<ChannelScores> (*compute)(const ScoreCall &);
};

const ScoreRow rows[] = {
    {"l1", false, false, byMagnitude<scoreL1>},
    {"l2", false, false, byMagnitude<scoreL2>},
    {"taylor", true, true, byTaylor},
    {"random", false, true, atRandom},
};

} // namespace

SmallVector<llvm::StringRef> scoreNames() {
  return llvm::map_to_vector(rows,
                             [](const ScoreRow &row) { return row.name; });
}

bool scoreNeedsData(llvm::StringRef name) {
  return llvm::any_of(rows, [&](const ScoreRow &row) {
    return row.name == name && row.needsData;
  });
}

Expected<ChannelScores> scoreChannels(llvm::StringRef name,
                                      const ScoreCall &call,
                                      bool comparesLayers) {
  auto row = findRow("score", name, rows);
  if (!row)
    return row.takeError();
  Expected<ChannelScores> scores = (*row)->compute(call);
  if (scores && comparesLayers && !(*row)->comparesLayers)
    for (std::vector<double> &layer : *scores)
      normalizeScores(layer);
  return scores;
}

} // namespace ecg
