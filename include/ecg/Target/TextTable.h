// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tables as reports print them.

#ifndef ECG_TARGET_TEXTTABLE_H
#define ECG_TARGET_TEXTTABLE_H

#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace ecg {

/// Columns of text, as wide as their widest cell; numbers to the right.
class TextTable {
public:
  /// 'l' or 'r' a column.
  explicit TextTable(std::string alignment) : alignment(std::move(alignment)) {}

  void add(std::vector<std::string> row) { rows.push_back(std::move(row)); }
  void print(llvm::raw_ostream &os) const;

private:
  std::vector<std::vector<std::string>> rows;
  std::string alignment;
};

/// With commas between thousands.
std::string grouped(int64_t value);

/// The same, or a dash for 0.
std::string orDash(int64_t value);

/// Names from model files can be paths; their end says most.
std::string shortened(llvm::StringRef name);

} // namespace ecg

#endif // ECG_TARGET_TEXTTABLE_H
