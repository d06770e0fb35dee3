// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// WFDB records as a Dataset: which records, which leads, cut into windows, and
// labelled by REFERENCE.csv or by the rhythm annotations.
#include "Support.h"
#include "WfdbFiles.h"
#include "WfdbLeads.h"
#include "ecg/Data/Wfdb.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <cmath>

using namespace llvm;

namespace ecg {
namespace {

/// The chosen leads of one record, and how counts become what is read.
struct LoadedRecord {
  std::vector<std::vector<int16_t>> leads;
  std::vector<double> gain, zero; ///< a lead; 1 and 0 for raw counts
};

struct Window {
  uint32_t record;
  int64_t begin;
};

class WfdbSource : public SignalSource {
public:
  std::vector<LoadedRecord> records;
  std::vector<Window> windows;

  Error read(size_t sample, size_t, MutableArrayRef<float> out) const override {
    const Window &window = windows[sample];
    const LoadedRecord &record = records[window.record];
    size_t length = out.size() / record.leads.size();
    for (auto [i, lead] : enumerate(record.leads))
      for (size_t t = 0; t < length; ++t) {
        int16_t count = lead[window.begin + t];
        out[i * length + t] =
            count == kWfdbInvalid
                ? NAN
                : static_cast<float>((count - record.zero[i]) / record.gain[i]);
      }
    return Error::success();
  }
};

class WfdbDatasetReader {
public:
  WfdbDatasetReader(StringRef path, const DataOptions &options)
      : options(options), chooser(options.leads),
        source(std::make_unique<WfdbSource>()) {
    info.source = path.str();
    info.activeScheme = options.splitScheme;
  }

  Expected<Dataset> read() {
    Expected<std::vector<std::string>> headers =
        listWfdbHeaders(info.source, options.records);
    if (!headers)
      return headers.takeError();
    if (Error error = readTables(sys::path::parent_path(headers->front())))
      return std::move(error);
    for (StringRef header : *headers)
      if (Error error = readRecord(header))
        return std::move(error);
    info.size = source->windows.size();
    if (Error error = encodeLabels(labels, options.classes, info))
      return std::move(error);
    if (!parts.empty())
      if (Error error = addScheme(options.splitScheme, splitOf, info))
        return std::move(error);
    Expected<std::unique_ptr<SignalSource>> resampled =
        resampleSource(std::move(source), info, options.resampleHz,
                       options.model ? options.model->length : 0);
    if (!resampled)
      return resampled.takeError();
    return Dataset(std::move(info), std::move(*resampled));
  }

private:
  Error readTables(StringRef folder) {
    if (Error error = readWfdbTable(folder, "REFERENCE.csv", references))
      return error;
    return readWfdbTable(folder, "SPLIT.csv", parts);
  }

  Error readRecord(StringRef path) {
    Expected<WfdbRecord> record = readWfdbRecord(path);
    if (!record)
      return record.takeError();
    Expected<std::vector<unsigned>> leads =
        chooser.choose(record->header, path);
    if (!leads)
      return leads.takeError();
    if (info.inputs.empty())
      describeInput(leads->size());
    if (Error error = cutWindows(*record, leads->front(), path))
      return error;
    return keepLeads(*record, *leads, path);
  }

  void describeInput(size_t leads) {
    info.samplingRate = chooser.rate();
    info.inputs.push_back({"signal", int64_t(leads), 0, chooser.names(),
                           options.model && options.model->timeMajor,
                           options.normalization});
  }

  /// Values of a window and from one to the next, at the record's own rate: of
  /// the model's input, or a record in one piece without a model.
  std::pair<int64_t, int64_t> windowSize(int64_t total) const {
    if (!options.model)
      return {total, total};
    auto atOwnRate = [&](int64_t values) {
      return lengthBeforeResampling(values, info.samplingRate,
                                    options.resampleHz);
    };
    int64_t length = atOwnRate(options.model->length);
    int64_t hop = atOwnRate(options.hop);
    return {length, options.hop ? hop : length};
  }

  /// What is left at the end of a record is dropped.
  Error cutWindows(const WfdbRecord &record, unsigned lead, StringRef path) {
    int64_t total = record.samples[lead].size();
    auto [length, hop] = windowSize(total);
    if (!length || total < length)
      return dataError(path + ": has " + Twine(total) +
                       " values a lead, fewer than a window of " +
                       Twine(length));
    if (info.inputs[0].length && info.inputs[0].length != length)
      return dataError(path + ": has " + Twine(total) +
                       " values a lead, the records before have " +
                       Twine(info.inputs[0].length));
    info.inputs[0].length = length;
    Expected<RhythmTrack> rhythms =
        references.empty() ? readRhythms(path) : RhythmTrack();
    if (!rhythms)
      return rhythms.takeError();
    // Annotations count frames.
    unsigned width = record.header.signals[lead].samplesPerFrame;
    for (int64_t begin = 0; begin + length <= total; begin += hop) {
      source->windows.push_back({uint32_t(source->records.size()), begin});
      addLabels(record.header.name,
                rhythms->over(begin / width, (begin + length - 1) / width));
    }
    return Error::success();
  }

  void addLabels(const std::string &record, std::string rhythm) {
    info.records.push_back(record);
    labels.push_back(references.empty() ? std::move(rhythm)
                                        : references.lookup(record));
    splitOf.push_back(parts.lookup(record));
  }

  Error keepLeads(WfdbRecord &record, ArrayRef<unsigned> leads,
                  StringRef path) {
    LoadedRecord loaded;
    for (unsigned lead : leads) {
      const WfdbSignal &signal = record.header.signals[lead];
      WfdbScale scale;
      if (options.normalization.kind == Normalization::Kind::Millivolts) {
        Expected<WfdbScale> known = millivoltScale(signal, path);
        if (!known)
          return known.takeError();
        scale = *known;
      }
      loaded.gain.push_back(scale.gain);
      loaded.zero.push_back(scale.zero);
      // Not moved: a lead may be taken twice.
      loaded.leads.push_back(record.samples[lead]);
    }
    source->records.push_back(std::move(loaded));
    return Error::success();
  }

  const DataOptions &options;
  LeadChooser chooser;
  std::unique_ptr<WfdbSource> source;
  DatasetInfo info;
  StringMap<std::string> references, parts; ///< by record
  std::vector<std::string> labels, splitOf; ///< by sample
};

} // namespace

Expected<Dataset> openWfdbDataset(StringRef path, const DataOptions &options) {
  return WfdbDatasetReader(path, options).read();
}

} // namespace ecg
