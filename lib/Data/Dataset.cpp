// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dataset: splits, reading with normalisation, fitting a model; and the choice
// of the reader by the form of the --data argument.
#include "ecg/Data/Dataset.h"
#include "Support.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include <cmath>
#include <numeric>

using namespace llvm;

namespace ecg {

Expected<ModelInputShape> ModelInputShape::get(StringRef name,
                                               ArrayRef<int64_t> shape) {
  SmallVector<int64_t> dims;
  for (int64_t dim : shape) {
    if (dim < 1)
      return dataError("input '" + name + "' has a dimension of " + Twine(dim) +
                       "; data needs a static shape");
    if (dim != 1)
      dims.push_back(dim);
  }
  if (dims.size() > 2)
    return dataError("input '" + name + "' has " + Twine(dims.size()) +
                     " dimensions above 1; a signal has leads and time only");
  ModelInputShape result;
  result.name = name.str();
  result.length = dims.empty() ? 1 : dims.back();
  if (dims.size() == 2) {
    result.timeMajor = dims[0] > dims[1];
    result.leads = std::min(dims[0], dims[1]);
    result.length = std::max(dims[0], dims[1]);
  }
  return result;
}

static std::vector<std::string>
nonEmptySplits(const DatasetInfo::SplitScheme *scheme, size_t size) {
  std::vector<std::string> names;
  if (scheme)
    for (const DatasetInfo::Split &split : scheme->splits)
      if (!split.samples.empty())
        names.push_back(split.name);
  if (size)
    names.push_back("all");
  return names;
}

Expected<std::vector<uint32_t>> Dataset::split(StringRef name) const {
  std::vector<uint32_t> samples;
  auto scheme = find_if(info.schemes, [&](const auto &candidate) {
    return candidate.name == info.activeScheme;
  });
  bool known = scheme != info.schemes.end();
  if (name == "all") {
    samples.resize(size());
    std::iota(samples.begin(), samples.end(), 0u);
  } else if (known) {
    for (const DatasetInfo::Split &split : scheme->splits)
      if (split.name == name)
        samples = split.samples;
  }
  if (samples.empty())
    return dataError(
        info.source + ": split '" + name + "' is empty" +
        (known ? " in '" + info.activeScheme + "'" : std::string()) +
        "; there are " +
        listNames(nonEmptySplits(known ? &*scheme : nullptr, size())));
  return samples;
}

/// [leads][length] to [length][leads].
static void interleave(MutableArrayRef<float> values, int64_t leads,
                       int64_t length) {
  std::vector<float> byLead(values.begin(), values.end());
  for (int64_t lead = 0; lead < leads; ++lead)
    for (int64_t i = 0; i < length; ++i)
      values[i * leads + lead] = byLead[lead * length + i];
}

Error Dataset::read(size_t sample, size_t input,
                    MutableArrayRef<float> out) const {
  assert(sample < size() && out.size() == sampleSize(input));
  if (Error error = source->read(sample, input, out))
    return error;
  const DatasetInfo::Input &shape = info.inputs[input];
  for (int64_t lead = 0; lead < shape.leads; ++lead) {
    MutableArrayRef<float> values =
        out.slice(lead * shape.length, shape.length);
    auto bad = find_if_not(values, [](float x) { return std::isfinite(x); });
    if (bad != values.end())
      return dataError(info.source + ": sample " + Twine(sample) +
                       " is not finite: value " + Twine(bad - values.begin()) +
                       " of lead " + Twine(lead) + " is " + shortNumber(*bad));
    shape.normalization.apply(values);
  }
  if (shape.timeMajor && shape.leads > 1)
    interleave(out, shape.leads, shape.length);
  return Error::success();
}

Error Dataset::checkCompatible(const ModelInputShape &model,
                               size_t input) const {
  const DatasetInfo::Input &data = info.inputs[input];
  std::string of = info.source + ": model input '" + model.name + "' ";
  if (data.leads != model.leads)
    return dataError(of + "wants " + Twine(model.leads) +
                     " lead(s), the data has " + Twine(data.leads) +
                     (data.leads > model.leads ? "; choose with lead=" : ""));
  if (data.length != model.length)
    return dataError(of + "wants " + Twine(model.length) +
                     " values a lead, the data has " + Twine(data.length));
  if (data.leads > 1 && data.timeMajor != model.timeMajor)
    return dataError(of + "has the other order of leads and time");
  return model.numClasses ? checkClasses(model.numClasses) : Error::success();
}

Error Dataset::checkClasses(int64_t numClasses) const {
  std::string model = info.source + ": the model has " +
                      std::to_string(numClasses) + " classes, ";
  if (!info.classNames.empty() && info.classNames.size() != size_t(numClasses))
    return dataError(model + "the data has " + Twine(info.classNames.size()));
  if (isMultiLabel() && targetsOf(0).size() != size_t(numClasses))
    return dataError(model + "the data has " + Twine(targetsOf(0).size()));
  for (auto [sample, label] : enumerate(info.labels))
    if (label >= numClasses)
      return dataError(info.source + ": sample " + Twine(sample) +
                       " has label " + Twine(label) + ", the model has " +
                       Twine(numClasses) + " classes");
  return Error::success();
}

Expected<Dataset> openDataset(StringRef spec, const DataOptions &options) {
  if (spec.size() > 1)
    spec.consume_back("/"); // a folder is called by its last name
  bool generated = spec.starts_with("synthetic:");
  if (!generated && !sys::fs::exists(spec))
    return dataError("no such data: '" + spec + "'");
  bool isRecord = spec.ends_with(".hea") || sys::fs::is_directory(spec);
  if (options.task == DataTask::Beats && !isRecord)
    return dataError(spec + ": task=beats needs annotated WFDB records");
  if (generated)
    return openSyntheticDataset(spec, options);
  if (isRecord)
    return options.task == DataTask::Beats ? openBeatDataset(spec, options)
                                           : openWfdbDataset(spec, options);
  if (spec.ends_with(".npz"))
    return openNpzDataset(spec, options);
  return dataError("'" + spec +
                   "' is no data known here; expected .npz, .hea, a directory "
                   "of WFDB records, or synthetic:");
}

} // namespace ecg
