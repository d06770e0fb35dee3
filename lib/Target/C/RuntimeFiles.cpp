// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Look-up and transitive closure over the embedded runtime.

#include "ecg/Target/RuntimeFiles.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include <map>

namespace ecg {

llvm::StringRef RuntimeFile::name() const {
  return llvm::sys::path::filename(path, llvm::sys::path::Style::posix);
}

static const RuntimeFile *findByPath(llvm::StringRef path) {
  for (const RuntimeFile &file : embeddedRuntime())
    if (file.path == path)
      return &file;
  return nullptr;
}

/// The set whose files stand in for those that `set` lacks; all end in ref.
static llvm::StringRef baseOf(llvm::StringRef set) {
  return set == "cortex-m55" ? "cortex-m" : set == "ref" ? "" : "ref";
}

const RuntimeFile *RuntimeFiles::find(llvm::StringRef name) const {
  for (llvm::StringRef folder = set; !folder.empty(); folder = baseOf(folder))
    if (const RuntimeFile *file =
            findByPath(("kernels/" + folder + "/" + name).str()))
      return file;
  return findByPath(("include/ecg_rt/" + name).str());
}

/// The names in the `#include "..."` lines of `text`.
static std::vector<llvm::StringRef> quotedIncludes(llvm::StringRef text) {
  std::vector<llvm::StringRef> names;
  for (llvm::StringRef line : llvm::split(text, '\n'))
    if (line.consume_front("#include \""))
      names.push_back(line.take_until([](char c) { return c == '"'; }));
  return names;
}

llvm::Expected<std::vector<const RuntimeFile *>>
RuntimeFiles::closure(llvm::ArrayRef<std::string> names) const {
  std::map<llvm::StringRef, const RuntimeFile *> found;
  std::vector<llvm::StringRef> open(names.begin(), names.end());
  while (!open.empty()) {
    llvm::StringRef name = open.back();
    open.pop_back();
    if (found.count(name))
      continue;
    const RuntimeFile *file = find(name);
    if (!file)
      return llvm::createStringError("kernel set '" + set +
                                     "' has no header '" + name + "'");
    found[file->name()] = file;
    for (llvm::StringRef included : quotedIncludes(file->text))
      open.push_back(included);
  }
  std::vector<const RuntimeFile *> files;
  for (auto &[name, file] : found)
    files.push_back(file);
  return files;
}

/// The files that lie in one of the folders.
static std::vector<const RuntimeFile *>
filesIn(llvm::ArrayRef<std::string> folders) {
  std::vector<const RuntimeFile *> files;
  for (const RuntimeFile &file : embeddedRuntime())
    if (llvm::is_contained(folders,
                           llvm::sys::path::parent_path(
                               file.path, llvm::sys::path::Style::posix)))
      files.push_back(&file);
  return files;
}

std::vector<const RuntimeFile *> portFiles(llvm::StringRef port) {
  return filesIn({"ports", "ports/" + port.str()});
}

std::vector<const RuntimeFile *> libraryFiles(const Toolchain &toolchain) {
  if (toolchain.library.empty())
    return {};
  return filesIn({"ports/" + toolchain.library.str()});
}

} // namespace ecg
