// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Helpers the readers share; see Support.h.
#include "Support.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <set>

using namespace llvm;

namespace ecg {

Error dataError(const Twine &message) {
  // Messages quote files; what a damaged one holds must not break the line.
  std::string line = message.str();
  for (char &c : line)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f)
      c = ' ';
  return createStringError(inconvertibleErrorCode(), line);
}

Expected<std::unique_ptr<MemoryBuffer>> openFile(StringRef path) {
  // A directory opens but does not read; say so by name.
  if (sys::fs::is_directory(path))
    return dataError(path + ": is a directory, a file was expected");
  sys::fs::file_status status;
  if (!sys::fs::status(path, status) &&
      status.type() == sys::fs::file_type::character_file)
    return dataError(path + ": is a device, a file was expected");
  auto buffer = MemoryBuffer::getFile(path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!buffer)
    return dataError("cannot read '" + path +
                     "': " + StringRef(buffer.getError().message()).lower());
  return std::move(*buffer);
}

std::string shortNumber(double value) {
  std::string text;
  raw_string_ostream(text) << format("%g", value);
  return text;
}

/// Position of one lead, nothing when there is none of that name or index.
static std::optional<unsigned>
findLead(StringRef lead, ArrayRef<std::string> names, size_t count) {
  auto named = find_if(
      names, [&](StringRef name) { return name.equals_insensitive(lead); });
  if (named != names.end())
    return named - names.begin();
  // A name wins over an index: "1" may be a lead's name.
  unsigned index;
  if (lead.getAsInteger(10, index) || index >= count)
    return std::nullopt;
  return index;
}

Expected<std::vector<unsigned>> selectLeads(ArrayRef<std::string> wanted,
                                            ArrayRef<std::string> names,
                                            size_t count, StringRef file) {
  std::vector<unsigned> chosen;
  if (wanted.empty())
    for (unsigned i = 0; i < count; ++i)
      chosen.push_back(i);
  for (StringRef lead : wanted) {
    std::optional<unsigned> found;
    SmallVector<StringRef> choices;
    lead.split(choices, '|');
    for (StringRef choice : choices)
      if (!found)
        found = findLead(choice, names, count);
    if (!found)
      return dataError(file + ": no lead '" + lead + "'; there are " +
                       Twine(count) +
                       (names.empty() ? "" : ": " + listNames(names)));
    chosen.push_back(*found);
  }
  return chosen;
}

std::vector<std::string> splitNames(StringRef text) {
  std::vector<std::string> names;
  SmallVector<StringRef> parts;
  text.split(parts, '+', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef part : parts)
    names.push_back(part.trim().str());
  return names;
}

Error encodeLabels(ArrayRef<std::string> text, ArrayRef<std::string> classes,
                   DatasetInfo &info) {
  std::set<std::string> occurring(text.begin(), text.end());
  occurring.erase("");
  info.classNames =
      classes.empty()
          ? std::vector<std::string>(occurring.begin(), occurring.end())
          : classes.vec();
  info.labels.clear();
  for (auto [sample, word] : enumerate(text)) {
    auto at = find(info.classNames, word);
    if (at == info.classNames.end() && !word.empty())
      return dataError(info.source + ": sample " + Twine(sample) +
                       " is labelled '" + word + "', which is not one of " +
                       listNames(info.classNames));
    info.labels.push_back(word.empty() ? -1 : at - info.classNames.begin());
  }
  return Error::success();
}

Error addScheme(StringRef name, ArrayRef<std::string> partOfSample,
                DatasetInfo &info) {
  DatasetInfo::SplitScheme scheme{name.str(),
                                  {{"train", {}}, {"val", {}}, {"test", {}}}};
  for (auto [sample, word] : enumerate(partOfSample)) {
    if (word.empty())
      continue;
    int part = StringSwitch<int>(word)
                   .Cases("0", "train", 0)
                   .Cases("1", "val", 1)
                   .Cases("2", "test", 2)
                   .Default(-1);
    if (part < 0)
      return dataError(info.source + ": sample " + Twine(sample) + " is in '" +
                       word + "' of '" + name +
                       "'; expected train, val, test or 0, 1, 2");
    scheme.splits[part].samples.push_back(sample);
  }
  info.schemes.push_back(std::move(scheme));
  return Error::success();
}

} // namespace ecg
