// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cluster, then learn with ties.

#include "ecg/Train/Cluster.h"
#include "Constants.h"
#include "Rounds.h"
#include "SensitiveLayers.h"
#include "Settings.h"
#include "WeightTensors.h"
#include "ecg/Compress/Clusters.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <limits>

using namespace mlir;
using llvm::Error;
using llvm::Expected;

namespace ecg {

namespace {

/// Of `values`, where `shared` stand for them.
double signalToNoise(ArrayRef<float> values, ArrayRef<float> shared) {
  double signal = 0, noise = 0;
  for (auto [value, stand] : llvm::zip_equal(values, shared)) {
    signal += double(value) * value;
    noise += (double(value) - stand) * (double(value) - stand);
  }
  return 10 * std::log10(signal / noise);
}

/// Weights of a cluster move together; those of value zero do not move.
void tie(const Clusters &clusters, bool keepsZero, WeightTies &ties) {
  for (uint32_t index : clusters.indices)
    ties.groups.push_back(keepsZero && clusters.centroids[index] == 0
                              ? WeightTies::zero
                              : static_cast<int32_t>(ties.numGroups + index));
  ties.numGroups += clusters.centroids.size();
}

ClusteredLayer cluster(WeightTensor &tensor, const ClusterOptions &options,
                       std::vector<WeightTies> &ties) {
  std::vector<float> values = tensor.values();
  bool keepsZero = isSparse(values);
  size_t size = values.size() / (options.byChannel ? tensor.rows : 1);
  ties.push_back({tensor.constant, {}, 0});
  ClusteredLayer layer{tensor.layer, static_cast<int64_t>(values.size()), 0, 0};
  std::vector<float> shared;
  for (size_t begin = 0; begin < values.size(); begin += size) {
    ArrayRef<float> part = ArrayRef(values).slice(begin, size);
    Clusters clusters = clusterValues(part, options.count, keepsZero);
    layer.values = std::max(layer.values, clusters.centroids.size());
    tie(clusters, keepsZero, ties.back());
    for (uint32_t index : clusters.indices)
      shared.push_back(clusters.centroids[index]);
  }
  layer.sqnr = signalToNoise(values, shared);
  tensor.setValues(shared);
  return layer;
}

Setting<ClusterOptions> clustersSetting() {
  return {"", "a whole number from 2, or such a number and /channel",
          [](ClusterOptions &options, StringRef text) {
            options.byChannel = text.consume_back("/channel");
            return !text.getAsInteger(10, options.count) && options.count >= 2;
          }};
}

/// The list in docs/clustering.md.
std::vector<Setting<ClusterOptions>> settings() {
  using Options = ClusterOptions;
  return {
      clustersSetting(),
      numbersSetting("epochs", &Options::epochs, 0, 1e6),
      numbersSetting("lr", &Options::rates, 0,
                     std::numeric_limits<double>::max()),
      namesSetting("protect", &Options::protect),
      countSetting("min-row", &Options::minRow, 1u),
  };
}

} // namespace

Expected<ClusterOptions> ClusterOptions::parse(StringRef text) {
  return parseSettings("clustering", text, settings());
}

Expected<ClusterResult>
clusterWeights(func::FuncOp function, const Dataset *data,
               const ClusterOptions &options, const TrainOptions &training,
               ArrayRef<Teacher *> teachers, const TrainObserver &observer) {
  if (isRounded(function))
    return trainError("the network is quantized already; weights are clustered "
                      "in the float network it was made from");
  if (!data && options.trains())
    return trainError("shared values need labelled ECG to train on");
  // Before ties are made: training does it, too, and finds nothing left to do.
  separateConstants(function);
  auto tensors = findWeightTensors(function, options.protect, options.minRow);
  if (!tensors)
    return tensors.takeError();
  ClusterResult result;
  TrainOptions how = optionsOfRound(training, options.epochs, options.rates, 1);
  for (WeightTensor &tensor : *tensors)
    result.layers.push_back(cluster(tensor, options, how.ties));
  if (!options.trains())
    return result;
  auto trained = train(function, *data, how, teachers, observer);
  if (!trained)
    return trained.takeError();
  result.training = std::move(*trained);
  return result;
}

} // namespace ecg
