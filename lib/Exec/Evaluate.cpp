// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Evaluation over a pool of threads. Every sample is a run of its own and has
// its own place in the result, so threads change nothing but the time.

#include "ecg/Exec/Evaluate.h"
#include "ecg/IR/Shapes.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"
#include <atomic>
#include <cmath>
#include <mutex>

using namespace llvm;

namespace ecg {

namespace {

template <typename... Args> Error evalError(const char *format, Args... args) {
  return createStringError(inconvertibleErrorCode(), format, args...);
}

/// Buffers and code of one thread.
class Worker {
public:
  Worker(const Program &program, const Dataset &data, ArrayRef<size_t> inputs,
         const EvaluateOptions &options)
      : program(program), data(data), inputs(inputs), options(options),
        workspace(program.makeWorkspace()) {
    for (size_t input : inputs)
      in.emplace_back(data.sampleSize(input));
    for (const PortSpec &port : program.outputs())
      out.emplace_back(port.numElements());
  }

  /// Runs the `i`-th sample and writes its place in `result`.
  Error run(size_t i, Evaluation &result) {
    size_t sample = result.samples[i];
    if (Error error = run(sample))
      return error;
    ArrayRef<float> output = out[options.output];
    if (options.reconstruct)
      result.reconstructions[i] = measureReconstruction(
          in[*reconstructedInput(program, options.output)], output);
    else
      copy(output, result.outputs.begin() + i * result.outputSize);
    return checkFinite(sample, output);
  }

private:
  Error run(size_t sample) {
    SmallVector<const float *> from;
    SmallVector<float *> to;
    for (auto [input, buffer] : zip_equal(inputs, in)) {
      if (Error error = data.read(sample, input, buffer))
        return error;
      from.push_back(buffer.data());
    }
    for (std::vector<float> &buffer : out)
      to.push_back(buffer.data());
    program.run(*workspace, from, to);
    return Error::success();
  }

  Error checkFinite(size_t sample, ArrayRef<float> output) const {
    for (auto [i, value] : enumerate(output))
      if (!std::isfinite(value))
        return evalError("%s: sample %zu: value %zu of output '%s' is %s",
                         data.name().str().c_str(), sample, i,
                         program.outputs()[options.output].name.c_str(),
                         std::isnan(value) ? "NaN" : "infinite");
    return Error::success();
  }

  const Program &program;
  const Dataset &data;
  ArrayRef<size_t> inputs;
  const EvaluateOptions &options;
  std::unique_ptr<Workspace> workspace;
  std::vector<std::vector<float>> in, out;
};

/// The failure of the first sample that failed, whichever thread saw it.
/// Samples are taken in order, so every one before it has been run.
class FirstFailure {
public:
  ~FirstFailure() { consumeError(std::move(error)); }

  void report(size_t index, Error newError) {
    std::lock_guard<std::mutex> lock(mutex);
    any = true;
    if (index < first) {
      consumeError(std::move(error));
      error = std::move(newError);
      first = index;
    } else {
      consumeError(std::move(newError));
    }
  }

  bool hasAny() const { return any; }
  Error take() { return std::move(error); }

private:
  std::mutex mutex;
  std::atomic<bool> any{false};
  size_t first = SIZE_MAX;
  Error error = Error::success();
};

/// Fills `result.outputs`, or `reconstructions`, for `result.samples`.
Error runSamples(const Program &program, const Dataset &data,
                 ArrayRef<size_t> inputs, const EvaluateOptions &options,
                 Evaluation &result) {
  std::atomic<size_t> next{0};
  size_t done = 0, total = result.samples.size();
  std::mutex progressMutex;
  FirstFailure failure;
  auto work = [&] {
    Worker worker(program, data, inputs, options);
    for (size_t i; !failure.hasAny() && (i = next++) < total;) {
      if (Error error = worker.run(i, result))
        return failure.report(i, std::move(error));
      if (options.progress) {
        std::lock_guard<std::mutex> lock(progressMutex);
        options.progress(++done, total);
      }
    }
  };
  DefaultThreadPool pool(hardware_concurrency(options.threads));
  for (unsigned i = 0; i < pool.getMaxConcurrency(); ++i)
    pool.async(work);
  pool.wait();
  return failure.take();
}

} // namespace

static Error checkReconstructs(const Program &program, size_t output) {
  if (reconstructedInput(program, output))
    return Error::success();
  const PortSpec &port = program.outputs()[output];
  return evalError("output '%s' has shape %s as no input has; only what has "
                   "the shape of an input can reconstruct it",
                   port.name.c_str(), formatShape(port.shape).c_str());
}

static void makeRoom(const Program &program, const EvaluateOptions &options,
                     Evaluation &result) {
  if (options.reconstruct)
    return result.reconstructions.resize(result.samples.size());
  result.outputSize = program.outputs()[options.output].numElements();
  result.numClasses = std::max<size_t>(result.outputSize, 2);
  result.outputs.resize(result.samples.size() * result.outputSize);
}

/// Predictions of the outputs beside what is true.
static void judge(const Dataset &data, float threshold, Evaluation &result) {
  for (auto [i, sample] : enumerate(result.samples)) {
    result.predictions.push_back(predictClass(result.outputsOf(i), threshold));
    result.labels.push_back(data.labels()[sample]);
    if (data.isMultiLabel())
      append_range(result.targets, data.targetsOf(sample));
  }
}

Expected<Evaluation> evaluate(const Program &program, const Dataset &data,
                              ArrayRef<uint32_t> samples,
                              const EvaluateOptions &options) {
  std::optional<size_t> classes(options.output);
  if (options.reconstruct)
    classes = std::nullopt;
  Expected<SmallVector<size_t>> inputs = matchInputs(program, data, classes);
  if (!inputs)
    return inputs.takeError();
  if (options.reconstruct)
    if (Error error = checkReconstructs(program, options.output))
      return std::move(error);
  Evaluation result;
  result.samples = samples.vec();
  result.inputs.assign(inputs->begin(), inputs->end());
  makeRoom(program, options, result);
  if (Error error = runSamples(program, data, *inputs, options, result))
    return std::move(error);
  if (!options.reconstruct)
    judge(data, options.threshold, result);
  return result;
}

Expected<Evaluation> evaluate(const Program &program, const Dataset &data,
                              StringRef split, const EvaluateOptions &options) {
  Expected<std::vector<uint32_t>> samples = data.split(split);
  if (!samples)
    return samples.takeError();
  return evaluate(program, data, *samples, options);
}

} // namespace ecg
