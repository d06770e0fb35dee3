// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Labelled ECG as the rest of the compiler sees it, wherever it came from:
// .npz, WFDB records or the generator. Samples are read one at a time, already
// normalised, from any number of threads. Metrics are lib/Exec's business.
#ifndef ECG_DATA_DATASET_H
#define ECG_DATA_DATASET_H

#include "ecg/Data/BeatOptions.h"
#include "ecg/Data/Normalization.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ecg {

/// One input of a model as data has to fill it.
struct ModelInputShape {
  std::string name;
  int64_t leads = 1;
  int64_t length = 0;
  /// The tensor has time before leads ([length, leads]); `Dataset::read` then
  /// writes that order. Without meaning for one lead.
  bool timeMajor = false;
  /// Values of the output that classes are counted by; 0 when unknown.
  int64_t numClasses = 0;

  /// Reads leads and length off a static tensor shape: dimensions of size 1
  /// (batch, a single lead) are dropped, and of two that remain the longer is
  /// time. More than two is not a signal and is refused.
  static llvm::Expected<ModelInputShape> get(llvm::StringRef name,
                                             llvm::ArrayRef<int64_t> shape);
};

/// An input of a model as it is, for data that hold whole tensors.
struct ModelTensor {
  std::string name;
  std::vector<int64_t> shape;
};

/// What one sample of records is.
enum class DataTask {
  Windows, ///< pieces of a recording, one after the other
  Beats,   ///< heartbeats at their annotations, with RR features
};

/// What `--data` and its companions say. Defaults fit ../shared/data.
struct DataOptions {
  /// Names of the arrays of an .npz file.
  std::string signal = "signal";
  std::string label = "label";
  std::string record = "record";
  std::string classNames = "class_names";
  std::string samplingRate = "fs";
  std::string dupGroup = "dup_group";
  std::string adcGain = "adc_gain"; ///< counts per millivolt, for `mv`
  std::string adcZero = "adc_zero"; ///< the count that is 0 mV
  /// The scheme that `Dataset::split` answers from: an array of 0/1/2.
  std::string splitScheme = "split";

  Normalization normalization;
  /// Records of a directory to take, in this order; all when empty.
  std::vector<std::string> records;

  /// Classes in the order of the model's outputs, for labels that are text
  /// (REFERENCE.csv, rhythm annotations); sorted names when empty.
  std::vector<std::string> classes;

  /// Leads to take, by name or index, in this order; all when empty.
  std::vector<std::string> leads;

  /// Input of the model the data is for. Records without own windows are cut
  /// by its length; others are only compared with it (`checkCompatible`).
  std::optional<ModelInputShape> model;

  /// All inputs of the model. An .npz file without a signal but with an array
  /// named like one of them holds tensors.
  std::vector<ModelTensor> tensors;

  /// Values from the start of one window of a record to that of the next, at
  /// the rate the model sees; 0: one window after the other.
  int64_t hop = 0;
  /// Sampling rate to resample every signal to, linearly. Never done unless
  /// asked for; 0: keep.
  double resampleHz = 0;

  DataTask task = DataTask::Windows;
  BeatOptions beats; ///< for DataTask::Beats

  /// Sets one option from text, by the names docs/data.md lists
  /// (e.g. "signal", "norm", "lead", "hop").
  llvm::Error set(llvm::StringRef key, llvm::StringRef value);
  /// The same for "key=value,key=value".
  llvm::Error parse(llvm::StringRef text);
};

/// Where samples come from. Implementations are immutable after construction:
/// `read` is called from many threads at once.
class SignalSource {
public:
  virtual ~SignalSource() = default;
  /// Writes sample `sample` of input `input` to `out`, lead after lead,
  /// before normalisation. `out` has exactly leads * length values.
  virtual llvm::Error read(size_t sample, size_t input,
                           llvm::MutableArrayRef<float> out) const = 0;
};

/// Everything about a data set but the signals.
struct DatasetInfo {
  struct Input {
    std::string name;
    int64_t leads = 1;
    int64_t length = 0;
    std::vector<std::string> leadNames; ///< empty when unknown
    bool timeMajor = false;
    /// The values already are what the model sees (generated features).
    Normalization normalization;
    /// Of data that hold whole tensors: exactly that of the model's input.
    std::vector<int64_t> shape = {};
    /// What the values are, where they are computed from a signal.
    std::string about = {};

    /// One line for reports: `about`, else the normalisation.
    std::string describe() const {
      return about.empty() ? normalization.describe() : about;
    }
    bool isTensor() const { return !shape.empty(); }
    /// The values of `tensor`, as they are.
    static Input of(const ModelTensor &tensor);
  };
  struct Split {
    std::string name;              ///< "train", "val", "test"
    std::vector<uint32_t> samples; ///< ascending
  };
  /// One way to divide the samples; a file may hold several.
  struct SplitScheme {
    std::string name; ///< "split", "split_patient"
    std::vector<Split> splits;
  };

