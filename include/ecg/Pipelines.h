// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The phases of a compilation as pass pipelines. passes/Pipelines.cpp is the
// table of contents of what happens to a network, in order.

#ifndef ECG_PIPELINES_H
#define ECG_PIPELINES_H

#include "ecg/Passes.h"
#include "mlir/Pass/PassManager.h"

namespace ecg {

/// What exporters wrote in, the layers they meant out, each by its name and
/// channels first. Batch norms stay: a network that will be trained needs them.
void buildRecognizePipeline(mlir::OpPassManager &pm);

/// Float network in, the same function with less work out. Begins with
/// buildRecognizePipeline. Results differ by
/// the rounding of folded weights at most. Networks that came quantized keep
/// their pairs.
void buildSimplifyPipeline(mlir::OpPassManager &pm);

/// Simplified float network in, one with quantize/dequantize pairs out: runs
/// it on data to find ranges. Still a float program, which
/// buildQuantizePipeline then folds. Does nothing to networks that have pairs.
void buildCalibratePipeline(mlir::OpPassManager &pm,
                            const CalibrateOptions &options,
                            const InsertQdqOptions &insertion = {});

/// Network with pairs in, own or imported, integer layers out.
void buildQuantizePipeline(mlir::OpPassManager &pm);

/// Network in, device program with a memory plan out.
void buildLowerPipeline(mlir::OpPassManager &pm,
                        const LowerToRtOptions &options);

/// Makes them available to ecg-opt by name: --ecg-simplify, and
/// --ecg-quantize-int8 for calibration and quantization together.
void registerEcgPipelines();

} // namespace ecg

#endif // ECG_PIPELINES_H
