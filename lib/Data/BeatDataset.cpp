// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// task=beats: annotated WFDB records as a Dataset of heartbeats with two
// inputs, the window and its RR features.
#include "BeatAnnotations.h"
#include "BeatSource.h"
#include "BeatSplits.h"
#include "Support.h"
#include "WfdbLeads.h"

using namespace llvm;

namespace ecg {

/// Values of a window where no model says: 0.71 s of the arrhythmia database.
static constexpr int64_t kDefaultLength = 256;

static int64_t sizeOf(const ModelTensor &tensor) {
  int64_t size = 1;
  for (int64_t dim : tensor.shape)
    size *= dim;
  return size;
}

/// The input of the model that takes the window: that called `beat`, else the
/// largest.
static Expected<ModelInputShape> windowShape(const DataOptions &options) {
  const ModelTensor *chosen = nullptr;
  for (const ModelTensor &tensor : options.tensors)
    if (!chosen || tensor.name == "beat" ||
        (chosen->name != "beat" && sizeOf(tensor) > sizeOf(*chosen)))
      chosen = &tensor;
  if (chosen)
    return ModelInputShape::get(chosen->name, chosen->shape);
  if (options.model)
    return *options.model;
  ModelInputShape shape;
  shape.length = kDefaultLength;
  return shape;
}

namespace {

class BeatDatasetReader {
public:
  BeatDatasetReader(StringRef path, const DataOptions &options,
                    BeatClasses classes, RecordPlan plan)
      : options(options), classes(std::move(classes)), plan(std::move(plan)),
        chooser(options.leads.empty() ? this->plan.defaultLeads
                                      : options.leads) {
    info.source = path.str();
    info.activeScheme =
        this->plan.scheme.empty() ? options.splitScheme : this->plan.scheme;
    info.notes = this->plan.notes;
  }

  Expected<Dataset> read() {
    Expected<ModelInputShape> shape = windowShape(options);
    if (!shape)
      return shape.takeError();
    source = std::make_unique<BeatSource>(options.beats);
    for (auto [path, name] : zip_equal(plan.headers, plan.names))
      if (Error error = addRecord(path, name))
        return std::move(error);
    describeInputs(*shape);
    if (Error error = finish())
      return std::move(error);
    Expected<std::unique_ptr<SignalSource>> resampled = resampleSource(
        std::move(source), info, options.resampleHz, shape->length);
    if (!resampled)
      return resampled.takeError();
    return Dataset(std::move(info), std::move(*resampled));
  }

private:
  Error addRecord(StringRef path, StringRef name) {
    Expected<AnnotatedBeats> beats = readBeats(path);
    if (!beats)
      return beats.takeError();
    if (beats->paced && !plan.named && !options.beats.keepPaced) {
      paced.push_back(name.str());
      return Error::success();
    }
    Expected<WfdbHeader> header = readWfdbHeader(path);
    if (!header)
      return header.takeError();
    Expected<std::vector<unsigned>> leads = chooser.choose(*header, path);
    if (!leads)
      return leads.takeError();
    // Annotations count frames.
    unsigned width = header->signals[leads->front()].samplesPerFrame;
    for (int64_t &sample : beats->samples)
      sample *= width;
    std::vector<std::array<float, 4>> rr;
    for (const RrIntervals &intervals :
         measureRr(beats->samples, chooser.rate()))
      rr.push_back(rrFeatures(intervals, options.beats.rr));
    source->addRecord({path.str(), std::move(*leads), beats->samples},
                      std::move(rr));
    return addSamples(*beats, name);
  }

  Error addSamples(const AnnotatedBeats &beats, StringRef name) {
    for (auto [i, code] : enumerate(beats.codes)) {
      std::optional<int> label = classes.find(code);
      if (!label)
        return dataError(beats.path + ": beat '" + wfdbSymbol(code) +
                         "' at sample " + Twine(beats.samples[i]) +
                         " is in no class of map=" + options.beats.map +
                         "; '-:" + wfdbSymbol(code) +
                         "' leaves such beats out");
      if (*label == BeatClasses::kLeftOut)
        continue;
      source->addSample(i);
      labels.push_back(classes.names()[*label]);
      splitOf.push_back(plan.part.lookup(name));
      info.records.push_back(name.str());
      if (!plan.persons.empty())
        info.persons.push_back(plan.personOf(name));
    }
    return Error::success();
  }

  void describeInputs(const ModelInputShape &shape) {
    DatasetInfo::Input beat, rr = DatasetInfo::Input::of({"rr", {4}});
    beat.name = "beat";
    beat.leads = chooser.names().size();
    beat.length = lengthBeforeResampling(shape.length, chooser.rate(),
                                         options.resampleHz);
    beat.leadNames = chooser.names();
    beat.timeMajor = shape.timeMajor;
    beat.normalization = options.beats.norm;
    rr.about = describeRr(options.beats.rr);
    info.inputs = {beat, rr};
    info.samplingRate = chooser.rate();
    source->setLength(beat.length);
  }

  Error finish() {
    info.size = labels.size();
    if (!info.size)
      return dataError(info.source + ": no beats" +
                       (paced.empty() ? "" : "; all records are paced"));
    if (!paced.empty())
      info.notes.push_back("left out for paced beats: " + listNames(paced));
    if (!plan.scheme.empty())
      if (Error error = addScheme(plan.scheme, splitOf, info))
        return error;
    ArrayRef<std::string> order = options.classes;
    return encodeLabels(labels, order.empty() ? classes.names() : order, info);
  }

  const DataOptions &options;
  BeatClasses classes;
  RecordPlan plan;
  LeadChooser chooser;
  DatasetInfo info;
  std::unique_ptr<BeatSource> source;
  std::vector<std::string> labels, splitOf; ///< by sample
  std::vector<std::string> paced;           ///< records left out
};

} // namespace

Expected<Dataset> openBeatDataset(StringRef path, const DataOptions &options) {
  if (options.hop > 0)
    return dataError("hop= does not go with task=beats");
  Expected<BeatClasses> classes = BeatClasses::parse(options.beats.map);
  if (!classes)
    return classes.takeError();
  Expected<RecordPlan> plan = planRecords(path, options);
  if (!plan)
    return plan.takeError();
  return BeatDatasetReader(path, options, std::move(*classes), std::move(*plan))
      .read();
}

} // namespace ecg
