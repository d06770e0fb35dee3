// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Opens external data files of a model without leaving the model's folder.

#include "ExternalData.h"
#include "Error.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ecg {

namespace {

/// The entries of `external_data` as ONNX defines them.
struct Entries {
  std::string location;
  uint64_t offset = 0;
  std::optional<uint64_t> length;
};

llvm::Expected<Entries> readEntries(const onnx::TensorProto &proto) {
  Entries entries;
  for (const onnx::StringStringEntryProto &entry : proto.external_data()) {
    StringRef key = entry.key();
    uint64_t number = 0;
    if (key == "location") {
      entries.location = entry.value();
      continue;
    }
    if (key != "offset" && key != "length")
      continue; // checksums and keys of later versions
    if (StringRef(entry.value()).getAsInteger(10, number))
      return makeError("has external data with {0} '{1}', which is not a "
                       "number",
                       key, entry.value());
    if (key == "offset")
      entries.offset = number;
    else
      entries.length = number;
  }
  if (entries.location.empty())
    return makeError("has external data without a location");
  return entries;
}

/// The real path of `location` below `folder`.
llvm::Expected<std::string> resolve(StringRef folder, StringRef location) {
  llvm::SmallString<128> joined(folder), realFolder, realFile;
  path::append(joined, location);
  if (path::is_absolute(location) ||
      llvm::is_contained(
          llvm::make_range(path::begin(location), path::end(location)), ".."))
    return makeError("has external data at '{0}', which leaves the folder of "
                     "the model",
                     location);
  if (fs::real_path(folder, realFolder) || fs::real_path(joined, realFile))
    return makeError("has external data in '{0}', which does not exist beside "
                     "the model",
                     location);
  path::append(realFolder, "");
  if (!realFile.starts_with(realFolder))
    return makeError("has external data at '{0}', a link that leaves the "
                     "folder of the model",
                     location);
  return realFile.str().str();
}

} // namespace

llvm::Error ExternalData::open(const onnx::TensorProto &proto,
                               StringRef folder) {
  if (folder.empty())
    return makeError("has external data, but the model was not read from a "
                     "file; store weights inside the model");
  llvm::Expected<Entries> entries = readEntries(proto);
  if (!entries)
    return entries.takeError();
  llvm::Expected<std::string> file = resolve(folder, entries->location);
  if (!file)
    return file.takeError();

  fs::file_status status;
  if (fs::status(*file, status) || !fs::is_regular_file(status))
    return makeError("has external data in '{0}', which is not a file",
                     entries->location);
  uint64_t size = status.getSize();
  uint64_t offset = entries->offset;
  uint64_t length = entries->length.value_or(size - std::min(offset, size));
  if (offset > size || length > size - offset)
    return makeError("has external data at offset {0} with length {1}, beyond "
                     "the {2} bytes of '{3}'",
                     offset, length, size, entries->location);
  auto slice = llvm::MemoryBuffer::getFileSlice(*file, length, offset);
  if (!slice)
    return makeError("has external data in '{0}', which cannot be read: {1}",
                     entries->location, slice.getError().message());
  buffer = std::move(*slice);
  return llvm::Error::success();
}

} // namespace ecg
