// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A batch forward, for those who look at outputs: validation, teachers,
// sensitivity.

#ifndef ECG_LIB_TRAIN_RUNBATCH_H
#define ECG_LIB_TRAIN_RUNBATCH_H

#include "ecg/Exec/GradientProgram.h"
#include "ecg/Train/Loss.h"

namespace ecg {

/// Writes result `output` of each sample to `outputs`, one after the other, and
/// with a `loss` (may be null) its loss to `losses`, one a sample. The batch
/// may have more inputs than the program.
void runBatch(GradientProgram &program, Workers &workers, const Batch &batch,
              size_t output, llvm::MutableArrayRef<float> outputs,
              const SampleLoss *loss = nullptr,
              llvm::MutableArrayRef<double> losses = {});

} // namespace ecg

#endif // ECG_LIB_TRAIN_RUNBATCH_H
