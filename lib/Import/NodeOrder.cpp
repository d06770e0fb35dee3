// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Topological order of a node list. ONNX demands that files are sorted, but
// tools that edit graphs do not always keep it so.

#include "NodeOrder.h"
#include "Error.h"
#include <queue>

namespace ecg {

namespace {

/// Describes the nodes of one list in messages.
struct Describe {
  const NodeList &nodes;
  llvm::StringRef prefix;

  std::string operator()(int index) const {
    return llvm::formatv("node '{0}{1}' ({2})", prefix, nodeName(nodes, index),
                         nodes[index].op_type());
  }
};

/// Which node makes a value.
using Producers = llvm::StringMap<int>;

llvm::Error findProducers(const NodeList &nodes, const Scope &known,
                          const Describe &describe, Producers &producers) {
  for (int index = 0; index < nodes.size(); ++index)
    for (const std::string &output : nodes[index].output()) {
      if (output.empty())
        continue;
      if (known.contains(output))
        return makeError("{0}: output '{1}' has the name of an input or "
                         "initializer",
                         describe(index), output);
      auto [it, inserted] = producers.try_emplace(output, index);
      if (!inserted)
        return makeError("{0}: output '{1}' is already made by {2}",
                         describe(index), output, describe(it->second));
    }
  return llvm::Error::success();
}

/// Which nodes wait for which.
class Dependencies {
public:
  explicit Dependencies(size_t count) : waiting(count), users(count) {}

  void add(int producer, int user) {
    users[producer].push_back(user);
    ++waiting[user];
  }

  /// Nodes in an order in which none has to wait; of those that are ready the
  /// first in the file goes first.
  std::vector<int> resolve() {
    std::priority_queue<int, std::vector<int>, std::greater<int>> ready;
    for (size_t node = 0; node < waiting.size(); ++node)
      if (waiting[node] == 0)
        ready.push(node);
    std::vector<int> order;
    while (!ready.empty()) {
      order.push_back(ready.top());
      ready.pop();
      for (int user : users[order.back()])
        if (--waiting[user] == 0)
          ready.push(user);
    }
    return order;
  }

  /// After resolve: the first node that still waits.
  std::optional<int> findStuck() const {
    auto it = llvm::find_if(waiting, [](int count) { return count > 0; });
    if (it == waiting.end())
      return std::nullopt;
    return it - waiting.begin();
  }

private:
  std::vector<int> waiting; ///< inputs that are not made yet
  std::vector<llvm::SmallVector<int, 2>> users;
};

} // namespace

std::string nodeName(const NodeList &nodes, int index) {
  const onnx::NodeProto &node = nodes[index];
  return node.name().empty() ? node.op_type() + "_" + std::to_string(index)
                             : node.name();
}

llvm::Expected<std::vector<int>>
orderNodes(const NodeList &nodes, const Scope &known, llvm::StringRef prefix) {
  Describe describe{nodes, prefix};
  Producers producers;
  if (llvm::Error error = findProducers(nodes, known, describe, producers))
    return error;

  Dependencies dependencies(nodes.size());
  for (int index = 0; index < nodes.size(); ++index)
    for (const std::string &input : nodes[index].input()) {
      if (input.empty() || known.contains(input))
        continue;
      auto producer = producers.find(input);
      if (producer == producers.end())
        return makeError("{0}: input '{1}' is not made by any node, input or "
                         "initializer",
                         describe(index), input);
      dependencies.add(producer->second, index);
    }
  std::vector<int> order = dependencies.resolve();
  if (std::optional<int> stuck = dependencies.findStuck())
    return makeError("{0}: is part of a cycle, or depends on one",
                     describe(*stuck));
  return order;
}

} // namespace ecg
