// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Columns and numbers as text.

#include "ecg/Target/TextTable.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace ecg {

void TextTable::print(llvm::raw_ostream &os) const {
  std::vector<size_t> widths(alignment.size());
  for (const auto &row : rows)
    for (auto [i, cell] : llvm::enumerate(row))
      widths[i] = std::max(widths[i], cell.size());
  for (const auto &row : rows) {
    std::string line = " ";
    for (auto [i, cell] : llvm::enumerate(row)) {
      std::string pad(widths[i] - cell.size(), ' ');
      line += " " + (alignment[i] == 'r' ? pad + cell : cell + pad) + " ";
    }
    os << llvm::StringRef(line).rtrim() << "\n";
  }
}

std::string grouped(int64_t value) {
  std::string digits = std::to_string(value);
  for (int64_t at = int64_t(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(at, ",");
  return digits;
}

std::string orDash(int64_t value) { return value ? grouped(value) : "-"; }

std::string shortened(llvm::StringRef name) {
  constexpr size_t most = 28;
  return name.size() <= most ? name.str()
                             : "..." + name.take_back(most - 3).str();
}

} // namespace ecg
