// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Running a GradientProgram: segment by segment forward, then in reverse.

#include "ecg/Exec/GradientProgram.h"
#include "GradientProgramImpl.h"
#include "ecg/IR/EcgOps.h"

using namespace mlir;

namespace ecg {

namespace {

/// Into how many shards a batch is cut. More would let more threads work, and
/// make the products of each smaller.
constexpr size_t maxShards = 4;

struct Range {
  size_t begin, end;
  size_t size() const { return end - begin; }
};

size_t countShards(size_t samples) { return std::min(samples, maxShards); }

Range shardOf(size_t samples, size_t shard) {
  size_t shards = countShards(samples);
  return {samples * shard / shards, samples * (shard + 1) / shards};
}

} // namespace

/// One batch.
class GradientProgram::Run {
public:
  Run(GradientProgram &program, Workers &workers, size_t samples,
      ArrayRef<const float *> in, Loss loss, bool training)
      : program(program), workers(workers), samples(samples), in(in),
        loss(loss), training(training) {
    program.reserve(samples);
  }

  void forward() {
    for (const Segment &segment : program.segments)
      forEachPart(segment, [&](Range range, size_t) {
        for (size_t i = segment.begin; i < segment.end; ++i)
          forward(i, range);
      });
    forEachShard([&](Range range, size_t) { callLoss(range); });
  }

  void backward() {
    for (std::vector<float> &grads : program.sharedGrads)
      std::fill(grads.begin(), grads.end(), 0.0f);
    for (const Segment &segment : llvm::reverse(program.segments)) {
      if (segment.kind == Segment::Shared)
        sumShards();
      forEachPart(segment, [&](Range range, size_t shard) {
        for (size_t i = segment.end; i > segment.begin; --i)
          backward(i - 1, range, shard);
      });
    }
    if (program.segments.front().kind != Segment::Shared)
      sumShards();
  }

  /// Moves running statistics, once forward is through.
  void updateStatistics() {
    for (auto [i, step] : llvm::enumerate(program.steps)) {
      if (!step.layer || program.savedData[i].empty())
        continue;
      SmallVector<float *> operands;
      for (unsigned input : step.inputs) {
        std::optional<size_t> offset = program.tensors[input].learnedOffset;
        operands.push_back(offset && *offset >= program.weightCount
                               ? &program.storage[*offset]
                               : nullptr);
      }
      step.layer.updateStatistics(program.savedData[i].data(), samples,
                                  operands);
    }
  }

private:
  template <typename Fn> void forEachShard(Fn fn) {
    workers.run(countShards(samples),
                [&](size_t shard) { fn(shardOf(samples, shard), shard); });
  }

  /// fn(samples, shard) for what can run at once of a segment.
  template <typename Fn> void forEachPart(const Segment &segment, Fn fn) {
    if (segment.kind == Segment::Sharded)
      forEachShard(fn);
    else if (segment.kind == Segment::Coupled)
      fn(Range{0, samples}, 0);
    else
      fn(Range{0, 1}, 0);
  }

  const char *dataOf(unsigned index) const {
    const Tensor &tensor = program.tensors[index];
    if (tensor.constant)
      return tensor.constant;
    if (tensor.learnedOffset)
      return reinterpret_cast<const char *>(
          &program.storage[*tensor.learnedOffset]);
    if (index < in.size())
      return reinterpret_cast<const char *>(in[index]);
    return program.buffers[tensor.buffer].data();
  }

  BatchView<const float> viewOf(unsigned index, Range range) const {
    const Tensor &tensor = program.tensors[index];
    int64_t step = tensor.isShared ? 0 : tensor.size;
    const char *data =
        dataOf(index) + range.begin * step * tensor.element->bytes;
    return {reinterpret_cast<const float *>(data), tensor.shape, step};
  }

  BatchView<float> writeViewOf(unsigned index, Range range) const {
    BatchView<const float> view = viewOf(index, range);
    return {const_cast<float *>(view.data), view.shape, view.step};
  }

  /// Null where the tensor needs none.
  BatchView<float> gradViewOf(unsigned index, Range range, size_t shard) const {
    const Tensor &tensor = program.tensors[index];
    BatchView<float> view{nullptr, tensor.shape,
                          tensor.isShared ? 0 : int64_t(tensor.size)};
    if (!tensor.needsGrad)
      return view;
    view.data =
        tensor.isShared
            ? &program.sharedGrads[shard][tensor.gradOffset]
            : &program.grads[tensor.gradBuffer][range.begin * tensor.size];
    return view;
  }

  /// What a step keeps: a part for each sample, or one for the batch.
  BatchView<float> savedOf(size_t i, Range range) const {
    const Step &step = program.steps[i];
    if (!training || program.savedData[i].empty())
      return {};
    int64_t size = step.couples ? 0 : step.savedSize;
    return {&program.savedData[i][range.begin * size], {}, size};
  }

  /// fn(range) for all samples at once, or for each.
  template <typename Fn> void forCalls(const Step &step, Range range, Fn fn) {
    if (!step.oneByOne)
      return fn(range);
    for (size_t s = range.begin; s < range.end; ++s)
      fn(Range{s, s + 1});
  }

  bool learns() const { return training && !program.freezeStatistics; }

  void forward(size_t i, Range range) {
    const Step &step = program.steps[i];
    if (step.kernels)
      return runKernels(step, range);
    forCalls(step, range, [&](Range part) {
      SmallVector<BatchView<const float>, 8> inputs;
      SmallVector<BatchView<float>, 2> outputs;
      for (unsigned input : step.inputs)
        inputs.push_back(viewOf(input, part));
      for (unsigned output : step.outputs)
        outputs.push_back(writeViewOf(output, part));
      ExecOpInterface layer = step.layer;
      layer.forward(
          {int64_t(part.size()), inputs, outputs, savedOf(i, part), learns()});
    });
  }

