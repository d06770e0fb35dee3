// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The front, and points from and to JSON.

#include "Pareto.h"
#include "llvm/ADT/STLExtras.h"

namespace json = llvm::json;

namespace ecg {

static bool dominates(const ParetoPoint &a, const ParetoPoint &b) {
  bool asGood =
      a.accuracy >= b.accuracy && a.bytes <= b.bytes && a.macs <= b.macs;
  bool better = a.accuracy > b.accuracy || a.bytes < b.bytes || a.macs < b.macs;
  return asGood && better;
}

void markFront(llvm::MutableArrayRef<ParetoPoint> points) {
  for (ParetoPoint &point : points)
    point.onFront = point.failure.empty() &&
                    llvm::none_of(points, [&](const ParetoPoint &other) {
                      return other.failure.empty() && dominates(other, point);
                    });
}

namespace {

/// Looks up numbers of a report; remembers the first that is missing.
class ReportReader {
public:
  explicit ReportReader(const json::Object *root) : root(root) {}

  /// Follows the keys to a number.
  double number(std::initializer_list<llvm::StringRef> path) {
    const json::Object *object = root;
    for (llvm::StringRef key : llvm::ArrayRef(path).drop_back())
      object = object ? object->getObject(key) : nullptr;
    llvm::StringRef last = *std::prev(path.end());
    auto value = object ? object->getNumber(last) : std::nullopt;
    if (!value && missing.empty())
      missing = last.str();
    return value.value_or(0);
  }
  int64_t count(std::initializer_list<llvm::StringRef> path) {
    return static_cast<int64_t>(number(path));
  }

  std::string missing;

private:
  const json::Object *root;
};

int64_t sumOfMacs(const json::Object &report) {
  int64_t sum = 0;
  if (const json::Array *layers = report.getArray("layers"))
    for (const json::Value &layer : *layers)
      if (const json::Object *object = layer.getAsObject())
        sum += object->getInteger("macs").value_or(0);
  return sum;
}

/// The last row is that of the emitted program.
std::optional<double> testAccuracy(const json::Object &report) {
  const json::Object *evaluation = report.getObject("evaluation");
  const json::Array *rows =
      evaluation ? evaluation->getArray("accuracy") : nullptr;
  const json::Object *last =
      rows && !rows->empty() ? rows->back().getAsObject() : nullptr;
  auto share = last ? last->getNumber("accuracy") : std::nullopt;
  return share ? std::optional(100 * *share) : std::nullopt;
}

int64_t instructionsOf(const json::Object &report) {
  int64_t most = 0;
  const json::Object *proof = report.getObject("proof");
  if (const json::Array *runs = proof ? proof->getArray("runs") : nullptr)
    for (const json::Value &run : *runs)
      if (const json::Object *object = run.getAsObject())
        most = std::max(most, object->getInteger("instructions").value_or(0));
  return most;
}

json::Object toJson(const ParetoPoint &point) {
  json::Object object{{"name", point.name}, {"flags", point.flags}};
  if (!point.failure.empty()) {
    object["failure"] = json::fixUTF8(point.failure);
    return object;
  }
  object["front"] = point.onFront;
  object["val_accuracy"] = point.accuracy;
  if (point.testAccuracy)
    object["test_accuracy"] = *point.testAccuracy;
  object["bytes"] = point.bytes;
  object["flash"] = point.flash;
  object["ram"] = point.ram;
  object["macs"] = point.macs;
  if (point.instructions)
    object["instructions"] = point.instructions;
  return object;
}

} // namespace

llvm::Expected<ParetoPoint> readPoint(llvm::StringRef text) {
  auto report = json::parse(text);
  if (!report)
    return report.takeError();
  const json::Object *root = report->getAsObject();
  ReportReader reader(root);
  ParetoPoint point;
  point.accuracy = reader.number({"validation", "after"});
  point.bytes = reader.count({"parameters", "total"});
  point.flash = reader.count({"sizes", "flash", "total"});
  point.ram = reader.count({"sizes", "ram", "total"});
  if (!reader.missing.empty())
    return llvm::createStringError("the report has no '" + reader.missing +
                                   "'");
  point.macs = sumOfMacs(*root);
  point.testAccuracy = testAccuracy(*root);
  point.instructions = instructionsOf(*root);
  return point;
}

json::Value toJson(llvm::ArrayRef<ParetoPoint> points) {
  json::Array array;
  for (const ParetoPoint &point : points)
    array.push_back(toJson(point));
  return json::Object{{"points", std::move(array)}};
}

} // namespace ecg
