// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading, comparing and writing a list.

#include "ExpectedList.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

namespace ecg {

llvm::Expected<ExpectedList> ExpectedList::read(const std::string &path) {
  ExpectedList list;
  list.path = path;
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return llvm::createStringError(path + ": " + buffer.getError().message());
  for (llvm::StringRef line : llvm::split((*buffer)->getBuffer(), '\n')) {
    if (line.starts_with("#")) {
      list.comments += line.str() + "\n";
      continue;
    }
    auto [name, remark] = line.split(": ");
    if (line.empty())
      continue;
    if (remark.trim().empty())
      return llvm::createStringError(path + ": '" + line + "' has no remark");
    if (!list.known.try_emplace(name.str(), remark.trim().str()).second)
      return llvm::createStringError(path + ": '" + name + "' is there twice");
  }
  return list;
}

std::vector<std::string> ExpectedList::compare(const Entries &found,
                                               llvm::ArrayRef<Case> ran) const {
  std::vector<std::string> differences;
  for (const auto &[name, remark] : found)
    if (!known.count(name))
      differences.push_back("not listed: " + name + ": " + remark);
  for (const Case &test : ran)
    if (known.count(test.id()) && !found.count(test.id()))
      differences.push_back("listed without need: " + test.id());
  return differences;
}

llvm::Error ExpectedList::update(const Entries &found, llvm::ArrayRef<Case> ran,
                                 bool keepRemarks) {
  for (const Case &test : ran) {
    auto now = found.find(test.id());
    if (now == found.end())
      known.erase(test.id());
    else if (keepRemarks)
      known.insert(*now);
    else
      known[test.id()] = now->second;
  }
  return llvm::writeToOutput(path, [&](llvm::raw_ostream &os) {
    os << comments;
    for (const auto &[name, remark] : known)
      os << name << ": " << remark << "\n";
    return llvm::Error::success();
  });
}

} // namespace ecg
