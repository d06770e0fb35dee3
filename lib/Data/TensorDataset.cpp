// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Recorded tensors as a Dataset: any number of inputs of any rank, as the model
// sees them. No signals: nothing is normalised, cut or resampled.
#include "Support.h"
#include <numeric>

using namespace llvm;

namespace ecg {

namespace {

class TensorSource : public SignalSource {
public:
  using Samples = std::vector<std::vector<std::vector<float>>>;

  explicit TensorSource(Samples samples) : samples(std::move(samples)) {}

  Error read(size_t sample, size_t input,
             MutableArrayRef<float> out) const override {
    copy(samples[sample][input], out.begin());
    return Error::success();
  }

private:
  Samples samples;
};

} // namespace

DatasetInfo::Input DatasetInfo::Input::of(const ModelTensor &tensor) {
  Input input;
  input.name = tensor.name;
  input.shape = tensor.shape;
  for (int64_t dim : tensor.shape)
    input.length = std::max<int64_t>(input.length, 1) * dim;
  // A scalar is a tensor too.
  if (input.shape.empty()) {
    input.shape = {1};
    input.length = 1;
  }
  input.normalization.kind = Normalization::Kind::None;
  return input;
}

void addWholeScheme(DatasetInfo &info) {
  std::vector<uint32_t> all(info.size);
  std::iota(all.begin(), all.end(), 0u);
  DatasetInfo::SplitScheme scheme{"all samples", {}};
  for (const char *name : {"train", "val", "test"})
    scheme.splits.push_back({name, all});
  info.activeScheme = scheme.name;
  info.schemes.push_back(std::move(scheme));
}

Dataset
makeTensorDataset(StringRef source, ArrayRef<ModelTensor> tensors,
                  std::vector<std::vector<std::vector<float>>> samples) {
  DatasetInfo info;
  info.source = source.str();
  for (const ModelTensor &tensor : tensors)
    info.inputs.push_back(DatasetInfo::Input::of(tensor));
  info.size = samples.size();
  info.labels.assign(info.size, -1);
  addWholeScheme(info);
  return Dataset(std::move(info),
                 std::make_unique<TensorSource>(std::move(samples)));
}

} // namespace ecg
