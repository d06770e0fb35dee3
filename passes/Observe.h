// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What passes that look at the values of a network on data share: a float
// program runs samples of a data set on several threads.

#ifndef ECG_PASSES_OBSERVE_H
#define ECG_PASSES_OBSERVE_H

#include "ecg/Data/Dataset.h"
#include "ecg/Exec/FloatProgram.h"
#include "llvm/Support/ThreadPool.h"
#include <atomic>
#include <mutex>

namespace ecg {

/// The samples of a data set, and which of its inputs fills which argument.
struct ObservedSamples {
  Dataset data;
  llvm::SmallVector<size_t> inputs;
  std::vector<uint32_t> indices;

  /// `count` of them, evenly spaced over `split` (0: all). Fails with one line.
  static llvm::Expected<ObservedSamples>
  open(const FloatProgram &program, llvm::StringRef spec,
       llvm::StringRef dataOptions, llvm::StringRef split, unsigned count);
};

/// Shows every float tensor of one sample after the other.
class SampleViewer {
public:
  SampleViewer(const FloatProgram &program, const ObservedSamples &samples);

  llvm::Error run(uint32_t sample, FloatProgram::Observer observer);

private:
  const FloatProgram &program;
  const ObservedSamples &samples;
  std::unique_ptr<Workspace> workspace;
  std::vector<std::vector<float>> in, out;
};

/// What `Observer`, one a thread, has seen of all samples. It has
/// `see(value, numbers, shape)` and `merge(other)`, and what comes of it must
/// not depend on the order of the samples: threads help themselves.
template <typename Observer>
llvm::Expected<Observer> observe(const FloatProgram &program,
                                 const ObservedSamples &samples,
                                 unsigned threads) {
  Observer merged;
  llvm::Error failure = llvm::Error::success();
  size_t failedAt = samples.indices.size();
  std::atomic<size_t> next{0};
  std::mutex mutex;
  auto work = [&] {
    SampleViewer viewer(program, samples);
    Observer observer;
    auto see = [&](mlir::Value value, ConstTensorView tensor) {
      size_t size = mlir::ShapedType::getNumElements(tensor.shape);
      observer.see(value, llvm::ArrayRef(tensor.data, size), tensor.shape);
    };
    for (size_t i; (i = next++) < samples.indices.size();)
      if (llvm::Error error = viewer.run(samples.indices[i], see)) {
        std::lock_guard<std::mutex> lock(mutex);
        next = samples.indices.size();
        // Samples are taken in order: the first to fail is always reached.
        std::swap(i < failedAt ? failure : error, error);
        failedAt = std::min(failedAt, i);
        llvm::consumeError(std::move(error));
        return;
      }
    std::lock_guard<std::mutex> lock(mutex);
    merged.merge(observer);
  };
  {
    llvm::DefaultThreadPool pool(llvm::hardware_concurrency(threads));
    for (unsigned i = 0; i < pool.getMaxConcurrency(); ++i)
      pool.async(work);
    pool.wait();
  }
  if (failure)
    return std::move(failure);
  return merged;
}

} // namespace ecg

#endif // ECG_PASSES_OBSERVE_H
