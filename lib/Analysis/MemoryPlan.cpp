// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Packing buffers with lifetimes into one arena.

#include "ecg/Analysis/MemoryPlan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <numeric>
#include <random>
#include <set>

using namespace ecg;

namespace {

using Order = llvm::SmallVector<size_t>;

/// Buffers whose ranges are rounded up to the alignment.
class Packer {
public:
  Packer(llvm::ArrayRef<LiveBuffer> given, int64_t alignment,
         llvm::ArrayRef<SharedStep> sharedSteps)
      : buffers(given.begin(), given.end()), shared(sharedSteps) {
    for (LiveBuffer &buffer : buffers) {
      for (LiveRange &range : buffer.ranges) {
        range.begin = llvm::alignDown(range.begin, alignment);
        range.end = llvm::alignTo(range.end, alignment);
      }
      llvm::sort(buffer.ranges, [](const LiveRange &a, const LiveRange &b) {
        return a.begin < b.begin;
      });
    }
    findDistances();
  }

  llvm::ArrayRef<LiveBuffer> all() const { return buffers; }

  /// What one packing costs, in elementary steps.
  size_t work() const { return pairs + buffers.size(); }

  /// Places the buffers one after the other at their lowest free offset and
  /// returns the bytes of the arena.
  int64_t pack(llvm::ArrayRef<size_t> order,
               llvm::SmallVectorImpl<int64_t> &offsets) const {
    offsets.assign(buffers.size(), -1);
    int64_t arena = 0;
    for (size_t index : order) {
      offsets[index] = lowestFree(index, offsets);
      arena = std::max(arena, offsets[index] + buffers[index].bytes());
    }
    return arena;
  }

private:
  /// A buffer must not begin between `low` and `high` after the beginning of
  /// `other`.
  struct Distance {
    size_t other;
    int64_t low, high;
  };
  struct Forbidden {
    int64_t low, high; ///< both ends are allowed
  };

  void findDistances() {
    distances.resize(buffers.size());
    for (size_t i = 0; i < buffers.size(); ++i)
      for (size_t j = 0; j < i; ++j)
        for (const LiveRange &a : buffers[i].ranges)
          for (const LiveRange &b : buffers[j].ranges)
            if (a.sharesStep(b) && a.begin < a.end && b.begin < b.end)
              addDistance(i, a, j, b);
  }

  void addDistance(size_t i, const LiveRange &a, size_t j, const LiveRange &b) {
    int64_t low = b.begin - a.end, high = b.end - a.begin;
    if (const SharedStep *step = findShared(i, a, j, b))
      high = std::min(high, leastDistance(*step));
    else if (const SharedStep *step = findShared(j, b, i, a))
      low = std::max(low, -leastDistance(*step));
    if (low >= high)
      return;
    distances[i].push_back({j, low, high});
    distances[j].push_back({i, -high, -low});
    pairs += 2;
  }

  /// What lets range `a` of buffer i, which dies, share bytes with range `b` of
  /// buffer j, which is born.
  const SharedStep *findShared(size_t i, const LiveRange &a, size_t j,
                               const LiveRange &b) const {
    auto *found = llvm::find_if(shared, [&](const SharedStep &step) {
      return a.last == step.step && b.first == step.step &&
             step.dying.contains(i, a) && step.born.contains(j, b);
    });
    return found == shared.end() ? nullptr : found;
  }

  /// From the beginning of the buffer that is born to that of the other.
  int64_t leastDistance(const SharedStep &step) const {
    return step.ahead - step.dying.begin + step.born.begin;
  }

  int64_t lowestFree(size_t index, llvm::ArrayRef<int64_t> offsets) const {
    llvm::SmallVector<Forbidden> taken;
    for (const Distance &distance : distances[index])
      if (int64_t other = offsets[distance.other]; other >= 0)
        taken.push_back({other + distance.low, other + distance.high});
    llvm::sort(taken, [](Forbidden a, Forbidden b) { return a.low < b.low; });
    int64_t candidate = 0;
    for (Forbidden range : taken) {
      if (range.low >= candidate)
        break;
      candidate = std::max(candidate, range.high);
    }
    return candidate;
  }

