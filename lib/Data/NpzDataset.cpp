// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The arrays of an .npz file as a Dataset, in the layout of docs/data.md.
#include "NpzSources.h"
#include "Support.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ecg {
namespace {

/// Collects what the arrays say, one kind of array a function.
class NpzDatasetReader {
public:
  NpzDatasetReader(NpzFile file, const DataOptions &options)
      : file(std::move(file)), options(options) {
    info.source = this->file.getPath().str();
  }

  Expected<Dataset> read() {
    if (Error error = checkNamed())
      return std::move(error);
    Expected<std::unique_ptr<SignalSource>> source = readSource();
    if (!source)
      return source.takeError();
    if (Error error = readClasses())
      return std::move(error);
    if (Error error = readRecords())
      return std::move(error);
    if (Error error = readSchemes())
      return std::move(error);
    if (Error error = readRate())
      return std::move(error);
    if (holdsTensors()) {
      if (info.schemes.empty())
        addWholeScheme(info);
      return Dataset(std::move(info), std::move(*source));
    }
    source = resampleSource(std::move(*source), info, options.resampleHz, 0);
    if (!source)
      return source.takeError();
    return Dataset(std::move(info), std::move(*source));
  }

private:
  Error fail(const Twine &cause) {
    return dataError(info.source + ": " + cause);
  }

  /// All arrays but the signal may be absent, unless the user named them.
  Error checkNamed() {
    const DataOptions defaults;
    for (auto name : {&DataOptions::label, &DataOptions::record,
                      &DataOptions::classNames, &DataOptions::samplingRate,
                      &DataOptions::dupGroup, &DataOptions::splitScheme})
      if (options.*name != defaults.*name && !file.has(options.*name))
        return file.get(options.*name).takeError();
    return Error::success();
  }

  Error checkSignal(const NpyArray &signal) {
    size_t dims = signal.shape.size();
    if (!signal.isNumeric() || dims < 2 || dims > 3)
      return fail("array '" + options.signal +
                  "' is no signal: expected numbers of shape [samples, length] "
                  "or [samples, leads, length], it is " +
                  signal.dtype() + " with " + Twine(dims) + " dimension(s)");
    if (!signal.size())
      return fail("array '" + options.signal + "' has no samples");
    if (signal.shape[0] > UINT32_MAX)
      return fail("more samples than can be numbered");
    return checkFinite(signal);
  }

  Error checkFinite(const NpyArray &array) {
    std::optional<int64_t> bad = findNonFinite(array);
    if (!bad)
      return Error::success();
    int64_t perSample = array.size() / array.shape[0];
    return fail("sample " + Twine(*bad / perSample) + " is not finite: value " +
                Twine(*bad % perSample) + " is " +
                shortNumber(array.number(*bad)));
  }

  /// Whether the file holds the inputs of the model instead of signals.
  bool holdsTensors() const {
    return !file.has(options.signal) &&
           any_of(options.tensors, [&](const ModelTensor &tensor) {
             return file.has(tensor.name);
           });
  }

  Expected<std::unique_ptr<SignalSource>> readSource() {
    return holdsTensors() ? readTensors() : readSignal();
  }

  Expected<std::unique_ptr<SignalSource>> readTensors() {
    std::vector<NpyArray> arrays;
    for (const ModelTensor &tensor : options.tensors) {
      Expected<NpyArray> array = file.map(tensor.name);
      if (!array)
        return array.takeError();
      if (Error error = checkTensor(tensor, *array))
        return std::move(error);
      info.size = array->shape[0];
      info.inputs.push_back(DatasetInfo::Input::of(tensor));
      arrays.push_back(std::move(*array));
    }
    return makeTensorSource(std::move(arrays));
  }

  Error checkTensor(const ModelTensor &tensor, const NpyArray &array) {
    std::string of = "array '" + tensor.name + "' ";
    if (!array.isNumeric() || array.shape.empty() || !array.size())
      return fail(of + "has no samples that are numbers");
    auto real = [](ArrayRef<int64_t> shape) {
      return to_vector(
          make_filter_range(shape, [](int64_t d) { return d != 1; }));
    };
    ArrayRef<int64_t> shape = ArrayRef(array.shape).drop_front();
    if (real(shape) != real(tensor.shape))
      return fail(of + "has samples of shape " + shapeText(shape) +
                  ", the model's input has " + shapeText(tensor.shape));
    if (array.shape[0] > UINT32_MAX ||
        (info.size && size_t(array.shape[0]) != info.size))
      return fail(of + "has " + Twine(array.shape[0]) +
                  " samples, the array before it " + Twine(info.size));
    return checkFinite(array);
  }

  static std::string shapeText(ArrayRef<int64_t> shape) {
    return "[" +
           join(map_range(shape, [](int64_t d) { return std::to_string(d); }),
                ", ") +
           "]";
  }

  Expected<std::unique_ptr<SignalSource>> readSignal() {
    Expected<NpyArray> signal = file.map(options.signal);
    if (!signal)
      return signal.takeError();
    if (Error error = checkSignal(*signal))
      return std::move(error);
    ArrayRef<int64_t> shape = signal->shape;
    info.size = shape[0];
    // The longer dimension is time, as in ModelInputShape::get.
    bool timeFirst = shape.size() == 3 && shape[1] > shape[2];
    int64_t leadsInFile = shape.size() == 2 ? 1 : shape[timeFirst ? 2 : 1];
    Expected<std::vector<unsigned>> leads =
        selectLeads(options.leads, {}, leadsInFile, info.source);
    if (!leads)
      return leads.takeError();
    info.inputs.push_back({options.signal, int64_t(leads->size()),
                           timeFirst ? shape[1] : shape.back(),
                           /*leadNames=*/{},
                           options.model && options.model->timeMajor,
                           options.normalization});
    double gain = 1, zero = 0;
    if (options.normalization.kind == Normalization::Kind::Millivolts)
      if (Error error = readUnits(gain, zero))
        return std::move(error);
    return makeSignalSource(std::move(*signal), std::move(*leads), timeFirst,
                            gain, zero);
  }

