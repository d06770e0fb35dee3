// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Points of sweeps by name, and which ones are worth a look.

#include "Recipe.h"

using llvm::StringRef;

namespace ecg {

llvm::Expected<int64_t> parseBytes(StringRef text) {
  static constexpr std::pair<StringRef, double> units[] = {
      {"KiB", 1024}, {"MiB", 1024 * 1024}, {"kB", 1000},
      {"KB", 1000},  {"MB", 1e6},          {"B", 1}};
  StringRef number = text;
  double unit = 1;
  for (auto [name, factor] : units)
    if (number.consume_back(name)) {
      unit = factor;
      break;
    }
  double value = 0;
  if (number.trim().getAsDouble(value) || !(value * unit >= 1) ||
      !(value * unit < 1e15))
    return llvm::createStringError("'" + text +
                                   "' is no number of bytes, as 12288, 12KiB "
                                   "or 12.8kB are");
  return static_cast<int64_t>(value * unit);
}

/// What can become smaller at half the bytes of the one before.
static void appendSizes(const NetworkFacts &facts,
                        std::vector<std::string> &points) {
  constexpr int64_t smallestShare = 40, smallest = 16;
  int64_t other = facts.otherBytes, int4 = facts.bytesAs("int4") - other;
  for (int64_t bytes = int4 / 2;
       bytes * smallestShare >= int4 && bytes >= smallest; bytes /= 2)
    points.push_back(std::to_string(other + bytes));
}

llvm::Expected<Recipe> recipeForPoint(const NetworkFacts &facts,
                                      StringRef point, double effort) {
  if (point == "float")
    return Recipe{{"as it is"}, {}};
  if (const WeightType *type = findWeightType(point); type && type->high > 0)
    return recipeForType(facts, point, effort);
  auto bytes = parseBytes(point);
  if (!bytes) {
    llvm::consumeError(bytes.takeError());
    return llvm::createStringError("point '" + point +
                                   "': expected float, a type of weights as "
                                   "int4 or ternary, or a size as 8KiB");
  }
  Goals goals;
  goals.bytes = *bytes;
  return planRecipe(facts, goals, effort);
}

std::vector<std::string> pointsToSweep(const NetworkFacts &facts) {
  std::vector<std::string> points = {"float", "int8", "int4", "ternary"};
  appendSizes(facts, points);
  return points;
}

std::vector<std::string> pointsOfLadder(const NetworkFacts &facts) {
  std::vector<std::string> points = {"int8", "int4"};
  appendSizes(facts, points);
  return points;
}

} // namespace ecg
