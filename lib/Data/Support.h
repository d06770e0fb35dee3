// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the readers of lib/Data share: one-line errors, files as bytes, little
// fixed-width integers. Private to the room.
#ifndef ECG_LIB_DATA_SUPPORT_H
#define ECG_LIB_DATA_SUPPORT_H

#include "ecg/Data/Dataset.h"
#include "ecg/Data/Npz.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MemoryBuffer.h"

namespace ecg {

/// An error of one line; by convention lower case, "<file>: <cause>".
llvm::Error dataError(const llvm::Twine &message);

/// The whole file as bytes; missing, unreadable and directories are errors.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
openFile(llvm::StringRef path);

/// "a, b, c" of any range of strings; "nothing" when empty.
template <typename Range> std::string listNames(const Range &names) {
  std::string text;
  for (const auto &name : names)
    text += (text.empty() ? "" : ", ") + std::string(name);
  return text.empty() ? "nothing" : text;
}

/// A number in a message, as short as it can be told: "360", "0.5".
std::string shortNumber(double value);

/// "a+b" as a and b; empty names are dropped.
std::vector<std::string> splitNames(llvm::StringRef text);

/// Positions of the wanted leads (by name, without case, or by index) among
/// `count` leads called `names`; every position when nothing is wanted. Of
/// "MLII|0" the first choice that is there is taken.
llvm::Expected<std::vector<unsigned>>
selectLeads(llvm::ArrayRef<std::string> wanted,
            llvm::ArrayRef<std::string> names, size_t count,
            llvm::StringRef file);

/// Turns text labels into indices of `info.classNames`, which become `classes`
/// or, when that is empty, the sorted names that occur. Empty text is -1.
llvm::Error encodeLabels(llvm::ArrayRef<std::string> text,
                         llvm::ArrayRef<std::string> classes,
                         DatasetInfo &info);

/// Fills `info.targets` from an array of shape [samples, classes] that holds 1,
/// 0, and -1 or NaN where unknown.
llvm::Error readTargets(const NpyArray &labels, llvm::StringRef name,
                        DatasetInfo &info);

/// Adds a scheme whose parts are read from one word a sample: 0/1/2 or
/// train/val/test; an empty word is in no part.
llvm::Error addScheme(llvm::StringRef name,
                      llvm::ArrayRef<std::string> partOfSample,
                      DatasetInfo &info);

/// Samples that `count` values at `fromHz` become at `toHz`.
int64_t resampledLength(int64_t count, double fromHz, double toHz);

/// Samples at `fromHz` that make `count` at `toHz`; `count` itself where `toHz`
/// is 0, which stands for no resampling.
int64_t lengthBeforeResampling(int64_t count, double fromHz, double toHz);

/// Puts linear resampling to `toHz` in front of a source, in `info` too. The
/// first `length` values are kept (0: all of them). Tensors pass unchanged.
llvm::Expected<std::unique_ptr<SignalSource>>
resampleSource(std::unique_ptr<SignalSource> source, DatasetInfo &info,
               double toHz, int64_t length);

// The readers behind openDataset.
llvm::Expected<Dataset> openNpzDataset(llvm::StringRef path,
                                       const DataOptions &options);
llvm::Expected<Dataset> openWfdbDataset(llvm::StringRef path,
                                        const DataOptions &options);
llvm::Expected<Dataset> openBeatDataset(llvm::StringRef path,
                                        const DataOptions &options);
llvm::Expected<Dataset> openSyntheticDataset(llvm::StringRef spec,
                                             const DataOptions &options);

/// One scheme in which every split is all samples, for data without any.
void addWholeScheme(DatasetInfo &info);

} // namespace ecg

#endif // ECG_LIB_DATA_SUPPORT_H
