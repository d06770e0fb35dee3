// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which buffers of a device program exist and how long each must keep its
// bytes. Where they lie is MemoryPlan's business.

#ifndef ECG_ANALYSIS_LIFETIMES_H
#define ECG_ANALYSIS_LIFETIMES_H

#include "ecg/Analysis/MemoryPlan.h"
#include "ecg/IR/EcgRtOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseMap.h"

namespace ecg {

/// The value that owns the bytes of `buffer`: what views lead back to.
mlir::Value getRootBuffer(mlir::Value buffer);

/// Lifetimes of the arena buffers of an `ecgrt` function. Steps are its kernel
/// calls, counted from 0. Several allocs share one buffer where a call writes
/// its output over an input that nobody reads afterwards (in place).
class Lifetimes {
public:
  explicit Lifetimes(mlir::func::FuncOp func);

  /// One entry a buffer, alive from the first to the last call that uses it.
  llvm::ArrayRef<LiveBuffer> buffers() const { return live; }

  /// Index into buffers() of an alloc; nothing for allocs nobody uses.
  std::optional<size_t> bufferOf(rt::AllocOp alloc) const;

private:
  void addUse(mlir::Value operand, int64_t step);
  void mergeInPlace(rt::RtKernelOpInterface call, int64_t step);
  bool isArena(mlir::Value root) const;

  llvm::SmallVector<LiveBuffer> live;
  llvm::DenseMap<mlir::Value, size_t> indices; ///< by result of the alloc
};

} // namespace ecg

#endif // ECG_ANALYSIS_LIFETIMES_H
