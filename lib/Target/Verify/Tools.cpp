// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Running other programs.

#include "ecg/Target/Tools.h"
#include "ecg/Target/FoldersOnSignal.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

namespace fs = llvm::sys::fs;

namespace ecg {

llvm::Expected<TempFolder> TempFolder::create() {
  llvm::SmallString<128> path;
  std::error_code error;
  do {
    path.clear();
    fs::createUniquePath("ecg-%%%%%%%%", path, /*MakeAbsolute=*/true);
    error = createFolderRemovedOnSignal(path, fs::owner_all);
  } while (error == std::errc::file_exists);
  if (error)
    return llvm::createStringError(error, "cannot make a temporary folder: " +
                                              error.message());
  return TempFolder(path);
}

TempFolder::~TempFolder() {
  if (path.empty())
    return;
  fs::remove_directories(path);
  dontRemoveFolderOnSignal(path);
}

std::string TempFolder::file(llvm::StringRef name) const {
  llvm::SmallString<128> joined(path);
  llvm::sys::path::append(joined, name);
  return joined.str().str();
}

llvm::Error TempFolder::write(llvm::StringRef name,
                              llvm::StringRef text) const {
  return llvm::writeToOutput(file(name), [&](llvm::raw_ostream &os) {
    os << text;
    return llvm::Error::success();
  });
}

llvm::Expected<std::string> TempFolder::read(llvm::StringRef name) const {
  auto buffer = llvm::MemoryBuffer::getFile(file(name));
  if (std::error_code error = buffer.getError())
    return llvm::createStringError(error, "cannot read '" + file(name) +
                                              "': " + error.message());
  return (*buffer)->getBuffer().str();
}

std::optional<std::string> findTool(llvm::StringRef name) {
  llvm::ErrorOr<std::string> path = llvm::sys::findProgramByName(name);
  // A name with a slash is taken as it is.
  return path && fs::can_execute(*path) ? std::optional(*path) : std::nullopt;
}

/// A program and its first arguments, as in CC='ccache gcc'.
static std::vector<std::string> findCommand(llvm::StringRef text) {
  if (std::optional<std::string> path = findTool(text))
    return {*path};
  std::vector<std::string> words = splitFlags(text);
  std::optional<std::string> path =
      words.empty() ? std::nullopt : findTool(words.front());
  if (!path)
    return {};
  words.front() = *path;
  return words;
}

llvm::Expected<std::vector<std::string>> findHostCompiler() {
  for (const char *variable : {"ECG_CC", "CC"}) {
    const char *value = std::getenv(variable);
    if (!value || !*value)
      continue;
    std::vector<std::string> command = findCommand(value);
    if (!command.empty())
      return command;
    return llvm::createStringError("no C compiler '" + llvm::Twine(value) +
                                   "', which $" + variable + " names");
  }
  for (const char *name : {"cc", "gcc", "clang", "clang-19"})
    if (std::optional<std::string> path = findTool(name))
      return std::vector<std::string>{*path};
  return llvm::createStringError(
      "no C compiler found (cc, gcc, clang); install one or name it in ECG_CC");
}

std::vector<std::string> splitFlags(llvm::StringRef flags) {
  std::vector<std::string> words;
  for (llvm::StringRef word : llvm::split(flags, ' '))
    if (!word.empty())
      words.push_back(word.str());
  return words;
}

/// The line of a compiler's output that says most.
static std::string firstComplaint(llvm::StringRef output) {
  llvm::StringRef first;
  for (llvm::StringRef line : llvm::split(output, '\n')) {
    if (line.contains("error"))
      return line.trim().str();
    if (first.empty())
      first = line.trim();
  }
  return first.str();
}

llvm::Expected<std::string> runTool(llvm::StringRef program,
                                    llvm::ArrayRef<std::string> arguments,
                                    unsigned seconds) {
  llvm::Expected<TempFolder> folder = TempFolder::create();
  if (!folder)
    return folder.takeError();
  std::string out = folder->file("stdout"), err = folder->file("stderr");
  std::vector<llvm::StringRef> line{program};
  line.insert(line.end(), arguments.begin(), arguments.end());
  std::optional<llvm::StringRef> redirects[] = {
      llvm::StringRef(""), llvm::StringRef(out), llvm::StringRef(err)};
  std::string message;
  int code = llvm::sys::ExecuteAndWait(program, line, std::nullopt, redirects,
                                       seconds, 0, &message);
  llvm::StringRef tool = llvm::sys::path::filename(program);
  if (code == 0)
    return folder->read("stdout");
  if (!message.empty())
    return llvm::createStringError(tool + ": " + message);
  llvm::Expected<std::string> complaint = folder->read("stderr");
  if (!complaint)
    return complaint.takeError();
  std::string first = firstComplaint(*complaint);
  return llvm::createStringError(tool + " ended with code " +
                                 llvm::Twine(code) +
                                 (first.empty() ? "" : ": " + first));
}

} // namespace ecg
