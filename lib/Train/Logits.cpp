// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Only the terminator changes; the activation stays in the function, unread.

#include "Logits.h"
#include "ecg/IR/EcgOps.h"

using namespace mlir;

namespace ecg {

/// The value whose elements are those of `value` before its last activation,
/// which may be rounded.
static Value logitsOf(Value value) {
  Operation *op = value.getDefiningOp();
  while (op && isa<ReshapeOp, FakeQuantizeOp>(op))
    op = op->getOperand(0).getDefiningOp();
  if (op && isa<SoftmaxOp, LogSoftmaxOp, SigmoidOp>(op))
    return op->getOperand(0);
  return value;
}

LogitsScope::LogitsScope(func::FuncOp function, size_t output) {
  Operation *end = function.front().getTerminator();
  if (output >= end->getNumOperands())
    return;
  result = &end->getOpOperand(output);
  before = result->get();
  result->set(logitsOf(before));
}

LogitsScope::~LogitsScope() {
  if (result)
    result->set(before);
}

} // namespace ecg
