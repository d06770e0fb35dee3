// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A classifier without the activation at its end: losses are about logits.

#ifndef ECG_LIB_TRAIN_LOGITS_H
#define ECG_LIB_TRAIN_LOGITS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ecg {

/// While it lives, result `output` of the function is what goes into the
/// softmax, log_softmax or sigmoid that ends the network, if one does.
class LogitsScope {
public:
  LogitsScope(mlir::func::FuncOp function, size_t output);
  ~LogitsScope();
  LogitsScope(const LogitsScope &) = delete;
  LogitsScope &operator=(const LogitsScope &) = delete;

private:
  mlir::OpOperand *result = nullptr;
  mlir::Value before;
};

} // namespace ecg

#endif // ECG_LIB_TRAIN_LOGITS_H
