// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which records of a folder are read for beats, in which split each is, and
// whose they are. Private to the room.
#ifndef ECG_LIB_DATA_BEATSPLITS_H
#define ECG_LIB_DATA_BEATSPLITS_H

#include "ecg/Data/Dataset.h"
#include "llvm/ADT/StringMap.h"

namespace ecg {

/// The records to read and how they are divided.
struct RecordPlan {
  /// Paths of headers, and the names of their records.
  std::vector<std::string> headers, names;
  /// Whether somebody asked for these records by name.
  bool named = false;
  std::string scheme;                ///< name of the division; empty: none
  llvm::StringMap<std::string> part; ///< by record: train, val or test
  /// Lead to take where nobody says: MLII in the arrhythmia database.
  std::vector<std::string> defaultLeads;
  /// By record, for those that share a person with another.
  llvm::StringMap<std::string> persons;
  /// What a reader of figures should know about the division.
  std::vector<std::string> notes;

  std::string personOf(llvm::StringRef record) const;
};

/// Reads lists and folder. Records of a list that the folder has not, or that
/// stand in two lists, are errors that name them.
llvm::Expected<RecordPlan> planRecords(llvm::StringRef path,
                                       const DataOptions &options);

} // namespace ecg

#endif // ECG_LIB_DATA_BEATSPLITS_H
