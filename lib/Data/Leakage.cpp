// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What of a test split is already known from the training split: records
// (persons) on both sides, and byte-identical copies.
#include "Support.h"
#include "llvm/Support/xxhash.h"
#include <set>

using namespace llvm;

namespace ecg {

/// Identity of a sample's content, nothing when it is known to be unique. Where
/// the file names duplicate groups they decide, else a 64-bit hash of the
/// values read.
static Expected<std::optional<uint64_t>>
contentOf(const Dataset &data, uint32_t sample, std::vector<float> &buffer) {
  if (!data.dupGroups().empty()) {
    int64_t group = data.dupGroups()[sample];
    return group < 0 ? std::nullopt : std::optional<uint64_t>(group);
  }
  buffer.resize(data.sampleSize());
  if (Error error = data.read(sample, 0, buffer))
    return std::move(error);
  return std::optional(xxh3_64bits(
      ArrayRef<uint8_t>(reinterpret_cast<const uint8_t *>(buffer.data()),
                        buffer.size() * sizeof(float))));
}

Expected<LeakageReport> checkLeakage(const Dataset &data, StringRef trainSplit,
                                     StringRef testSplit) {
  Expected<std::vector<uint32_t>> train = data.split(trainSplit);
  if (!train)
    return train.takeError();
  Expected<std::vector<uint32_t>> test = data.split(testSplit);
  if (!test)
    return test.takeError();

  std::vector<float> buffer;
  std::set<std::string> known;
  std::set<uint64_t> contents;
  ArrayRef<std::string> persons = data.getInfo().persons;
  bool personsKnown = !persons.empty();
  if (!personsKnown)
    persons = data.records();
  bool recordsKnown = !persons.empty();
  for (uint32_t sample : *train) {
    Expected<std::optional<uint64_t>> content = contentOf(data, sample, buffer);
    if (!content)
      return content.takeError();
    if (*content)
      contents.insert(**content);
    if (recordsKnown)
      known.insert(persons[sample]);
  }

  LeakageReport report{trainSplit.str(), testSplit.str(), test->size(), 0, 0,
                       recordsKnown,     personsKnown};
  for (uint32_t sample : *test) {
    Expected<std::optional<uint64_t>> content = contentOf(data, sample, buffer);
    if (!content)
      return content.takeError();
    report.duplicates += *content && contents.count(**content);
    report.sharedRecord += recordsKnown && known.count(persons[sample]);
  }
  return report;
}

std::string LeakageReport::describe() const {
  std::string text;
  auto add = [&](const Twine &part) {
    text += (Twine(text.empty() ? "" : "; ") + part).str();
  };
  std::string who = personsKnown ? "person" : "record";
  std::string of = (" of " + Twine(testSize) + " " + testSplit).str();
  if (!recordsKnown)
    add("records unknown: " + testSplit + " may hold persons of " + trainSplit);
  else if (sharedRecord)
    add(Twine(sharedRecord) + of + " samples come from a " + who +
        " that is also in " + trainSplit +
        " (fragment-disjoint, not patient-disjoint)");
  else
    add("no " + who + " is in both " + trainSplit + " and " + testSplit);
  if (duplicates)
    add(Twine(duplicates) + of + " samples are byte-identical to one in " +
        trainSplit);
  return text;
}

} // namespace ecg
