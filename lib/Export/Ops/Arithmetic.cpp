// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of two tensors.

#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

std::string writeAdd(AddOp op, OnnxGraph &graph) {
  return limited(
      graph,
      graph.add("Add", {graph.real(op.getLhs()), graph.real(op.getRhs())}),
      op.getClamp());
}

std::string writeMul(MulOp op, OnnxGraph &graph) {
  return limited(
      graph,
      graph.add("Mul", {graph.real(op.getLhs()), graph.real(op.getRhs())}),
      op.getClamp());
}

} // namespace

void attachArithmeticWriters(MLIRContext &context) {
  attachWriter<AddOp, writeAdd>(context);
  attachWriter<MulOp, writeMul>(context);
}

} // namespace ecg
