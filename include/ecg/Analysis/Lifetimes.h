// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which buffers of a device program exist and how long each must keep its
// bytes. Where they lie is MemoryPlan's business.

#ifndef ECG_ANALYSIS_LIFETIMES_H
#define ECG_ANALYSIS_LIFETIMES_H

#include "ecg/Analysis/MemoryPlan.h"
#include "ecg/IR/EcgRtOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/MapVector.h"
#include <optional>
#include <vector>

namespace ecg {

/// Lifetimes of the arena buffers of an `ecgrt` function. Steps are its kernel
/// calls, counted from 0. Bytes are alive from the first to the last call that
/// uses them, so the parts of an alloc that calls see through views live each
/// for itself. Several allocs share a buffer where a call writes its output
/// over an input that nobody reads afterwards (in place).
class Lifetimes {
public:
  explicit Lifetimes(mlir::func::FuncOp func);

  llvm::ArrayRef<LiveBuffer> buffers() const { return live; }

  /// Where an alloc begins.
  struct Place {
    size_t buffer;  ///< index into buffers()
    int64_t offset; ///< byte of that buffer
  };
  /// Nothing for allocs nobody uses.
  std::optional<Place> placeOf(rt::AllocOp alloc) const;

private:
  struct Access {
    int64_t begin, end, step;
  };
  using Accesses = llvm::MapVector<mlir::Value, std::vector<Access>>;
  /// Bytes of a buffer.
  struct Span {
    size_t buffer;
    int64_t begin, end;
  };

  /// A call that may write its output over an input.
  struct Handover {
    rt::BufferPart input, output;
    int64_t step;
  };

  static LiveBuffer makeBuffer(llvm::ArrayRef<Access> accesses);
  Span spanOf(const rt::BufferPart &part) const;
  void findHandovers(rt::RtKernelOpInterface call, int64_t step);
  bool isHandedOn(const LiveRange &from, const LiveRange &to, size_t input,
                  size_t output, int64_t shift) const;
  void merge(const Span &input, const Span &output);
  void startAtZero();

  llvm::SmallVector<LiveBuffer> live;
  std::vector<Handover> handovers;
  llvm::DenseMap<mlir::Value, Place> places; ///< by result of the alloc
};

} // namespace ecg

#endif // ECG_ANALYSIS_LIFETIMES_H
