// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Staging, manifest and replacement of an output folder.

#include "ecg/Target/OutputFolder.h"
#include "ecg/Target/FoldersOnSignal.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ecg {

/// Lists the files of the folder, one a line; its presence marks it as ours.
static constexpr llvm::StringLiteral manifestName = ".ecg-manifest";

static llvm::Error failure(llvm::StringRef file, std::error_code error) {
  return llvm::createStringError(error, "cannot write '" + file +
                                            "': " + error.message());
}

static std::string pathIn(llvm::StringRef folder, llvm::StringRef name) {
  llvm::SmallString<256> joined(folder);
  path::append(joined, name);
  return joined.str().str();
}

/// Names in the folder; an unreadable one has none.
static std::set<std::string> namesIn(llvm::StringRef folder) {
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; it != end && !error;
       it.increment(error))
    names.insert(path::filename(it->path()).str());
  return names;
}

static std::set<std::string> readManifest(llvm::StringRef folder) {
  std::set<std::string> names;
  auto buffer = llvm::MemoryBuffer::getFile(pathIn(folder, manifestName));
  if (!buffer)
    return names;
  names.insert(manifestName.str());
  for (llvm::StringRef line : llvm::split((*buffer)->getBuffer(), '\n'))
    if (!line.empty() && !line.contains('/'))
      names.insert(line.str());
  return names;
}

/// The first file of the folder that an earlier run did not write.
static std::string findForeign(llvm::StringRef folder) {
  std::set<std::string> ours = readManifest(folder);
  for (const std::string &name : namesIn(folder))
    if (!ours.count(name))
      return name;
  return {};
}

/// Whether another folder cannot take the place of this one: somebody stands in
/// it, or it is a mount point.
static bool isPinned(llvm::StringRef folder) {
  fs::UniqueID self, parent, current;
  if (fs::getUniqueID(folder, self) ||
      fs::getUniqueID(path::parent_path(folder), parent))
    return false;
  return self.getDevice() != parent.getDevice() ||
         (!fs::getUniqueID(".", current) && self == current);
}

llvm::Expected<OutputFolder> OutputFolder::create(llvm::StringRef requested,
                                                  bool force) {
  llvm::SmallString<256> target(requested);
  if (std::error_code error = fs::make_absolute(target))
    return failure(requested, error);
  path::remove_dots(target, /*remove_dot_dot=*/true);
  llvm::SmallString<256> real; // a link stays one, what it names is replaced
  if (!fs::real_path(target, real))
    target = real;
  if (path::filename(target) == "/")
    return llvm::createStringError("cannot write to the root folder");
  if (fs::exists(target) && !fs::is_directory(target))
    return llvm::createStringError("cannot write '" + requested +
                                   "': it is not a folder");
  std::string foreign = findForeign(target);
  if (!foreign.empty() && !force)
    return llvm::createStringError(
        "'" + requested + "' holds '" + foreign +
        "', which ecg-opt did not write; choose another folder or add --force");

  if (std::error_code error = fs::create_directories(path::parent_path(target)))
    return failure(requested, error);
  llvm::SmallString<256> staging;
  bool inPlace = !foreign.empty() || isPinned(target);
  llvm::StringRef beside = inPlace ? target.str() : path::parent_path(target);
  fs::createUniquePath(beside + "/." + path::filename(target) + "-%%%%%%%%",
                       staging, /*MakeAbsolute=*/false);
  if (std::error_code error = createFolderRemovedOnSignal(staging, fs::all_all))
    return failure(requested, error);
  OutputFolder folder(target.str().str(), staging.str().str());
  folder.inPlace = inPlace;
  return folder;
}

OutputFolder::OutputFolder(OutputFolder &&other)
    : path(std::move(other.path)), staging(std::move(other.staging)),
      names(std::move(other.names)), inPlace(other.inPlace) {
  other.staging.clear();
}

OutputFolder::~OutputFolder() {
  if (staging.empty())
    return;
  fs::remove_directories(staging);
  dontRemoveFolderOnSignal(staging);
}

llvm::Error OutputFolder::write(llvm::StringRef name, llvm::StringRef content) {
  std::string file = pathIn(staging, name);
  std::error_code error;
  llvm::raw_fd_ostream stream(file, error);
  if (error)
    return failure(pathIn(path, name), error);
  stream << content;
  stream.close();
  if (stream.has_error()) {
    error = stream.error();
    stream.clear_error();
    return failure(pathIn(path, name), error);
  }
  names.insert(name.str());
  return llvm::Error::success();
}

llvm::Error OutputFolder::commit() {
  // The manifest itself is implied by its presence.
  std::string manifest = llvm::join(names, "\n") + "\n";
  if (llvm::Error error = write(manifestName, manifest))
    return error;
  return inPlace ? replaceFiles() : replaceWhole();
}

/// Two renames; should the second fail, the first is taken back.
llvm::Error OutputFolder::replaceWhole() {
  SignalsHeld held;
  std::string old = staging + "-old";
  bool replaces = fs::exists(path);
  if (replaces)
    if (std::error_code error = fs::rename(path, old))
      return failure(path, error);
  if (std::error_code error = fs::rename(staging, path)) {
    if (replaces)
      fs::rename(old, path);
    return failure(path, error);
  }
  dontRemoveFolderOnSignal(staging);
  staging.clear();
  if (replaces)
    fs::remove_directories(old);
  return llvm::Error::success();
}

/// The folder stays, so files move one by one; stale ones of ours go.
llvm::Error OutputFolder::replaceFiles() {
  for (const std::string &stale : readManifest(path))
    if (!names.count(stale))
      fs::remove(pathIn(path, stale));
  for (const std::string &name : names)
    if (std::error_code error =
            fs::rename(pathIn(staging, name), pathIn(path, name)))
      return failure(pathIn(path, name), error);
  return llvm::Error::success();
}

} // namespace ecg
