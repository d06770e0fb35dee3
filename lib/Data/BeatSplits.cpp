// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Divisions by record: lists of the user, de Chazal's DS1 and DS2, SPLIT.csv.
#include "BeatSplits.h"
#include "Support.h"
#include "WfdbFiles.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace ecg {

// MIT-BIH Arrhythmia Database without its four paced records, divided by person
// as in P. de Chazal, M. O'Dwyer, R. B. Reilly, IEEE Trans. Biomed. Eng.
// 51(7):1196-1206, 2004: DS1 is train and val here, DS2 is test. In the
// database's own words 201 and 202 are the same man; 201 is in val, so that no
// weight is trained on a person of DS2.
static constexpr StringLiteral kDs1Train =
    "101+106+108+109+112+115+116+118+119+122+203+207+208+209+215+220+230";
static constexpr StringLiteral kDs1Val = "114+124+201+205+223";
static constexpr StringLiteral kDs2 =
    "100+103+105+111+113+117+121+123+200+202+210+212+213+214+219+221+222+228+"
    "231+232+233+234";
static constexpr StringLiteral kDs1Ds2 = "ds1-ds2";

namespace {
/// Names of records by part.
struct RecordLists {
  std::string scheme;
  std::vector<std::string> train, val, test;
};

class Planner {
public:
  Planner(StringRef path, const DataOptions &options)
      : path(path), options(options) {}

  Expected<RecordPlan> plan() {
    if (Error error = list())
      return std::move(error);
    if (isArrhythmiaDatabase()) {
      result.defaultLeads = {"MLII"};
      result.persons["201"] = result.persons["202"] = "201/202";
    }
    Expected<std::optional<RecordLists>> lists = chooseLists();
    if (!lists)
      return lists.takeError();
    Error error = *lists ? useLists(**lists) : useTable();
    if (error)
      return std::move(error);
    if (!options.records.empty())
      if (Error error = keepOnly(options.records))
        return std::move(error);
    addNotes();
    return std::move(result);
  }

private:
  static std::string nameOf(StringRef header) {
    return sys::path::stem(header).str();
  }

  Error list() {
    Expected<std::vector<std::string>> headers = listWfdbHeaders(path, {});
    if (!headers)
      return headers.takeError();
    result.headers = std::move(*headers);
    for (StringRef header : result.headers)
      result.names.push_back(nameOf(header));
    return Error::success();
  }

  bool has(StringRef record) const {
    return is_contained(result.names, record);
  }

  static RecordLists ds1Ds2() {
    return {kDs1Ds2.str(), splitNames(kDs1Train), splitNames(kDs1Val),
            splitNames(kDs2)};
  }

  bool isArrhythmiaDatabase() const {
    RecordLists lists = ds1Ds2();
    auto here = [&](StringRef record) { return has(record); };
    return all_of(lists.train, here) && all_of(lists.val, here) &&
           all_of(lists.test, here);
  }

  Expected<std::optional<RecordLists>> chooseLists() const {
    const BeatOptions &beats = options.beats;
    bool isDefault = options.splitScheme == DataOptions().splitScheme;
    if (beats.hasLists() && !isDefault)
      return dataError("split=" + options.splitScheme +
                       " and lists of records (train=, val=, test=) exclude "
                       "each other");
    if (beats.hasLists())
      return RecordLists{"lists", beats.train, beats.val, beats.test};
    if (options.splitScheme == kDs1Ds2 || (isDefault && isArrhythmiaDatabase()))
      return ds1Ds2();
    if (!isDefault)
      return dataError("no division '" + options.splitScheme +
                       "' of beats; there are ds1-ds2, lists of records "
                       "(train=, val=, test=) and SPLIT.csv");
    return std::nullopt;
  }

  Error addPart(StringRef part, ArrayRef<std::string> records) {
    for (StringRef record : records) {
      if (!has(record))
        return dataError(path + ": record '" + record + "' of " + part +
                         " is not there; there are " + listNames(result.names));
      auto [at, isNew] = result.part.try_emplace(record, part.str());
      if (!isNew)
        return dataError("record '" + record + "' is in " + at->second +
                         " and in " + part);
    }
    return Error::success();
  }

  Error useLists(const RecordLists &lists) {
    result.scheme = lists.scheme;
    if (Error error = addPart("train", lists.train))
      return error;
    if (Error error = addPart("val", lists.val))
      return error;
    if (Error error = addPart("test", lists.test))
      return error;
    std::vector<std::string> chosen;
    for (const std::string &name : result.names)
      if (result.part.count(name))
        chosen.push_back(name);
    return keepOnly(chosen);
  }

  /// SPLIT.csv, where there is one.
  Error useTable() {
    StringMap<std::string> table;
    if (Error error = readWfdbTable(sys::path::parent_path(result.headers[0]),
                                    "SPLIT.csv", table))
      return error;
    if (!table.empty())
      result.scheme = options.splitScheme;
    result.part = std::move(table);
    return Error::success();
  }

  /// Leaves the records `wanted`, in that order.
  Error keepOnly(ArrayRef<std::string> wanted) {
    RecordPlan kept = result;
    kept.headers.clear();
    kept.names.clear();
    kept.named = true;
    for (const std::string &record : wanted) {
      size_t at = find(result.names, record) - result.names.begin();
      if (at == result.names.size())
        return dataError(path + ": no record '" + record + "'; there are " +
                         listNames(result.names));
      kept.headers.push_back(result.headers[at]);
      kept.names.push_back(record);
    }
    result = std::move(kept);
    return Error::success();
  }

  /// Says where one person is in two parts.
  void addNotes() {
    for (auto [i, first] : enumerate(result.names))
      for (StringRef second : ArrayRef(result.names).drop_front(i + 1)) {
        std::string a = result.part.lookup(first),
                    b = result.part.lookup(second);
        if (result.personOf(first) == result.personOf(second) && a != b)
          result.notes.push_back("records " + first + " (" + a + ") and " +
                                 second.str() + " (" + b +
                                 ") are the same person");
      }
  }

  StringRef path;
  const DataOptions &options;
  RecordPlan result;
};
} // namespace

std::string RecordPlan::personOf(StringRef record) const {
  auto shared = persons.find(record);
  return shared == persons.end() ? record.str() : shared->second;
}

Expected<RecordPlan> planRecords(StringRef path, const DataOptions &options) {
  return Planner(path, options).plan();
}

} // namespace ecg
