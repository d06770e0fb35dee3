// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the table of credits of the challenge.

#include "ecg/Metrics/Challenge.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cmath>

using namespace llvm;

namespace ecg {

/// The file as it is, one function a step.
class WeightsReader {
public:
  explicit WeightsReader(StringRef path) : path(path) {}

  Expected<ChallengeWeights> read() {
    auto buffer = MemoryBuffer::getFile(path, /*IsText=*/true);
    if (!buffer)
      return createStringError(
          (path + ": " + buffer.getError().message()).str());
    size_t number = 0;
    for (StringRef line : split((*buffer)->getBuffer(), '\n'))
      if (Error error = readLine(line.trim(), ++number))
        return std::move(error);
    if (columns.empty() || rows.size() != columns.size())
      return createStringError((path + ": has " + Twine(rows.size()) +
                                " rows for " + Twine(columns.size()) +
                                " columns of weights")
                                   .str());
    return merge();
  }

private:
  Error fail(size_t line, const Twine &cause) const {
    return createStringError((path + ":" + Twine(line) + ": " + cause).str());
  }

  /// The first line names the columns, every other one is a row.
  Error readLine(StringRef line, size_t number) {
    if (line.empty())
      return Error::success();
    SmallVector<StringRef> cells;
    line.split(cells, ',');
    if (columns.empty())
      return readColumns(ArrayRef(cells).drop_front(), number);
    return readRow(cells, number);
  }

  Error readColumns(ArrayRef<StringRef> cells, size_t number) {
    if (cells.empty())
      return fail(number, "no classes; expected ',class,class,...'");
    for (StringRef cell : cells)
      if (is_contained(columns, cell.trim()))
        return fail(number, "class '" + cell.trim() + "' stands there twice");
      else
        columns.push_back(cell.trim().str());
    return Error::success();
  }

  Error readRow(ArrayRef<StringRef> cells, size_t number) {
    StringRef name = cells[0].trim();
    if (cells.size() != columns.size() + 1)
      return fail(number, "has " + Twine(cells.size() - 1) + " weights for " +
                              Twine(columns.size()) + " classes");
    if (rows.size() == columns.size() || name != columns[rows.size()])
      return fail(number, "is of class '" + name +
                              "'; rows and columns must have the same order");
    std::vector<double> &row = rows.emplace_back();
    for (StringRef cell : cells.drop_front()) {
      double weight;
      if (!to_float(cell.trim(), weight) || !std::isfinite(weight))
        return fail(number, "'" + cell.trim() + "' is no weight");
      row.push_back(weight);
    }
    return Error::success();
  }

  /// Whether taking `b` for `a` costs nothing, and nothing else differs.
  bool areEquivalent(size_t a, size_t b) const {
    if (rows[a] != rows[b] || rows[a][b] != rows[a][a])
      return false;
    return all_of(
        rows, [&](const std::vector<double> &row) { return row[a] == row[b]; });
  }

  ChallengeWeights merge() const {
    SmallVector<size_t> first; // of each class: a row that stands for it
    ChallengeWeights result;
    for (size_t i = 0; i < columns.size(); ++i) {
      auto same = find_if(first, [&](size_t a) { return areEquivalent(a, i); });
      size_t cls = same - first.begin();
      if (same == first.end()) {
        first.push_back(i);
        result.classes.emplace_back();
      }
      for (StringRef name : split(columns[i], '|'))
        result.classes[cls].push_back(name.trim().str());
    }
    for (size_t truth : first)
      for (size_t decision : first)
        result.weights.push_back(rows[truth][decision]);
    return result;
  }

  StringRef path;
  std::vector<std::string> columns;
  std::vector<std::vector<double>> rows;
};

Expected<ChallengeWeights> ChallengeWeights::read(StringRef path) {
  return WeightsReader(path).read();
}

std::vector<std::string> ChallengeWeights::names() const {
  std::vector<std::string> all;
  for (const std::vector<std::string> &names : classes)
    append_range(all, names);
  return all;
}

std::optional<size_t> ChallengeWeights::find(StringRef name) const {
  for (StringRef part : split(name, '|'))
    for (auto [cls, names] : enumerate(classes))
      if (is_contained(names, part.trim()))
        return cls;
  return std::nullopt;
}

} // namespace ecg
