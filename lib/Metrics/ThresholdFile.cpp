// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Thresholds as JSON.

#include "ecg/Metrics/Thresholds.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace ecg {

std::string ThresholdTable::toText() const {
  json::Object values;
  for (auto [name, threshold] : zip_equal(classes, thresholds))
    values[json::fixUTF8(name)] = threshold;
  json::Object object{
      {"metric", json::fixUTF8(metric)},
      {"scores", scale == ScoreScale::Logits ? "logits" : "probabilities"},
      {"split", json::fixUTF8(split)},
      {"thresholds", std::move(values)}};
  return formatv("{0:2}\n", json::Value(std::move(object))).str();
}

namespace {

class Reader {
public:
  Reader(StringRef path, ArrayRef<std::string> classes)
      : path(path), classes(classes) {}

  Expected<ThresholdTable> read() {
    auto buffer = MemoryBuffer::getFile(path, /*IsText=*/true);
    if (!buffer)
      return fail(buffer.getError().message());
    Expected<json::Value> value = json::parse((*buffer)->getBuffer());
    if (!value)
      return fail(toString(value.takeError()));
    const json::Object *object = value->getAsObject();
    const json::Object *values =
        object ? object->getObject("thresholds") : nullptr;
    if (!values)
      return fail("expected an object with 'thresholds'");
    if (Error error = readScale(*object))
      return std::move(error);
    if (Error error = readValues(*values))
      return std::move(error);
    table.metric = object->getString("metric").value_or("").str();
    table.split = object->getString("split").value_or("").str();
    return std::move(table);
  }

private:
  Error fail(const Twine &cause) const {
    return createStringError((path + ": " + cause).str());
  }

  Error readScale(const json::Object &object) {
    StringRef scale = object.getString("scores").value_or("");
    if (scale != "probabilities" && scale != "logits")
      return fail("'scores' must be probabilities or logits");
    table.scale =
        scale == "logits" ? ScoreScale::Logits : ScoreScale::Probabilities;
    return Error::success();
  }

  Error readValues(const json::Object &values) {
    for (const auto &[name, value] : values)
      if (!is_contained(classes, StringRef(name)))
        return fail("there is no class '" + StringRef(name) + "'");
    for (const std::string &name : classes) {
      const json::Value *value = values.get(name);
      if (!value)
        return fail("no threshold of class '" + name + "'");
      std::optional<double> number = value->getAsNumber();
      if (!number)
        return fail("the threshold of class '" + name + "' is no number");
      table.classes.push_back(name);
      table.thresholds.push_back(*number);
    }
    return Error::success();
  }

  StringRef path;
  ArrayRef<std::string> classes;
  ThresholdTable table;
};

} // namespace

Expected<ThresholdTable> readThresholds(StringRef path,
                                        ArrayRef<std::string> classes) {
  return Reader(path, classes).read();
}

} // namespace ecg
