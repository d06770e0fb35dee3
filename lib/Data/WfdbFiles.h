// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The files around WFDB records: which records a folder has, tables by record,
// rhythm annotations as a function of time. Private to the room.
#ifndef ECG_LIB_DATA_WFDBFILES_H
#define ECG_LIB_DATA_WFDBFILES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ecg {

/// Paths of the headers behind `path`: the header itself, or the records of a
/// folder in the order of RECORDS, of REFERENCE.csv, or by name. Only the
/// `wanted` ones, in that order, unless empty. Never an empty list.
llvm::Expected<std::vector<std::string>>
listWfdbHeaders(llvm::StringRef path, llvm::ArrayRef<std::string> wanted);

/// Reads "record,word" lines of `folder`/`file` into `table`; nothing happens
/// when there is no such file.
llvm::Error readWfdbTable(llvm::StringRef folder, llvm::StringRef file,
                          llvm::StringMap<std::string> &table);

/// Which rhythm holds when, from annotations like "(AFIB".
class RhythmTrack {
public:
  /// From `sample` on the rhythm is `name`.
  void change(int64_t sample, std::string name) {
    changes.push_back({sample, std::move(name)});
  }
  /// The rhythm of all of [first, last]; empty when it changes in between or
  /// is not known.
  std::string over(int64_t first, int64_t last) const;

private:
  struct Change {
    int64_t sample;
    std::string name;
  };
  std::vector<Change> changes;
};

/// Rhythms from the .atr file beside header `path`; none without that file.
llvm::Expected<RhythmTrack> readRhythms(llvm::StringRef path);

} // namespace ecg

#endif // ECG_LIB_DATA_WFDBFILES_H
