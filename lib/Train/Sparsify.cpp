// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounds: choose the smallest weights, make them zero, learn with the others.

#include "ecg/Train/Sparsify.h"
#include "Constants.h"
#include "Rounds.h"
#include "SensitiveLayers.h"
#include "Settings.h"
#include "WeightTensors.h"
#include "ecg/Compress/Sparsity.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

using namespace mlir;
using llvm::Error;
using llvm::Expected;

namespace ecg {

namespace {

using Masks = std::vector<llvm::BitVector>; ///< a tensor each: what stays

double rootMeanSquare(ArrayRef<float> values) {
  double sum = 0;
  for (double value : values)
    sum += value * value;
  return std::sqrt(sum / values.size());
}

/// All tensors as one, so that layers with small weights everywhere do not go
/// first.
Masks chooseGlobally(ArrayRef<WeightTensor> tensors, double sparsity) {
  std::vector<float> all;
  for (const WeightTensor &tensor : tensors) {
    std::vector<float> values = tensor.values();
    double scale = rootMeanSquare(values);
    for (float value : values)
      all.push_back(scale == 0 ? 0 : static_cast<float>(value / scale));
  }
  llvm::BitVector kept = keepLargest(all, sparsity);
  Masks masks;
  size_t offset = 0;
  for (const WeightTensor &tensor : tensors) {
    size_t size = tensor.values().size();
    llvm::BitVector &mask = masks.emplace_back(size);
    for (size_t i = 0; i < size; ++i)
      mask[i] = kept[offset + i];
    offset += size;
  }
  return masks;
}

Masks chooseMasks(ArrayRef<WeightTensor> tensors, const SparsifyOptions &o,
                  unsigned round) {
  double sparsity = sparsityOfRound(o.sparsity, round, o.rounds);
  if (o.m == 0 && o.ranking == "global")
    return chooseGlobally(tensors, sparsity);
  Masks masks;
  for (const WeightTensor &tensor : tensors)
    masks.push_back(o.m ? keepPattern(tensor.values(), tensor.rows, o.n, o.m)
                        : keepLargest(tensor.values(), sparsity));
  return masks;
}

/// Zeroes what does not stay; what is left of the tensor is free to learn.
SparseLayer apply(WeightTensor &tensor, llvm::BitVector &mask,
                  std::vector<WeightTies> &ties) {
  std::vector<float> values = tensor.values();
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i] == 0)
      mask.reset(i);
    if (!mask[i])
      values[i] = 0;
  }
  tensor.setValues(values);
  ties.push_back(WeightTies::ofMask(tensor.constant, mask));
  auto size = static_cast<int64_t>(values.size());
  return {tensor.layer, size, size - static_cast<int64_t>(mask.count())};
}

class Sparsifying {
public:
  Sparsifying(func::FuncOp function, const Dataset *data,
              const SparsifyOptions &options, const TrainOptions &training,
              ArrayRef<Teacher *> teachers, const SparsifyObserver &observer)
      : function(function), data(data), options(options), training(training),
        teachers(teachers), observer(observer) {}

  Expected<std::vector<SparsifyRound>> run() {
    auto tensors = findWeightTensors(function, options.protect, options.minRow);
    if (!tensors)
      return tensors.takeError();
    std::vector<SparsifyRound> rounds;
    for (unsigned round = 1; round <= options.rounds; ++round) {
      rounds.push_back({round, options.rounds, {}, {}});
      if (Error error = runRound(*tensors, rounds.back()))
        return std::move(error);
      if (observer.roundEnded)
        observer.roundEnded(rounds.back());
    }
    return rounds;
  }

private:
  Error runRound(MutableArrayRef<WeightTensor> tensors, SparsifyRound &record) {
    Masks masks = chooseMasks(tensors, options, record.round);
    TrainOptions how =
        optionsOfRound(training, options.epochs, options.rates, record.round);
    for (auto [tensor, mask] : llvm::zip_equal(tensors, masks))
      record.layers.push_back(apply(tensor, mask, how.ties));
    if (how.epochs == 0)
      return Error::success();
    auto result = train(function, *data, how, teachers, observer.training);
    if (!result)
      return result.takeError();
    if (result->interrupted)
      return trainError("interrupted in round " + Twine(record.round));
    record.training = std::move(*result);
    return Error::success();
  }

  func::FuncOp function;
  const Dataset *data;
  const SparsifyOptions &options;
  const TrainOptions &training;
  ArrayRef<Teacher *> teachers;
  const SparsifyObserver &observer;
};

} // namespace

int64_t SparsifyRound::weights() const {
  int64_t sum = 0;
  for (const SparseLayer &layer : layers)
    sum += layer.weights;
  return sum;
}

int64_t SparsifyRound::zeros() const {
  int64_t sum = 0;
  for (const SparseLayer &layer : layers)
    sum += layer.zeros;
  return sum;
}

Expected<std::vector<SparsifyRound>>
sparsifyWeights(func::FuncOp function, const Dataset *data,
                const SparsifyOptions &options, const TrainOptions &training,
                ArrayRef<Teacher *> teachers,
                const SparsifyObserver &observer) {
  if (isRounded(function))
    return trainError("the network is quantized already; weights go from the "
                      "float network it was made from");
  if (!data && options.trains())
    return trainError("sparse weights need labelled ECG to train on");
  separateConstants(function);
  return Sparsifying(function, data, options, training, teachers, observer)
      .run();
}

} // namespace ecg
