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

double signalToNoise(ArrayRef<float> values, double error) {
  double signal = 0;
  for (double value : values)
    signal += value * value;
  return 10 * std::log10(signal / error);
}

/// Weights of a group move together; those of value zero do not move.
WeightTies tiesOf(ConstantOp constant, const Clusters &clusters,
                  bool keepsZero) {
  WeightTies ties{constant, {}, clusters.centroids.size()};
  for (uint32_t index : clusters.indices)
    ties.groups.push_back(keepsZero && clusters.centroids[index] == 0
                              ? WeightTies::zero
                              : static_cast<int32_t>(index));
  return ties;
}

ClusteredLayer cluster(WeightTensor &tensor, unsigned count,
                       std::vector<WeightTies> &ties) {
  std::vector<float> values = tensor.values();
  bool keepsZero = isSparse(values);
  Clusters clusters = clusterValues(values, count, keepsZero);
  ClusteredLayer layer{tensor.layer, static_cast<int64_t>(values.size()),
                       clusters.centroids.size(),
                       signalToNoise(values, clusters.error(values))};
  for (auto [value, index] : llvm::zip_equal(values, clusters.indices))
    value = clusters.centroids[index];
  tensor.setValues(values);
  ties.push_back(tiesOf(tensor.constant, clusters, keepsZero));
  return layer;
}

/// The list in docs/clustering.md.
std::vector<Setting<ClusterOptions>> settings() {
  using Options = ClusterOptions;
  return {
      countSetting("", &Options::count, 2u),
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
    result.layers.push_back(cluster(tensor, options.count, how.ties));
  if (!options.trains())
    return result;
  auto trained = train(function, *data, how, teachers, observer);
  if (!trained)
    return trained.takeError();
  result.training = std::move(*trained);
  return result;
}

} // namespace ecg
