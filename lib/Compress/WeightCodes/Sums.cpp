// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sums of 2 to 4 signed coordinates of the row (ALQ-1): these first, in 7 bits
// each with a bit that says that another one follows, then the signs of each
// weight, first coordinate lowest, 1 for +.

#include "BitFields.h"
#include "Codes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>
#include <set>

using llvm::ArrayRef;
using llvm::MutableArrayRef;
using llvm::SmallVector;

namespace ecg {

namespace {

constexpr size_t kMostCoordinates = 4;
constexpr uint8_t kAnother = 0x80;
using Coordinates = SmallVector<int, kMostCoordinates>;

/// The sum that the signs in `mark` make.
int sumOf(const Coordinates &alphas, unsigned mark) {
  int sum = 0;
  for (auto [i, alpha] : llvm::enumerate(alphas))
    sum += mark >> i & 1 ? alpha : -alpha;
  return sum;
}

std::optional<unsigned> markOf(const Coordinates &alphas, int value) {
  for (unsigned mark = 0; mark < 1u << alphas.size(); ++mark)
    if (sumOf(alphas, mark) == value)
      return mark;
  return std::nullopt;
}

/// Distinct magnitudes, the largest first; empty where there are too many.
SmallVector<int> magnitudesOf(ArrayRef<int8_t> row) {
  std::set<int, std::greater<>> values;
  for (int8_t weight : row)
    values.insert(std::abs(int(weight)));
  if (values.size() > 1u << (kMostCoordinates - 1))
    return {};
  return {values.begin(), values.end()};
}

bool makesAll(const Coordinates &alphas, ArrayRef<int> magnitudes) {
  return llvm::all_of(alphas, [](int a) { return a > 0 && a < kAnother; }) &&
         llvm::all_of(magnitudes,
                      [&](int m) { return markOf(alphas, m).has_value(); });
}

/// Magnitudes of three coordinates a >= b >= c: a+b+c, a+b-c, a-b+c and
/// |a-b-c|, of which one may be missing, and then follows from the others.
std::optional<Coordinates> findThree(ArrayRef<int> magnitudes) {
  auto make = [&](int most, int second,
                  int third) -> std::optional<Coordinates> {
    Coordinates alphas{(second + third) / 2, (most - third) / 2,
                       (most - second) / 2};
    if ((second + third) % 2 == 0 && makesAll(alphas, magnitudes))
      return alphas;
    return std::nullopt;
  };
  if (magnitudes.size() < 3 || magnitudes.size() > 4)
    return std::nullopt;
  int m[] = {magnitudes[0], magnitudes[1], magnitudes[2]};
  if (auto found = make(m[0], m[1], m[2]))
    return found;
  if (magnitudes.size() == 4)
    return std::nullopt;
  // most + s * least = second + third
  for (int sign : {1, -1}) {
    if (auto found = make(m[0] + m[1] - sign * m[2], m[0], m[1]))
      return found;
    if (auto found = make(m[0], m[1], m[0] + sign * m[2] - m[1]))
      return found;
    if (auto found = make(m[0], m[0] + sign * m[2] - m[1], m[1]))
      return found;
  }
  return std::nullopt;
}

/// Four, where the sum of all and the four with one sign turned are there.
std::optional<Coordinates> findFour(ArrayRef<int> magnitudes) {
  SmallVector<int> turns;
  for (int m : magnitudes.drop_front())
    for (int value : {m, -m})
      if ((magnitudes[0] - value) % 2 == 0)
        turns.push_back((magnitudes[0] - value) / 2);
  for (size_t a = 0; a < turns.size(); ++a)
    for (size_t b = a + 1; b < turns.size(); ++b)
      for (size_t c = b + 1; c < turns.size(); ++c) {
        Coordinates alphas{turns[a], turns[b], turns[c],
                           magnitudes[0] - turns[a] - turns[b] - turns[c]};
        if (makesAll(alphas, magnitudes))
          return alphas;
      }
  return std::nullopt;
}

std::optional<Coordinates> findCoordinates(ArrayRef<int8_t> row) {
  SmallVector<int> magnitudes = magnitudesOf(row);
  if (magnitudes.size() < 2)
    return std::nullopt;
  if (magnitudes.size() == 2) {
    Coordinates two{(magnitudes[0] + magnitudes[1]) / 2,
                    (magnitudes[0] - magnitudes[1]) / 2};
    if (makesAll(two, magnitudes))
      return two;
    return std::nullopt;
  }
  std::optional<Coordinates> three = findThree(magnitudes);
  return three ? three : findFour(magnitudes);
}

struct SumsCode : WeightCode {
  uint8_t getId() const override { return 14; }
  std::string getName() const override { return "sums"; }

  std::optional<int64_t> getBytes(ArrayRef<int8_t> row,
                                  ArrayRef<int8_t>) const override {
    std::optional<Coordinates> alphas = findCoordinates(row);
    if (!alphas)
      return std::nullopt;
    return alphas->size() + bytesOfFields(row.size(), alphas->size());
  }

  void encode(ArrayRef<int8_t> row, ArrayRef<int8_t>,
              std::vector<uint8_t> &to) const override {
    Coordinates alphas = *findCoordinates(row);
    for (auto [i, alpha] : llvm::enumerate(alphas))
      to.push_back(
          static_cast<uint8_t>(alpha | (i + 1 < alphas.size() ? kAnother : 0)));
    BitWriter writer(to);
    for (int8_t weight : row)
      writer.write(static_cast<int>(*markOf(alphas, weight)), alphas.size());
  }

  std::optional<size_t> decode(ArrayRef<uint8_t> from, ArrayRef<int8_t>,
                               MutableArrayRef<int8_t> row) const override {
    Coordinates alphas;
    bool more = true;
    for (; more && alphas.size() < from.size();) {
      uint8_t byte = from[alphas.size()];
      more = byte & kAnother;
      alphas.push_back(byte & ~kAnother);
    }
    size_t bytes = alphas.size() + bytesOfFields(row.size(), alphas.size());
    if (more || alphas.size() < 2 || alphas.size() > kMostCoordinates ||
        from.size() < bytes || sumOf(alphas, ~0u) > INT8_MAX)
      return std::nullopt;
    ArrayRef<uint8_t> fields = from.drop_front(alphas.size());
    for (size_t i = 0; i < row.size(); ++i)
      row[i] = static_cast<int8_t>(
          sumOf(alphas, readField(fields, i, alphas.size())));
    return bytes;
  }
};

} // namespace

const WeightCode &sumsCode() {
  static const SumsCode code;
  return code;
}

} // namespace ecg
