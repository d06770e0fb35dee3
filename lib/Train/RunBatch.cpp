// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each sample has its own place, so shards may come in any order.

#include "RunBatch.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ecg {

void runBatch(GradientProgram &program, Workers &workers, const Batch &batch,
              size_t output, MutableArrayRef<float> outputs,
              const SampleLoss *loss, MutableArrayRef<double> losses) {
  // A student's dropout mask may come behind the inputs.
  SmallVector<const float *> in;
  for (size_t i = 0; i < program.inputs().size(); ++i)
    in.push_back(batch.inputs[i].data());
  size_t size = program.outputs()[output].numElements();
  program.runBatch(workers, batch.size(), in,
                   [&](const GradientProgram::LossCall &call) {
                     for (size_t s = 0; s < call.count; ++s) {
                       size_t i = call.first + s;
                       ArrayRef<float> values(call.outputs[output].of(s), size);
                       copy(values, outputs.begin() + i * size);
                       if (loss)
                         losses[i] = loss->compute(batch, i, values, {});
                     }
                   });
}

} // namespace ecg
