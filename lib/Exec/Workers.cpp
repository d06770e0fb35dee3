// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parts are handed out by a counter, so that slow ones do not hold up others.

#include "ecg/Exec/Workers.h"
#include <algorithm>
#include <atomic>
#include <thread>

namespace ecg {

static unsigned countThreads(unsigned threads) {
  return threads ? threads : std::max(1u, std::thread::hardware_concurrency());
}

Workers::Workers(unsigned threads)
    : count(countThreads(threads)),
      pool(llvm::hardware_concurrency(std::max(1u, count - 1))) {}

void Workers::run(size_t parts, llvm::function_ref<void(size_t)> fn) {
  std::atomic<size_t> next{0};
  auto work = [&] {
    for (size_t part; (part = next++) < parts;)
      fn(part);
  };
  llvm::ThreadPoolTaskGroup group(pool);
  size_t helpers = std::min<size_t>(count, parts);
  for (size_t i = 1; i < helpers; ++i)
    group.async(work);
  work();
  group.wait();
}

} // namespace ecg
