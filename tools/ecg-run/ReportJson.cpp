// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The report of an evaluation as JSON.

#include "Report.h"

using namespace llvm;

namespace ecg {

/// Of a bootstrap those that were asked for; else those that cost nothing.
void EvaluationReport::addIntervals(json::Object &object) const {
  if (resampled.empty()) {
    object["intervals_95"] = intervalsToJson(measure(choice.all, outcome));
    return;
  }
  object["intervals_95"] = intervalsToJson(rows);
  object["bootstrap"] = resampled;
}

void EvaluationReport::addThresholds(json::Object &object) const {
  if (!thresholds)
    return;
  json::Object values;
  for (auto [name, threshold] :
       zip_equal(thresholds->classes, thresholds->thresholds))
    values[json::fixUTF8(name)] = threshold;
  object["thresholds"] = std::move(values);
}

void EvaluationReport::addLeakage(json::Object &object) const {
  if (leakage)
    object["leakage"] =
        json::Object{{"train_split", leakage->trainSplit},
                     {"records_known", leakage->recordsKnown},
                     {"samples_of_shared_records", leakage->sharedRecord},
                     {"duplicated_samples", leakage->duplicates},
                     {"text", leakage->describe()}};
}

Error EvaluationReport::writeJson(StringRef path) const {
  json::Object object;
  if (outcome.scored.numClasses) {
    object = toJson(metrics, data.classNames());
    object["unlabelled"] = numUnlabelled();
  } else {
    object["samples"] = numSamples();
  }
  object["metrics"] = valuesToJson(measure(choice.all, outcome));
  addIntervals(object);
  addThresholds(object);
  object["model"] = json::fixUTF8(model);
  object["data"] = json::fixUTF8(data.name());
  object["split"] = json::fixUTF8(split);
  object["split_scheme"] = json::fixUTF8(data.getInfo().activeScheme);
  object["notes"] = json::Array(data.getInfo().notes);
  addLeakage(object);
  return writeToOutput(path, [&](raw_ostream &os) {
    os << formatv("{0:2}\n", json::Value(std::move(object)));
    return Error::success();
  });
}

} // namespace ecg
