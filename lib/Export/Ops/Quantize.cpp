// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ends of quantized parts. The nodes themselves come from the types.

#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

std::string writeQuantize(QuantizeOp op, OnnxGraph &graph) {
  return graph.real(op.getInput());
}

std::string writeDequantize(DequantizeOp op, OnnxGraph &graph) {
  return graph.real(op.getInput());
}

} // namespace

void attachQuantizeWriters(MLIRContext &context) {
  attachWriter<QuantizeOp, writeQuantize>(context);
  attachWriter<DequantizeOp, writeDequantize>(context);
}

} // namespace ecg
