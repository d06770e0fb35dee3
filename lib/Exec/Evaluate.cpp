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

/// The classes that output `output` tells apart.
static Expected<int64_t> countClasses(const Program &program, size_t output) {
  if (output >= program.outputs().size())
    return evalError("the program has %zu outputs, there is no output %zu",
                     program.outputs().size(), output);
  const PortSpec &out = program.outputs()[output];
  if (count_if(out.shape, [](int64_t dim) { return dim != 1; }) > 1)
    return evalError(
        "output '%s' has shape %s; evaluation needs one value a class",
        out.name.c_str(), formatShape(out.shape).c_str());
  return std::max<int64_t>(out.numElements(), 2);
}

Expected<ModelInputShape> describeInput(const Program &program, size_t input,
                                        std::optional<size_t> output) {
  Expected<int64_t> classes = output ? countClasses(program, *output) : 0;
  if (!classes)
    return classes.takeError();
  const PortSpec &in = program.inputs()[input];
  Expected<ModelInputShape> shape = ModelInputShape::get(in.name, in.shape);
  if (shape)
    shape->numClasses = *classes;
  return shape;
}

/// Whether input `match` of the data is what input `i` of the program takes.
static Error checkInput(const Program &program, size_t i, const Dataset &data,
                        size_t match, std::optional<size_t> output) {
  const PortSpec &port = program.inputs()[i];
  const DatasetInfo::Input &input = data.inputs()[match];
  if (input.isTensor()) {
    if (output) {
      Expected<int64_t> classes = countClasses(program, *output);
      if (Error error =
              classes ? data.checkClasses(*classes) : classes.takeError())
        return error;
    }
    if (data.sampleSize(match) == size_t(port.numElements()))
      return Error::success();
    return evalError("%s: '%s' has %zu values a sample, model input '%s' %zu",
                     data.name().str().c_str(), input.name.c_str(),
                     data.sampleSize(match), port.name.c_str(),
                     size_t(port.numElements()));
  }
  Expected<ModelInputShape> shape = describeInput(program, i, output);
  return shape ? data.checkCompatible(*shape, match) : shape.takeError();
}

/// The input of `data` that input `i` of the program is about: by name, by
/// position, or, where its size differs there, by size among those not `taken`.
/// May lie behind the last.
static size_t findInput(const PortSpec &port, size_t i, const Dataset &data,
                        ArrayRef<size_t> taken) {
  size_t size = port.numElements(), count = data.inputs().size();
  auto named = find_if(data.inputs(), [&](const DatasetInfo::Input &input) {
    return input.name == port.name;
  });
  if (named != data.inputs().end())
    return named - data.inputs().begin();
  if (i < count && data.sampleSize(i) == size)
    return i;
  for (size_t other = 0; other < count; ++other)
    if (!is_contained(taken, other) && data.sampleSize(other) == size)
      return other;
  return i;
}

Expected<SmallVector<size_t>> matchInputs(const Program &program,
                                          const Dataset &data,
                                          std::optional<size_t> output) {
  SmallVector<size_t> matches;
  for (auto [i, port] : enumerate(program.inputs())) {
    size_t match = findInput(port, i, data, matches);
    if (match >= data.inputs().size())
      return evalError("%s: nothing in the data fills model input '%s'",
                       data.name().str().c_str(), port.name.c_str());
    if (Error error = checkInput(program, i, data, match, output))
      return std::move(error);
    matches.push_back(match);
  }
  return matches;
}

std::vector<std::string> describeInputs(const Dataset &data,
                                        ArrayRef<size_t> inputs) {
  std::vector<std::string> lines;
  for (size_t i : inputs) {
    const DatasetInfo::Input &input = data.inputs()[i];
    lines.push_back((inputs.size() > 1 ? input.name + " = " : "") +
                    input.describe());
  }
  return lines;
}

static Error checkReconstructs(const Program &program, size_t output) {
  if (reconstructedInput(program, output))
    return Error::success();
  const PortSpec &port = program.outputs()[output];
  return evalError("output '%s' has shape %s as no input has; only what has "
                   "the shape of an input can reconstruct it",
                   port.name.c_str(), formatShape(port.shape).c_str());
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
  Evaluation result;
  result.samples = samples.vec();
  result.inputs.assign(inputs->begin(), inputs->end());
  if (options.reconstruct) {
    result.reconstructions.resize(samples.size());
    if (Error error = checkReconstructs(program, options.output))
      return std::move(error);
    if (Error error = runSamples(program, data, *inputs, options, result))
      return std::move(error);
    return result;
  }
  result.outputSize = program.outputs()[options.output].numElements();
  result.numClasses = std::max<size_t>(result.outputSize, 2);
  result.outputs.resize(samples.size() * result.outputSize);
  if (Error error = runSamples(program, data, *inputs, options, result))
    return std::move(error);
  for (size_t i = 0; i < samples.size(); ++i) {
    result.predictions.push_back(
        predictClass(result.outputsOf(i), options.threshold));
    result.labels.push_back(data.labels()[samples[i]]);
    if (data.isMultiLabel())
      append_range(result.targets, data.targetsOf(samples[i]));
  }
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
