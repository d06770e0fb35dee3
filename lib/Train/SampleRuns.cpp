// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Samples have places of their own, and sums are in their order.

#include "SampleRuns.h"
#include "RunBatch.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <numeric>

using namespace llvm;

namespace ecg {

/// Larger batches only cost memory.
static constexpr size_t batchSize = 32;

double Outcomes::meanLoss() const {
  return std::accumulate(losses.begin(), losses.end(), 0.0) / losses.size();
}

Error SampleRuns::read(ArrayRef<size_t> inputs) {
  TrainOptions asRecorded;
  Feed feed(data, inputs, asRecorded, {}, loss && loss->needsClean());
  for (ArrayRef<uint32_t> left = samples; !left.empty();) {
    size_t count = std::min(batchSize, left.size());
    if (Error error = feed.fillAsRecorded(workers, left.take_front(count),
                                          batches.emplace_back()))
      return error;
    left = left.drop_front(count);
  }
  return Error::success();
}

Outcomes SampleRuns::run(GradientProgram &program,
                         function_ref<void(size_t)> batchEnded) {
  Outcomes outcomes;
  size_t size = outputSize(program), first = 0;
  outcomes.outputs.resize(samples.size() * size);
  outcomes.losses.resize(loss ? samples.size() : 0);
  for (const Batch &batch : batches) {
    runBatch(program, workers, batch, output,
             MutableArrayRef(outcomes.outputs)
                 .slice(first * size, batch.size() * size),
             loss,
             MutableArrayRef(outcomes.losses)
                 .slice(loss ? first : 0, loss ? batch.size() : 0));
    if (batchEnded)
      batchEnded(batch.size());
    first += batch.size();
  }
  return outcomes;
}

void SampleRuns::differentiate(GradientProgram &program,
                               function_ref<void()> gradientsReady) {
  for (const Batch &batch : batches)
    for (size_t i = 0; i < batch.size(); ++i) {
      differentiate(program, batch, i);
      gradientsReady();
    }
}

void SampleRuns::differentiate(GradientProgram &program, const Batch &batch,
                               size_t i) {
  SmallVector<const float *> in;
  for (auto [port, input] : zip_equal(program.inputs(), batch.inputs))
    in.push_back(input.data() + i * port.numElements());
  size_t size = outputSize(program);
  program.trainBatch(
      workers, 1, in, [&](const GradientProgram::LossCall &call) {
        loss->compute(batch, i, ArrayRef(call.outputs[output].of(0), size),
                      MutableArrayRef(call.outputGrads[output].of(0), size));
      });
}

Error SampleRuns::checkFinite(const GradientProgram &program,
                              const Outcomes &outcomes) const {
  for (auto [i, value] : enumerate(outcomes.outputs))
    if (!std::isfinite(value))
      return createStringError(
          data.name() + ": sample " +
          std::to_string(samples[i / outputSize(program)]) + ": output '" +
          program.outputs()[output].name + "' is not finite");
  return Error::success();
}

} // namespace ecg