  void runKernels(const Step &step, Range range) {
    std::unique_ptr<Workspace> workspace = step.kernels->makeWorkspace();
    for (size_t s = range.begin; s < range.end; ++s) {
      SmallVector<const void *, 8> inputs;
      SmallVector<void *, 2> outputs;
      for (unsigned input : step.inputs)
        inputs.push_back(viewOf(input, {s, s + 1}).data);
      for (unsigned output : step.outputs)
        outputs.push_back(writeViewOf(output, {s, s + 1}).data);
      step.kernels->runRaw(*workspace, inputs, outputs);
    }
  }

  void backward(size_t i, Range range, size_t shard) {
    const Step &step = program.steps[i];
    if (!step.needsGrad)
      return;
    for (unsigned index : step.gradBegins)
      clearGrad(index, range);
    forCalls(step, range, [&](Range part) {
      SmallVector<BatchView<const float>, 8> inputs, outputs, outputGrads;
      SmallVector<BatchView<float>, 8> inputGrads;
      for (unsigned input : step.inputs) {
        inputs.push_back(viewOf(input, part));
        inputGrads.push_back(gradViewOf(input, part, shard));
      }
      for (unsigned output : step.outputs) {
        outputs.push_back(viewOf(output, part));
        BatchView<float> grad = gradViewOf(output, part, shard);
        outputGrads.push_back({grad.data, grad.shape, grad.step});
      }
      BatchView<float> saved = savedOf(i, part);
      ExecOpInterface layer = step.layer;
      layer.backward({int64_t(part.size()),
                      inputs,
                      outputs,
                      outputGrads,
                      inputGrads,
                      {saved.data, {}, saved.step},
                      learns()});
    });
  }

  /// Layers add to it.
  void clearGrad(unsigned index, Range range) {
    size_t size = program.tensors[index].size;
    std::fill_n(gradViewOf(index, range, 0).data, range.size() * size, 0.0f);
  }

  void callLoss(Range range) {
    SmallVector<BatchView<const float>> outputs;
    SmallVector<BatchView<float>> outputGrads;
    if (training)
      for (unsigned result : program.results)
        if (program.tensors[result].needsGrad)
          clearGrad(result, range);
    for (unsigned result : program.results) {
      outputs.push_back(viewOf(result, range));
      outputGrads.push_back(training ? gradViewOf(result, range, 0)
                                     : BatchView<float>{});
    }
    loss({range.begin, range.size(), outputs, outputGrads});
  }

  /// All into the first, in order.
  void sumShards() {
    std::vector<float> &sum = program.sharedGrads.front();
    for (size_t shard = 1; shard < countShards(samples); ++shard)
      for (auto [total, part] :
           llvm::zip_equal(sum, program.sharedGrads[shard]))
        total += part;
  }

  GradientProgram &program;
  Workers &workers;
  size_t samples;
  ArrayRef<const float *> in;
  Loss loss;
  bool training;
};

ArrayRef<float> GradientProgram::gradients() const {
  return ArrayRef(sharedGrads.front()).take_front(weightCount);
}

void GradientProgram::reserve(size_t samples) {
  if (samples <= capacity)
    return;
  capacity = samples;
  buffers.resize(tensors.size());
  grads.resize(gradBufferSizes.size());
  savedData.resize(steps.size());
  sharedGrads.resize(countShards(samples));
  for (auto [i, tensor] : llvm::enumerate(tensors)) {
    size_t count = tensor.size * (tensor.isShared ? 1 : samples);
    if (!tensor.constant && !tensor.learnedOffset && i >= inputPorts.size() &&
        tensor.buffer == i)
      buffers[i].resize(count * tensor.element->bytes);
  }
  for (auto [grad, size] : llvm::zip_equal(grads, gradBufferSizes))
    grad.resize(size * samples);
  for (auto [step, saved] : llvm::zip_equal(steps, savedData))
    saved.resize(step.savedSize * (step.couples ? 1 : samples));
  for (std::vector<float> &shard : sharedGrads)
    shard.resize(sharedGradSize);
}

void GradientProgram::trainBatch(Workers &workers, size_t samples,
                                 ArrayRef<const float *> in, Loss loss) {
  Run run(*this, workers, samples, in, loss, /*training=*/true);
  run.forward();
  run.backward();
  if (!freezeStatistics)
    run.updateStatistics();
}

void GradientProgram::runBatch(Workers &workers, size_t samples,
                               ArrayRef<const float *> in, Loss loss) {
  Run(*this, workers, samples, in, loss, /*training=*/false).forward();
}

ArrayRef<float> GradientProgram::valueOf(Value value, size_t samples) const {
  unsigned index = indices.lookup(value);
  const Tensor &tensor = tensors[index];
  if (tensor.learnedOffset)
    return ArrayRef(storage).slice(*tensor.learnedOffset, tensor.size);
  return {reinterpret_cast<const float *>(buffers[tensor.buffer].data()),
          tensor.isShared ? tensor.size : samples * tensor.size};
}

void GradientProgram::writeBack(ArrayRef<float> values) {
  for (const LearnedConstant &constant : learned) {
    auto op = cast<ConstantOp>(constant.op);
    op.setValueAttr(
        makeElements<float>(cast<RankedTensorType>(op.getType()),
                            values.slice(constant.offset, constant.size)));
  }
}

} // namespace ecg
