// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A committed list of tests that are not as one would wish, each with a remark.
// It may neither lack one nor keep one that is mended.

#ifndef ECG_TEST_CONFORMANCE_EXPECTEDLIST_H
#define ECG_TEST_CONFORMANCE_EXPECTEDLIST_H

#include "Cases.h"
#include <map>

namespace ecg {

class ExpectedList {
public:
  /// Remarks by test.
  using Entries = std::map<std::string, std::string>;

  /// Reads lines `<suite>/<test>: <remark>`. Comments stay when it is written.
  static llvm::Expected<ExpectedList> read(const std::string &path);

  const Entries &entries() const { return known; }

  /// One line for each of `found` that is not listed and each listed one of
  /// the tests `ran` that was not found.
  std::vector<std::string> compare(const Entries &found,
                                   llvm::ArrayRef<Case> ran) const;

  /// Makes the list that of `found` as far as `ran` goes. Remarks that were
  /// there stay where `keepRemarks`.
  llvm::Error update(const Entries &found, llvm::ArrayRef<Case> ran,
                     bool keepRemarks);

private:
  std::string path, comments;
  Entries known;
};

} // namespace ecg

#endif // ECG_TEST_CONFORMANCE_EXPECTEDLIST_H
