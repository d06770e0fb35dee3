// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads that share the parts of a piece of work.

#ifndef ECG_EXEC_WORKERS_H
#define ECG_EXEC_WORKERS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/ThreadPool.h"

namespace ecg {

class Workers {
public:
  /// 0 threads: one a core.
  explicit Workers(unsigned threads = 0);

  unsigned threads() const { return count; }

  /// Calls fn(i) for i in [0, parts) and returns when all are done; the caller
  /// works too. Which thread does which part is left open.
  void run(size_t parts, llvm::function_ref<void(size_t)> fn);

private:
  unsigned count;
  llvm::DefaultThreadPool pool;
};

} // namespace ecg

#endif // ECG_EXEC_WORKERS_H
