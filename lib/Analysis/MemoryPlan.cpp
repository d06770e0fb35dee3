// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Packing buffers with lifetimes into one arena.

#include "ecg/Analysis/MemoryPlan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <numeric>
#include <random>

using namespace ecg;

namespace {

using Order = llvm::SmallVector<size_t>;

/// Buffers with sizes already rounded up, so that every offset is aligned.
class Packer {
public:
  Packer(llvm::ArrayRef<LiveBuffer> given, int64_t alignment)
      : buffers(given.begin(), given.end()) {
    for (LiveBuffer &buffer : buffers)
      buffer.bytes = llvm::alignTo(buffer.bytes, alignment);
    findNeighbours();
  }

  llvm::ArrayRef<LiveBuffer> all() const { return buffers; }

  /// Places the buffers one after the other at their lowest free offset and
  /// returns the bytes of the arena.
  int64_t pack(llvm::ArrayRef<size_t> order,
               llvm::SmallVectorImpl<int64_t> &offsets) const {
    offsets.assign(buffers.size(), -1);
    int64_t arena = 0;
    for (size_t index : order) {
      offsets[index] = lowestFree(index, offsets);
      arena = std::max(arena, offsets[index] + buffers[index].bytes);
    }
    return arena;
  }

private:
  struct Range {
    int64_t begin, end;
  };

  void findNeighbours() {
    neighbours.resize(buffers.size());
    for (size_t i = 0; i < buffers.size(); ++i)
      for (size_t j = 0; j < i; ++j)
        if (buffers[i].overlaps(buffers[j])) {
          neighbours[i].push_back(j);
          neighbours[j].push_back(i);
        }
  }

  int64_t lowestFree(size_t index, llvm::ArrayRef<int64_t> offsets) const {
    llvm::SmallVector<Range> taken;
    for (size_t other : neighbours[index])
      if (offsets[other] >= 0)
        taken.push_back(
            {offsets[other], offsets[other] + buffers[other].bytes});
    llvm::sort(taken, [](Range a, Range b) { return a.begin < b.begin; });
    int64_t candidate = 0;
    for (Range range : taken) {
      if (range.begin >= candidate + buffers[index].bytes)
        break;
      candidate = std::max(candidate, range.end);
    }
    return candidate;
  }

  llvm::SmallVector<LiveBuffer> buffers;
  llvm::SmallVector<llvm::SmallVector<size_t, 4>> neighbours;
};

/// The largest sum of live bytes, which can only rise where a buffer begins.
void findPeak(llvm::ArrayRef<LiveBuffer> buffers, MemoryPlan &plan) {
  for (const LiveBuffer &start : buffers) {
    int64_t sum = 0;
    for (const LiveBuffer &buffer : buffers)
      if (buffer.first <= start.first && start.first <= buffer.last)
        sum += buffer.bytes;
    if (sum > plan.lowerBound) {
      plan.lowerBound = sum;
      plan.peakStep = start.first;
    }
  }
}

/// Largest key first, the given order among equals.
template <typename Key>
Order sortedBy(llvm::ArrayRef<LiveBuffer> buffers, Key key) {
  Order order(buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  llvm::sort(order, [&](size_t a, size_t b) {
    int64_t keyA = key(buffers[a]), keyB = key(buffers[b]);
    return keyA != keyB ? keyA > keyB : a < b;
  });
  return order;
}

class Search {
public:
  Search(const Packer &packer, MemoryPlan &plan) : packer(packer), plan(plan) {}

  bool isOptimal() const {
    return !best.empty() && plan.arenaBytes == plan.lowerBound;
  }

  /// Keeps `order` when it is not worse than the best so far.
  bool consider(llvm::ArrayRef<size_t> order) {
    llvm::SmallVector<int64_t> offsets;
    int64_t arena = packer.pack(order, offsets);
    if (!best.empty() && arena > plan.arenaBytes)
      return false;
    best.assign(order.begin(), order.end());
    plan.arenaBytes = arena;
    plan.offsets = std::move(offsets);
    return true;
  }

  /// Exchanges pairs of the best order. The engine's output is fixed by the
  /// C++ standard, so the plan is the same everywhere.
  void exchange(int tries) {
    std::minstd_rand random(1);
    for (int i = 0; i < tries && !isOptimal() && best.size() > 1; ++i) {
      Order order = best;
      std::swap(order[random() % order.size()], order[random() % order.size()]);
      consider(order);
    }
  }

private:
  const Packer &packer;
  MemoryPlan &plan;
  Order best;
};

} // namespace

MemoryPlan ecg::planMemory(llvm::ArrayRef<LiveBuffer> buffers,
                           int64_t alignment) {
  MemoryPlan plan;
  if (buffers.empty())
    return plan;
  Packer packer(buffers, alignment);
  findPeak(packer.all(), plan);

  Search search(packer, plan);
  auto span = [](const LiveBuffer &b) { return b.last - b.first + 1; };
  search.consider(
      sortedBy(packer.all(), [](const LiveBuffer &b) { return b.bytes; }));
  search.consider(sortedBy(packer.all(), span));
  search.consider(sortedBy(
      packer.all(), [&](const LiveBuffer &b) { return b.bytes * span(b); }));
  search.consider(
      sortedBy(packer.all(), [](const LiveBuffer &b) { return -b.first; }));
  search.exchange(/*tries=*/1000);
  return plan;
}
