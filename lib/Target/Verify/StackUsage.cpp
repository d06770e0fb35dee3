// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Worst-case stack from the call graphs GCC writes.

#include "ecg/Target/Sizes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include <algorithm>

namespace ecg {

namespace {

/// The text between `key: "` and the next quote.
llvm::StringRef quoted(llvm::StringRef line, llvm::StringRef key) {
  size_t at = line.find((key + ": \"").str());
  if (at == llvm::StringRef::npos)
    return {};
  return line.substr(at + key.size() + 3).split('"').first;
}

class CallGraph {
public:
  void add(llvm::StringRef graph) {
    for (llvm::StringRef line : llvm::split(graph, '\n')) {
      if (line.starts_with("node:"))
        addNode(quoted(line, "title"), quoted(line, "label"));
      else if (line.starts_with("edge:"))
        callees[quoted(line, "sourcename")].push_back(
            quoted(line, "targetname").str());
    }
  }

  std::optional<int64_t> depth(llvm::StringRef name) {
    auto [it, fresh] = depths.try_emplace(name);
    if (!fresh)
      return it->second; // nothing yet inside itself: recursion
    auto frame = frames.find(name);
    int64_t own = frame == frames.end() ? 0 : frame->second, deepest = 0;
    if (own < 0)
      return std::nullopt;
    for (const std::string &callee : callees.lookup(name)) {
      std::optional<int64_t> below = depth(callee);
      if (!below)
        return std::nullopt;
      deepest = std::max(deepest, *below);
    }
    return depths[name] = own + deepest;
  }

private:
  /// A label is `name\nplace\n24 bytes (static)`, its newlines written as \n.
  /// Functions of other objects have no size and are known from there.
  void addNode(llvm::StringRef name, llvm::StringRef label) {
    auto [head, tail] = label.rsplit("\\n");
    int64_t bytes;
    auto [number, kind] = tail.split(" bytes ");
    if (number.getAsInteger(10, bytes))
      return;
    frames[name] =
        kind.contains("dynamic") && !kind.contains("bounded") ? -1 : bytes;
  }

  llvm::StringMap<int64_t> frames; ///< -1: unbounded
  llvm::StringMap<std::vector<std::string>> callees;
  llvm::StringMap<std::optional<int64_t>> depths;
};

} // namespace

std::optional<int64_t> deepestStack(llvm::ArrayRef<std::string> graphs,
                                    llvm::StringRef entry) {
  CallGraph graph;
  for (const std::string &text : graphs)
    graph.add(text);
  return graph.depth(entry);
}

} // namespace ecg
