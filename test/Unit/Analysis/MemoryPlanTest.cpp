// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The memory plan on plain intervals: never wrong, and near the lower bound.

#include "ecg/Analysis/MemoryPlan.h"
#include <gtest/gtest.h>
#include <random>
#include <vector>

using namespace ecg;

namespace {

/// True when both hold bytes that must not be the same.
bool collide(const LiveBuffer &a, int64_t aOffset, const LiveBuffer &b,
             int64_t bOffset) {
  for (const LiveRange &x : a.ranges)
    for (const LiveRange &y : b.ranges)
      if (x.sharesStep(y) && x.begin + aOffset < y.end + bOffset &&
          y.begin + bOffset < x.end + aOffset)
        return true;
  return false;
}

/// Two buffers alive at the same step must not share a byte, and all must lie
/// in the arena, aligned.
void expectValid(const std::vector<LiveBuffer> &buffers, const MemoryPlan &plan,
                 int64_t alignment) {
  ASSERT_EQ(plan.offsets.size(), buffers.size());
  for (size_t i = 0; i < buffers.size(); ++i) {
    EXPECT_EQ(plan.offsets[i] % alignment, 0);
    EXPECT_GE(plan.offsets[i], 0);
    EXPECT_LE(plan.offsets[i] + buffers[i].bytes(), plan.arenaBytes);
    for (size_t j = 0; j < i; ++j)
      EXPECT_FALSE(
          collide(buffers[i], plan.offsets[i], buffers[j], plan.offsets[j]))
          << "buffers " << i << " and " << j;
  }
  EXPECT_GE(plan.arenaBytes, plan.lowerBound);
}

/// The smallest arena over every order of placement, by trying them all.
int64_t bruteForce(const std::vector<LiveBuffer> &buffers) {
  std::vector<size_t> order(buffers.size());
  for (size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  int64_t best = INT64_MAX;
  do {
    std::vector<int64_t> offset(buffers.size(), -1);
    int64_t arena = 0;
    for (size_t index : order) {
      int64_t at = 0;
      for (bool moved = true; moved;) {
        moved = false;
        for (size_t other = 0; other < buffers.size(); ++other)
          if (offset[other] >= 0 &&
              collide(buffers[other], offset[other], buffers[index], at)) {
            at = offset[other] + buffers[other].bytes();
            moved = true;
          }
      }
      offset[index] = at;
      arena = std::max(arena, at + buffers[index].bytes());
    }
    best = std::min(best, arena);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

std::vector<LiveBuffer> randomBuffers(std::mt19937 &random, size_t count,
                                      int64_t steps) {
  std::vector<LiveBuffer> buffers;
  for (size_t i = 0; i < count; ++i) {
    int64_t first = static_cast<int64_t>(random() % steps);
    int64_t last = std::min<int64_t>(
        steps - 1, first + static_cast<int64_t>(random() % 4));
    buffers.push_back(
        {static_cast<int64_t>(8 * (1 + random() % 50)), first, last});
  }
  return buffers;
}

TEST(MemoryPlan, NoBuffersNeedNoArena) {
  MemoryPlan plan = planMemory({}, 8);
  EXPECT_EQ(plan.arenaBytes, 0);
  EXPECT_EQ(plan.lowerBound, 0);
  EXPECT_EQ(plan.peakStep, -1);
}

// A chain of layers needs room for its largest neighbours only.
TEST(MemoryPlan, ChainReusesBytes) {
  std::vector<LiveBuffer> buffers = {
      {3600, 0, 1}, {3592, 1, 2}, {1332, 2, 3}, {1728, 3, 4}};
  MemoryPlan plan = planMemory(buffers, 8);
  expectValid(buffers, plan, 8);
  EXPECT_EQ(plan.arenaBytes, 3600 + 3592);
  EXPECT_EQ(plan.peakStep, 1);
}

TEST(MemoryPlan, SizesAreRoundedToTheAlignment) {
  std::vector<LiveBuffer> buffers = {{1, 0, 0}, {1, 0, 0}, {9, 0, 0}};
  MemoryPlan plan = planMemory(buffers, 8);
  expectValid(buffers, plan, 8);
  EXPECT_EQ(plan.arenaBytes, 8 + 8 + 16);
}

// What lies between the parts of a buffer, and where a part is not alive yet,
// is free for others.
TEST(MemoryPlan, PartsLiveForThemselves) {
  LiveBuffer parts;
  parts.ranges = {{0, 64, 0, 4}, {64, 128, 3, 4}, {192, 256, 0, 4}};
  std::vector<LiveBuffer> buffers = {parts, {64, 0, 2}, {64, 0, 4}};
  MemoryPlan plan = planMemory(buffers, 8);
  expectValid(buffers, plan, 8);
  EXPECT_EQ(plan.arenaBytes, 256);
  EXPECT_EQ(plan.lowerBound, 256);
  EXPECT_EQ(plan.offsets[1], 64);
  EXPECT_EQ(plan.offsets[2], 128);
}

TEST(MemoryPlan, RandomPlansAreValid) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    auto buffers = randomBuffers(random, 1 + random() % 60, 40);
    expectValid(buffers, planMemory(buffers, 16), 16);
  }
}

// Greedy placement in the best of all orders is what the search aims at.
TEST(MemoryPlan, SmallPlansMatchBruteForce) {
  std::mt19937 random(11);
  for (int round = 0; round < 100; ++round) {
    auto buffers = randomBuffers(random, 7, 6);
    EXPECT_EQ(planMemory(buffers, 8).arenaBytes, bruteForce(buffers));
  }
}

TEST(MemoryPlan, IsDeterministic) {
  std::mt19937 random(3);
  auto buffers = randomBuffers(random, 50, 30);
  EXPECT_EQ(planMemory(buffers, 8).offsets, planMemory(buffers, 8).offsets);
}

} // namespace