  llvm::SmallVector<LiveBuffer> buffers;
  llvm::ArrayRef<SharedStep> shared;
  llvm::SmallVector<llvm::SmallVector<Distance, 4>> distances;
  size_t pairs = 0;
};

/// Bytes of a buffer alive at a step; its ranges are sorted and may overlap
/// where a call hands them on.
int64_t bytesAlive(const LiveBuffer &buffer, int64_t step) {
  int64_t sum = 0, end = 0;
  for (const LiveRange &range : buffer.ranges)
    if (range.first <= step && step <= range.last && range.end > end) {
      sum += range.end - std::max(range.begin, end);
      end = range.end;
    }
  return sum;
}

/// Bytes that two spans of one step can have in common at most.
int64_t mostShared(const SharedStep &step) {
  int64_t dying = step.dying.end - step.dying.begin;
  int64_t born = step.born.end - step.born.begin;
  int64_t least = std::max(born, dying + std::max<int64_t>(step.ahead, 0));
  return std::max<int64_t>(0, dying + born - least);
}

/// The same of all spans of one step.
int64_t mostShared(llvm::ArrayRef<SharedStep> shared, int64_t step) {
  int64_t sum = 0, dying = 0;
  for (const SharedStep &at : shared)
    if (at.step == step) {
      sum += mostShared(at);
      dying = std::max(dying, at.dying.end - at.dying.begin);
    }
  return std::min(sum, dying);
}

/// The largest sum of live bytes, which can only rise where a range begins.
void findPeak(llvm::ArrayRef<LiveBuffer> buffers,
              llvm::ArrayRef<SharedStep> shared, MemoryPlan &plan) {
  std::set<int64_t> starts;
  for (const LiveBuffer &buffer : buffers)
    for (const LiveRange &range : buffer.ranges)
      starts.insert(range.first);
  for (int64_t step : starts) {
    int64_t sum = -mostShared(shared, step);
    for (const LiveBuffer &buffer : buffers)
      sum += bytesAlive(buffer, step);
    if (sum > plan.lowerBound) {
      plan.lowerBound = sum;
      plan.peakStep = step;
    }
  }
}

/// Steps from the first to the last use of a buffer.
int64_t stepsOf(const LiveBuffer &buffer) {
  int64_t first = INT64_MAX, last = -1;
  for (const LiveRange &range : buffer.ranges) {
    first = std::min(first, range.first);
    last = std::max(last, range.last);
  }
  return last < 0 ? 0 : last - first + 1;
}

int64_t firstStep(const LiveBuffer &buffer) {
  int64_t first = INT64_MAX;
  for (const LiveRange &range : buffer.ranges)
    first = std::min(first, range.first);
  return first;
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

/// Search for a good order of placement, from one order on.
class Search {
public:
  Search(const Packer &packer, Order start)
      : packer(packer), order(std::move(start)),
        arenaBytes(packer.pack(order, offsets)) {}

  /// Changes the order a little, again and again, and keeps what is not worse:
  /// two buffers change places, or one that reaches the top of the arena is
  /// placed earlier. The engine's output is fixed by the C++ standard, so the
  /// plan is the same everywhere.
  void improve(size_t tries, int64_t goal) {
    std::minstd_rand random(1);
    for (size_t i = 0; i < tries && arenaBytes > goal; ++i) {
      Order changed = order;
      if (i % 2 == 0)
        std::swap(changed[random() % order.size()],
                  changed[random() % order.size()]);
      else
        promote(changed, pickHighest(random), random);
      consider(std::move(changed));
    }
  }

  const Packer &packer;
  Order order;
  llvm::SmallVector<int64_t> offsets;
  int64_t arenaBytes;

private:
  void consider(Order changed) {
    llvm::SmallVector<int64_t> itsOffsets;
    int64_t bytes = packer.pack(changed, itsOffsets);
    if (bytes > arenaBytes)
      return;
    order = std::move(changed);
    offsets = std::move(itsOffsets);
    arenaBytes = bytes;
  }

  /// One of the buffers that end where the arena does, as an index into the
  /// order.
  size_t pickHighest(std::minstd_rand &random) const {
    llvm::SmallVector<size_t> highest;
    for (auto [at, index] : llvm::enumerate(order))
      if (offsets[index] + packer.all()[index].bytes() == arenaBytes)
        highest.push_back(at);
    return highest[random() % highest.size()];
  }

  static void promote(Order &order, size_t at, std::minstd_rand &random) {
    size_t to = random() % (at + 1);
    std::rotate(order.begin() + to, order.begin() + at, order.begin() + at + 1);
  }
};

/// One search from the order of each of the usual greedy rules.
std::vector<Search> startSearches(const Packer &packer) {
  auto size = [](const LiveBuffer &b) { return b.bytes(); };
  auto area = [](const LiveBuffer &b) { return b.bytes() * stepsOf(b); };
  auto late = [](const LiveBuffer &b) { return firstStep(b); };
  auto early = [](const LiveBuffer &b) { return -firstStep(b); };
  std::vector<Search> searches;
  searches.emplace_back(packer, sortedBy(packer.all(), size));
  searches.emplace_back(packer, sortedBy(packer.all(), stepsOf));
  searches.emplace_back(packer, sortedBy(packer.all(), area));
  searches.emplace_back(packer, sortedBy(packer.all(), late));
  searches.emplace_back(packer, sortedBy(packer.all(), early));
  return searches;
}

/// Spans rounded as ranges are, so that they still hold them.
llvm::SmallVector<SharedStep> alignSpans(llvm::ArrayRef<SharedStep> given,
                                         int64_t alignment) {
  llvm::SmallVector<SharedStep> steps(given);
  for (SharedStep &step : steps) {
    // Distances are those of what was given.
    step.ahead -= step.dying.begin - step.born.begin;
    for (BufferSpan *span : {&step.dying, &step.born}) {
      span->begin = llvm::alignDown(span->begin, alignment);
      span->end = llvm::alignTo(span->end, alignment);
    }
    step.ahead = llvm::divideCeilSigned(step.ahead, alignment) * alignment +
                 step.dying.begin - step.born.begin;
  }
  return steps;
}

/// What all searches of a plan may cost in elementary steps of packing: a few
/// tenths of a second.
constexpr size_t workLimit = 50000000;
constexpr size_t mostTries = 10000;

} // namespace

int64_t LiveBuffer::bytes() const {
  int64_t end = 0;
  for (const LiveRange &range : ranges)
    end = std::max(end, range.end);
  return end;
}

MemoryPlan ecg::planMemory(llvm::ArrayRef<LiveBuffer> buffers,
                           int64_t alignment,
                           llvm::ArrayRef<SharedStep> given) {
  MemoryPlan plan;
  if (buffers.empty())
    return plan;
  llvm::SmallVector<SharedStep> shared = alignSpans(given, alignment);
  Packer packer(buffers, alignment, shared);
  findPeak(packer.all(), shared, plan);

  // The most promising first, the others where that stays far from the bound.
  std::vector<Search> searches = startSearches(packer);
  auto isBetter = [](const Search &a, const Search &b) {
    return a.arenaBytes < b.arenaBytes;
  };
  auto findBest = [&] { return llvm::min_element(searches, isBetter); };
  size_t tries =
      std::min(workLimit / searches.size() / packer.work(), mostTries);
  auto best = findBest();
  best->improve(tries, plan.lowerBound);
  for (auto it = searches.begin(); it != searches.end(); ++it)
    if (it != best &&
        findBest()->arenaBytes > plan.lowerBound + plan.lowerBound / 50)
      it->improve(tries, plan.lowerBound);
  best = findBest();
  plan.arenaBytes = best->arenaBytes;
  plan.offsets = best->offsets;
  return plan;
}