  Expected<double> readNumber(StringRef name) {
    Expected<NpyArray> array = file.get(name);
    if (!array)
      return array.takeError();
    if (!array->isNumeric() || array->size() != 1)
      return fail("array '" + name + "' is not one number");
    return array->number(0);
  }

  Error readUnits(double &gain, double &zero) {
    Expected<double> gainRead = readNumber(options.adcGain);
    if (!gainRead)
      return gainRead.takeError();
    if (!(*gainRead > 0))
      return fail("the gain is " + shortNumber(*gainRead));
    gain = *gainRead;
    if (!file.has(options.adcZero))
      return Error::success();
    Expected<double> zeroRead = readNumber(options.adcZero);
    if (!zeroRead)
      return zeroRead.takeError();
    zero = *zeroRead;
    return Error::success();
  }

  /// An array of one element a sample.
  Expected<NpyArray> readColumn(StringRef name) {
    Expected<NpyArray> array = file.get(name);
    if (array &&
        (array->shape.size() != 1 || array->size() != int64_t(info.size)))
      return fail("array '" + name + "' has " + Twine(array->size()) +
                  " elements for " + Twine(info.size) + " samples");
    return array;
  }

  Expected<std::vector<std::string>> readWords(StringRef name) {
    Expected<NpyArray> array = readColumn(name);
    if (!array)
      return array.takeError();
    std::vector<std::string> words;
    for (int64_t i = 0; i < array->size(); ++i)
      words.push_back(array->text(i));
    return words;
  }

  Error readClasses() {
    info.labels.assign(info.size, -1);
    if (file.has(options.classNames)) {
      Expected<NpyArray> names = file.get(options.classNames);
      if (!names)
        return names.takeError();
      for (int64_t i = 0; i < names->size(); ++i)
        info.classNames.push_back(names->text(i));
    }
    if (!options.classes.empty())
      info.classNames = options.classes;
    if (!file.has(options.label))
      return Error::success();
    Expected<NpyArray> labels = file.get(options.label);
    if (labels && labels->shape.size() == 2)
      return readTargets(*labels, options.label, info);
    if (labels)
      labels = readColumn(options.label);
    if (!labels)
      return labels.takeError();
    if (labels->isNumeric())
      return readLabels(*labels);
    std::vector<std::string> words;
    for (int64_t i = 0; i < labels->size(); ++i)
      words.push_back(labels->text(i));
    return encodeLabels(words, std::vector(info.classNames), info);
  }

  Error readLabels(const NpyArray &labels) {
    if (!labels.isInteger())
      return fail("array '" + options.label + "' is " + labels.dtype() +
                  "; labels are integers or text");
    int64_t limit =
        info.classNames.empty() ? INT32_MAX : info.classNames.size();
    for (size_t sample = 0; sample < info.size; ++sample) {
      int64_t label = labels.integer(sample);
      if (label < -1 || label >= limit)
        return fail("sample " + Twine(sample) + " has label " + Twine(label) +
                    ", there are " + Twine(limit) + " classes");
      info.labels[sample] = label;
    }
    return Error::success();
  }

  Error readRecords() {
    if (file.has(options.record)) {
      Expected<std::vector<std::string>> records = readWords(options.record);
      if (!records)
        return records.takeError();
      info.records = std::move(*records);
    }
    if (!file.has(options.dupGroup))
      return Error::success();
    Expected<NpyArray> groups = readColumn(options.dupGroup);
    if (!groups)
      return groups.takeError();
    if (!groups->isInteger())
      return fail("array '" + options.dupGroup + "' is " + groups->dtype() +
                  "; groups are integers");
    for (size_t sample = 0; sample < info.size; ++sample)
      info.dupGroups.push_back(groups->integer(sample));
    return Error::success();
  }

  /// Every array called split or split_... is a scheme, and the one asked for.
  Error readSchemes() {
    info.activeScheme = options.splitScheme;
    for (const std::string &name : file.names()) {
      bool wanted = name == options.splitScheme;
      if (!wanted && name != "split" && !StringRef(name).starts_with("split_"))
        continue;
      Expected<std::vector<std::string>> words = readWords(name);
      if (!words)
        return words.takeError();
      if (Error error = addScheme(name, *words, info))
        return error;
    }
    return Error::success();
  }

  Error readRate() {
    if (!file.has(options.samplingRate))
      return Error::success();
    Expected<double> rate = readNumber(options.samplingRate);
    if (!rate)
      return rate.takeError();
    if (!(*rate > 0 && *rate <= 1e6))
      return fail("the sampling rate is " + shortNumber(*rate) + " Hz");
    info.samplingRate = *rate;
    return Error::success();
  }

  NpzFile file;
  const DataOptions &options;
  DatasetInfo info;
};

} // namespace

Expected<Dataset> openNpzDataset(StringRef path, const DataOptions &options) {
  Expected<NpzFile> file = readNpz(path);
  if (!file)
    return file.takeError();
  return NpzDatasetReader(std::move(*file), options).read();
}

} // namespace ecg
