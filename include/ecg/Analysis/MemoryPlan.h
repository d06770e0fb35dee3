// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where each buffer of a program lies in one arena. Works on plain intervals;
// which values are buffers, and how long they live, is Lifetimes' business.

#ifndef ECG_ANALYSIS_MEMORYPLAN_H
#define ECG_ANALYSIS_MEMORYPLAN_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>

namespace ecg {

/// Bytes [begin, end) of a buffer that must be kept from step `first` to step
/// `last`, both included.
struct LiveRange {
  int64_t begin, end;
  int64_t first, last;

  bool sharesStep(const LiveRange &other) const {
    return first <= other.last && other.first <= last;
  }
  bool sharesByte(const LiveRange &other) const {
    return begin < other.end && other.begin < end;
  }
};

/// Bytes that keep their distances to each other: the parts of a concatenation,
/// or what calls in place hand on. A range that is not alive may hold bytes of
/// other buffers.
struct LiveBuffer {
  llvm::SmallVector<LiveRange, 1> ranges;

  LiveBuffer() = default;
  /// A buffer that lives as a whole.
  LiveBuffer(int64_t bytes, int64_t first, int64_t last)
      : ranges{{0, bytes, first, last}} {}

  /// Bytes from the start of the buffer to the end of its last range.
  int64_t bytes() const;
};

/// Bytes [begin, end) of one of several buffers.
struct BufferSpan {
  size_t buffer; ///< index
  int64_t begin, end;

  bool contains(size_t index, const LiveRange &range) const {
    return index == buffer && begin <= range.begin && range.end <= end;
  }
};

/// A step that reads `dying` and writes `born` in an order that lets both share
/// bytes: as soon as `born` begins `ahead` bytes before `dying`, or more. Holds
/// for ranges of `dying` that live no longer, and of `born` that live no
/// earlier, than this step.
struct SharedStep {
  int64_t step;
  BufferSpan dying, born;
  int64_t ahead; ///< negative: `born` may begin so far behind
};

struct MemoryPlan {
  /// Byte offset of each buffer, in the order given, a multiple of the
  /// alignment.
  llvm::SmallVector<int64_t> offsets;
  /// Bytes of the whole arena.
  int64_t arenaBytes = 0;
  /// No plan can be smaller: the largest sum of (aligned) bytes alive at one
  /// step, less what can be shared there.
  int64_t lowerBound = 0;
  /// The step at which that sum is reached; -1 without buffers.
  int64_t peakStep = -1;
};

/// Packs the buffers greedily (lowest gap that fits) in several orders, then
/// improves the best order by seeded changes until the lower bound is met or a
/// fixed amount of work is spent. Deterministic. Optimal placement is NP-hard
/// (dynamic storage allocation, Garey and Johnson SR2).
MemoryPlan planMemory(llvm::ArrayRef<LiveBuffer> buffers, int64_t alignment,
                      llvm::ArrayRef<SharedStep> shared = {});

} // namespace ecg

#endif // ECG_ANALYSIS_MEMORYPLAN_H
