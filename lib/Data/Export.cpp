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

Error exportDataset(const Dataset &data, StringRef path) {
  size_t perSample = data.sampleSize();
  if (data.size() * perSample > UINT32_MAX / sizeof(float))
    return dataError(path + ": " + Twine(data.size()) + " samples of " +
                     Twine(perSample) + " values are too many for one file");
  std::vector<float> values(data.size() * perSample);
  std::vector<std::string> failures(data.size());
  parallelFor(0, data.size(), [&](size_t sample) {
    if (Error error = data.read(
            sample, 0,
            MutableArrayRef(values).slice(sample * perSample, perSample)))
      failures[sample] = toString(std::move(error));
  });
  // The first in order, whichever thread met one first.
  for (const std::string &failure : failures)
    if (!failure.empty())
      return dataError(failure);

  const DatasetInfo::Input &input = data.inputs()[0];
  int64_t size = data.size();
  const DataOptions names;
  std::vector<NpzEntry> entries;
  std::vector<int64_t> shape = {size, input.leads, input.length};
  if (input.timeMajor)
    std::swap(shape[1], shape[2]);
  entries.push_back({names.signal, NpyArray::fromFloats(values, shape)});
  entries.push_back({names.label, NpyArray::fromInts(data.labels(), {size})});
  if (!data.classNames().empty())
    entries.push_back(
        {names.classNames, NpyArray::fromStrings(data.classNames())});
  if (!data.records().empty())
    entries.push_back({names.record, NpyArray::fromStrings(data.records())});
  if (data.samplingRate() > 0)
    entries.push_back({names.samplingRate,
                       NpyArray::fromFloats(float(data.samplingRate()), {})});
  for (const DatasetInfo::SplitScheme &scheme : data.schemes())
    entries.push_back({scheme.name, schemeArray(scheme, size)});
  return writeNpz(path, entries);
}

} // namespace ecg
