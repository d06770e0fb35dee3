// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The files around WFDB records; see WfdbFiles.h.
#include "WfdbFiles.h"
#include "Support.h"
#include "ecg/Data/Wfdb.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <algorithm>

using namespace llvm;

namespace ecg {

static std::string join(StringRef folder, const Twine &file) {
  SmallString<128> path = folder;
  sys::path::append(path, file);
  return path.str().str();
}

/// Blank-free lines of a text file that are not comments.
static Expected<std::vector<std::string>> readLines(StringRef path) {
  Expected<std::unique_ptr<MemoryBuffer>> buffer = openFile(path);
  if (!buffer)
    return buffer.takeError();
  std::vector<std::string> lines;
  SmallVector<StringRef> parts;
  (*buffer)->getBuffer().split(parts, '\n');
  for (StringRef part : parts)
    if (part = part.trim(); !part.empty() && !part.starts_with("#"))
      lines.push_back(part.str());
  return lines;
}

/// Record names by directory listing, sorted.
static Expected<std::vector<std::string>> listFolder(StringRef folder) {
  std::vector<std::string> names;
  std::error_code code;
  for (sys::fs::directory_iterator it(folder, code), end; it != end && !code;
       it.increment(code))
    if (sys::path::extension(it->path()) == ".hea")
      names.push_back(sys::path::stem(it->path()).str());
  if (code)
    return dataError("cannot list '" + folder + "': " + code.message());
  llvm::sort(names);
  return names;
}

static Expected<std::vector<std::string>> listRecords(StringRef folder) {
  if (std::string path = join(folder, "RECORDS"); sys::fs::exists(path))
    return readLines(path);
  std::string table = join(folder, "REFERENCE.csv");
  if (!sys::fs::exists(table))
    return listFolder(folder);
  Expected<std::vector<std::string>> lines = readLines(table);
  if (lines)
    for (std::string &line : *lines)
      line = StringRef(line).split(',').first.trim().str();
  return lines;
}

Expected<std::vector<std::string>>
listWfdbHeaders(StringRef path, ArrayRef<std::string> wanted) {
  if (!sys::fs::is_directory(path)) {
    if (!wanted.empty())
      return dataError(path + ": records= goes with a directory");
    return std::vector<std::string>{path.str()};
  }
  Expected<std::vector<std::string>> names = listRecords(path);
  if (!names)
    return names.takeError();
  if (names->empty())
    return dataError(path + ": no WFDB records");
  for (StringRef name : wanted)
    if (!is_contained(*names, name))
      return dataError(path + ": no record '" + name + "'; there are " +
                       listNames(*names));
  std::vector<std::string> headers;
  for (StringRef name : wanted.empty() ? ArrayRef(*names) : wanted) {
    // RECORDS may name folders below, nothing else.
    if (sys::path::is_absolute(name) || name.contains(".."))
      return dataError(path + ": record '" + name + "' lies outside");
    headers.push_back(join(path, name + ".hea"));
  }
  return headers;
}

Error readWfdbTable(StringRef folder, StringRef file,
                    StringMap<std::string> &table) {
  std::string path = join(folder.empty() ? "." : folder, file);
  if (!sys::fs::exists(path))
    return Error::success();
  Expected<std::vector<std::string>> lines = readLines(path);
  if (!lines)
    return lines.takeError();
  for (StringRef line : *lines) {
    auto [record, word] = line.split(',');
    if (word.trim().empty())
      return dataError(path + ": 'record,word' was expected at '" + line + "'");
    if (!table.try_emplace(record.trim(), word.trim().str()).second)
      return dataError(path + ": record '" + record + "' is there twice");
  }
  return Error::success();
}

std::string RhythmTrack::over(int64_t first, int64_t last) const {
  std::string rhythm;
  for (const Change &change : changes) {
    if (change.sample <= first)
      rhythm = change.name;
    else if (change.sample <= last && change.name != rhythm)
      return "";
  }
  return rhythm;
}

Expected<RhythmTrack> readRhythms(StringRef path) {
  SmallString<128> file = path;
  sys::path::replace_extension(file, ".atr");
  RhythmTrack track;
  if (!sys::fs::exists(file))
    return track;
  Expected<std::vector<WfdbAnnotation>> list = readWfdbAnnotations(file);
  if (!list)
    return list.takeError();
  for (const WfdbAnnotation &annotation : *list)
    if (wfdbSymbol(annotation.code) == "+" &&
        StringRef(annotation.aux).starts_with("("))
      track.change(annotation.sample, annotation.aux.substr(1));
  return track;
}

} // namespace ecg
