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
/// for itself. Arguments that lie in the arena are alive from the first call
/// on. Several allocs share a buffer where a call writes its output
/// over an input that nobody reads afterwards (in place).
class Lifetimes {
public:
  /// Bytes by which the buffers of one role have to begin before the first
  /// input of a call that may overwrite it; nothing where it may not.
  using FindAhead = llvm::function_ref<std::optional<int64_t>(
      rt::RtKernelOpInterface, rt::BufferRole)>;

  explicit Lifetimes(
      mlir::func::FuncOp func,
      FindAhead findAhead = [](auto...) { return std::nullopt; });

  llvm::ArrayRef<LiveBuffer> buffers() const { return live; }
  /// The calls that overwrite their input while they read it.
  llvm::ArrayRef<SharedStep> sharedSteps() const { return shared; }

  /// Where a root of views begins.
  struct Place {
    size_t buffer;  ///< index into buffers()
    int64_t offset; ///< byte of that buffer
  };
  /// Of an alloc, or an argument in the arena; nothing for allocs nobody uses.
  std::optional<Place> placeOf(mlir::Value root) const;

private:
  struct Access {
    int64_t begin, end, step;
  };
  using Accesses = llvm::MapVector<mlir::Value, std::vector<Access>>;
  /// A call that may write its output over an input.
  struct Handover {
    rt::BufferPart input, output;
    int64_t step;
  };

  static LiveBuffer makeBuffer(llvm::ArrayRef<Access> accesses);
  BufferSpan spanOf(const rt::BufferPart &part) const;
  void findHandovers(rt::RtKernelOpInterface call, int64_t step);
  bool isHandedOn(const LiveRange &from, const LiveRange &to, size_t input,
                  size_t output, int64_t shift) const;
  void merge(const BufferSpan &input, const BufferSpan &output);
  void startAtZero();
  void findShared(rt::RtKernelOpInterface call, int64_t step,
                  rt::BufferRole role, FindAhead findAhead);

  llvm::SmallVector<LiveBuffer> live;
  std::vector<SharedStep> shared;
  std::vector<Handover> handovers;
  llvm::DenseMap<mlir::Value, Place> places; ///< by root
};

} // namespace ecg

#endif // ECG_ANALYSIS_LIFETIMES_H
