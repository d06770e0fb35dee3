// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A folder that appears whole or not at all. Files are written into a hidden
// folder beside the destination, which takes its place at the end; where that
// cannot be (files of others, current folder, mount point) files move singly.

#ifndef ECG_TARGET_OUTPUTFOLDER_H
#define ECG_TARGET_OUTPUTFOLDER_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <set>
#include <string>

namespace ecg {

class OutputFolder {
public:
  /// Prepares to write `path`. A folder that is there already must be empty or
  /// hold nothing but what an earlier run left (its manifest says so), unless
  /// `force`: then files that are not ours stay as they are.
  static llvm::Expected<OutputFolder> create(llvm::StringRef path, bool force);

  OutputFolder(OutputFolder &&other);
  OutputFolder &operator=(OutputFolder &&) = delete;
  /// Without commit nothing remains.
  ~OutputFolder();

  /// Writes one file, to be part of the result.
  llvm::Error write(llvm::StringRef name, llvm::StringRef content);

  /// Where the files lie until commit, for compilers that are to read them.
  llvm::StringRef stagingPath() const { return staging; }

  /// Puts the folder in its place, with a manifest of what was written.
  llvm::Error commit();

private:
  OutputFolder(std::string path, std::string staging)
      : path(std::move(path)), staging(std::move(staging)) {}
  llvm::Error replaceWhole();
  llvm::Error replaceFiles();

  std::string path, staging;
  std::set<std::string> names;
  bool inPlace = false; ///< Files move one by one, the folder stays.
};

} // namespace ecg

#endif // ECG_TARGET_OUTPUTFOLDER_H
