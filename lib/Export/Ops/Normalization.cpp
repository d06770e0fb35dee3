// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Normalizations.

#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

std::string writeBatchNorm(BatchNormOp op, OnnxGraph &graph) {
  return graph.add("BatchNormalization",
                   {graph.real(op.getInput()), graph.real(op.getScale()),
                    graph.real(op.getShift()), graph.real(op.getMean()),
                    graph.real(op.getVariance())},
                   {{"epsilon", op.getEpsilon().convertToFloat()}});
}

} // namespace

void attachNormalizationWriters(MLIRContext &context) {
  attachWriter<BatchNormOp, writeBatchNorm>(context);
}

} // namespace ecg