  std::string source; ///< what the user called it, for messages
  std::vector<Input> inputs;
  size_t size = 0;
  std::vector<int32_t> labels; ///< one a sample; -1 unknown
  /// [samples][classes] where any number of classes may hold: 1, 0, or -1
  /// unknown; all labels are -1 then. Else empty.
  std::vector<int8_t> targets;
  std::vector<std::string> classNames;
  std::vector<std::string> records; ///< record of each sample, or empty
  /// Person of each sample; empty: a record is a person.
  std::vector<std::string> persons;
  /// Samples of one group are byte-identical; negative: the only one of its
  /// kind. Empty when unknown.
  std::vector<int64_t> dupGroups;
  double samplingRate = 0; ///< Hz; 0 unknown
  std::vector<SplitScheme> schemes;
  std::string activeScheme; ///< name of the scheme `split` answers from
  /// What a reader of figures should know, one line each.
  std::vector<std::string> notes;
};

/// A set of labelled ECG samples.
class Dataset {
public:
  Dataset(DatasetInfo info, std::unique_ptr<SignalSource> source)
      : info(std::move(info)), source(std::move(source)) {}

  /// Number of samples.
  size_t size() const { return info.size; }
  llvm::ArrayRef<DatasetInfo::Input> inputs() const { return info.inputs; }
  /// One label a sample: index of a class, or -1 when unknown.
  llvm::ArrayRef<int32_t> labels() const { return info.labels; }
  /// Whether any number of classes may hold for a sample.
  bool isMultiLabel() const { return !info.targets.empty(); }
  /// Of multi-label data: 1, 0, or -1 (unknown) for each class.
  llvm::ArrayRef<int8_t> targetsOf(size_t sample) const {
    size_t classes = info.targets.size() / info.size;
    return llvm::ArrayRef(info.targets).slice(sample * classes, classes);
  }
  /// Names of the classes; may be empty.
  llvm::ArrayRef<std::string> classNames() const { return info.classNames; }
  /// Record (person, recording) of each sample; empty when unknown.
  llvm::ArrayRef<std::string> records() const { return info.records; }
  llvm::ArrayRef<int64_t> dupGroups() const { return info.dupGroups; }
  /// Hz, 0 when unknown.
  double samplingRate() const { return info.samplingRate; }
  llvm::ArrayRef<DatasetInfo::SplitScheme> schemes() const {
    return info.schemes;
  }
  /// What the user called the data, for messages and reports.
  llvm::StringRef name() const { return info.source; }
  const DatasetInfo &getInfo() const { return info; }

  /// Samples of the split `name` (train, val, test, all) of the active scheme,
  /// ascending. Unknown and empty splits are errors that list what is there.
  llvm::Expected<std::vector<uint32_t>> split(llvm::StringRef name) const;

  /// Number of values of one sample of `input`.
  size_t sampleSize(size_t input = 0) const {
    return info.inputs[input].leads * info.inputs[input].length;
  }

  /// Writes the normalised sample to `out` (exactly `sampleSize(input)`
  /// values): lead after lead, or interleaved when the model is time-major.
  /// NaN and infinity are errors naming the sample. Thread-safe.
  llvm::Error read(size_t sample, size_t input,
                   llvm::MutableArrayRef<float> out) const;

  /// Whether every sample fits this input of a model: name what differs in
  /// leads, length or number of classes.
  llvm::Error checkCompatible(const ModelInputShape &model,
                              size_t input = 0) const;

  /// Whether names, labels and targets fit a model of `numClasses` classes.
  llvm::Error checkClasses(int64_t numClasses) const;

private:
  DatasetInfo info;
  std::unique_ptr<SignalSource> source;
};

/// Opens `spec`: a path to .npz or .hea, a directory of WFDB records, or
/// "synthetic:...". Fails with one line that names file and cause.
llvm::Expected<Dataset> openDataset(llvm::StringRef spec,
                                    const DataOptions &options = {});

/// Recorded tensors as a data set: for each sample the values of each of
/// `tensors`. There are no labels, and every split is all samples.
Dataset makeTensorDataset(llvm::StringRef source,
                          llvm::ArrayRef<ModelTensor> tensors,
                          std::vector<std::vector<std::vector<float>>> samples);

/// How far the samples of one split are known to those of another.
struct LeakageReport {
  std::string trainSplit, testSplit;
  size_t testSize = 0;
  /// Samples of `testSplit` whose record, or person where persons are known,
  /// also has samples in `trainSplit`.
  size_t sharedRecord = 0;
  /// Samples of `testSplit` that have a byte-identical copy in `trainSplit`.
  size_t duplicates = 0;
  bool recordsKnown = false;
  bool personsKnown = false; ///< who each record is of, too

  /// Nothing shared, and records are known.
  bool clean() const { return recordsKnown && !sharedRecord && !duplicates; }
  /// One line for reports, e.g. "200 of 200 test samples come from a record
  /// that is also in train (fragment-disjoint, not patient-disjoint)".
  std::string describe() const;
};

/// Compares two splits by record and by content (the file's dup groups, or a
/// hash of the signals where it has none).
llvm::Expected<LeakageReport> checkLeakage(const Dataset &data,
                                           llvm::StringRef trainSplit,
                                           llvm::StringRef testSplit);

} // namespace ecg

#endif // ECG_DATA_DATASET_H
