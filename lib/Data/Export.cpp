// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Writing a Dataset to .npz; samples are read in parallel.
#include "ecg/Data/Export.h"
#include "Support.h"
#include "ecg/Data/Npz.h"
#include "llvm/Support/Parallel.h"

using namespace llvm;

namespace ecg {

/// One word a sample: the split it is in, "" for none.
static NpyArray schemeArray(const DatasetInfo::SplitScheme &scheme,
                            size_t size) {
  std::vector<std::string> words(size);
  for (const DatasetInfo::Split &split : scheme.splits)
    for (uint32_t sample : split.samples)
      words[sample] = split.name;
  return NpyArray::fromStrings(words);
}

/// One label a sample, or one target a sample and class.
static NpyArray labelArray(const Dataset &data) {
  int64_t size = data.size();
  if (!data.isMultiLabel())
    return NpyArray::fromInts(data.labels(), {size});
  ArrayRef<int8_t> targets = data.getInfo().targets;
  return NpyArray::fromInts(
      std::vector<int32_t>(targets.begin(), targets.end()),
      {size, int64_t(targets.size()) / size});
}

/// All samples of one input, one after the other.
static Expected<std::vector<float>> readAll(const Dataset &data, size_t input) {
  size_t perSample = data.sampleSize(input);
  std::vector<float> values(data.size() * perSample);
  std::vector<std::string> failures(data.size());
  parallelFor(0, data.size(), [&](size_t sample) {
    if (Error error = data.read(
            sample, input,
            MutableArrayRef(values).slice(sample * perSample, perSample)))
      failures[sample] = toString(std::move(error));
  });
  // The first in order, whichever thread met one first.
  for (const std::string &failure : failures)
    if (!failure.empty())
      return dataError(failure);
  return values;
}

static std::vector<int64_t> shapeOf(const DatasetInfo::Input &input,
                                    int64_t samples) {
  std::vector<int64_t> shape = {samples};
  if (input.isTensor())
    llvm::append_range(shape, input.shape);
  else if (input.timeMajor)
    llvm::append_range(shape, ArrayRef{input.length, input.leads});
  else
    llvm::append_range(shape, ArrayRef{input.leads, input.length});
  return shape;
}

/// A single signal is called as readers expect it, several inputs by name.
static Error addInputs(const Dataset &data, std::vector<NpzEntry> &entries) {
  bool single = data.inputs().size() == 1 && !data.inputs()[0].isTensor();
  for (auto [i, input] : enumerate(data.inputs())) {
    Expected<std::vector<float>> values = readAll(data, i);
    if (!values)
      return values.takeError();
    entries.push_back(
        {single ? DataOptions().signal : input.name,
         NpyArray::fromFloats(*values, shapeOf(input, data.size()))});
  }
  return Error::success();
}

Error exportDataset(const Dataset &data, StringRef path) {
  size_t perSample = 0;
  for (size_t i = 0; i < data.inputs().size(); ++i)
    perSample += data.sampleSize(i);
  if (data.size() * perSample > UINT32_MAX / sizeof(float))
    return dataError(path + ": " + Twine(data.size()) + " samples of " +
                     Twine(perSample) + " values are too many for one file");
  int64_t size = data.size();
  const DataOptions names;
  std::vector<NpzEntry> entries;
  if (Error error = addInputs(data, entries))
    return error;
  entries.push_back({names.label, labelArray(data)});
  if (!data.classNames().empty())
    entries.push_back(
        {names.classNames, NpyArray::fromStrings(data.classNames())});
  if (!data.records().empty())
    entries.push_back({names.record, NpyArray::fromStrings(data.records())});
  if (data.samplingRate() > 0)
    entries.push_back({names.samplingRate,
                       NpyArray::fromFloats(float(data.samplingRate()), {})});
  // Readers look for schemes by the first part of their names.
  for (const DatasetInfo::SplitScheme &scheme : data.schemes())
    entries.push_back({StringRef(scheme.name).starts_with(names.splitScheme)
                           ? scheme.name
                           : names.splitScheme,
                       schemeArray(scheme, size)});
  return writeNpz(path, entries);
}

} // namespace ecg
