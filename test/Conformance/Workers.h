// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Batches on all cores. Each is a process, so that a crash of the compiler
// costs one test and names it.

#ifndef ECG_TEST_CONFORMANCE_WORKERS_H
#define ECG_TEST_CONFORMANCE_WORKERS_H

#include "Batch.h"
#include <deque>
#include <map>

namespace ecg {

class Workers {
public:
  /// Called with how many tests are done.
  using Progress = std::function<void(size_t done)>;

  Workers(llvm::ArrayRef<Case> cases, unsigned jobs, Progress progress)
      : cases(cases), jobs(jobs), progress(std::move(progress)) {}

  /// The outcomes of all cases, in their order.
  llvm::Expected<std::vector<Outcome>> run();

private:
  using Indices = std::vector<size_t>;

  void fillQueue();
  llvm::Error start(Indices batch);
  llvm::Error collect();
  std::string resultsOf(pid_t worker) const;

  llvm::ArrayRef<Case> cases;
  unsigned jobs;
  Progress progress;
  std::optional<TempFolder> folder; ///< of the workers' reports
  std::deque<Indices> queue;
  std::map<pid_t, Indices> running;
  std::vector<Outcome> outcomes;
  size_t done = 0;
};

} // namespace ecg

#endif // ECG_TEST_CONFORMANCE_WORKERS_H
