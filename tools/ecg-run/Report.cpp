// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The report of an evaluation, for people and as JSON.

#include "Report.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace ecg {

void EvaluationReport::print(raw_ostream &os) const {
  os << "model        " << model << "\n"
     << "data         " << data.name() << ", split " << split << " of scheme '"
     << data.getInfo().activeScheme << "'\n";
  for (const std::string &input : inputs)
    os << "input        " << input << "\n";
  os << "\n";
  printMetrics(os, metrics, data.classNames());
  size_t samples = metrics.samples + unlabelled;
  os << format("\n%zu samples in %.2f s, %.0f a second\n", samples, seconds,
               samples / std::max(seconds, 1e-6));
  if (unlabelled)
    os << "warning: " << unlabelled << " samples have no label\n";
  if (leakage)
    os << (leakage->clean() ? "note: " : "warning: ") << leakage->describe()
       << "\n";
  for (const std::string &note : data.getInfo().notes)
    os << "note: " << note << "\n";
}

Error EvaluationReport::writeJson(StringRef path) const {
  json::Object object = toJson(metrics, data.classNames());
  object["model"] = json::fixUTF8(model);
  object["data"] = json::fixUTF8(data.name());
  object["split"] = json::fixUTF8(split);
  object["split_scheme"] = json::fixUTF8(data.getInfo().activeScheme);
  object["notes"] = json::Array(data.getInfo().notes);
  object["unlabelled"] = unlabelled;
  if (leakage)
    object["leakage"] =
        json::Object{{"train_split", leakage->trainSplit},
                     {"records_known", leakage->recordsKnown},
                     {"samples_of_shared_records", leakage->sharedRecord},
                     {"duplicated_samples", leakage->duplicates},
                     {"text", leakage->describe()}};
  return writeToOutput(path, [&](raw_ostream &os) {
    os << formatv("{0:2}\n", json::Value(std::move(object)));
    return Error::success();
  });
}

} // namespace ecg
