// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list of kernel sets, and what a call owes to the set it is for.

#include "ecg/Target/KernelSet.h"
#include "CortexM.h"
#include "Packed.h"

using namespace mlir;

namespace ecg {

namespace {

/// Output channels of a call that unpacks rows.
int64_t packedRows(rt::Conv1dPackedS8Op op) { return op.getCout(); }
int64_t packedRows(rt::Conv2dPackedS8Op op) { return op.getCout(); }
int64_t packedRows(rt::LinearPackedS8Op op) { return op.getOutFeatures(); }
template <typename OpTy> int64_t packedRows(OpTy) { return 0; }

template <typename OpTy, typename Weight>
LogicalResult verifyCall(const WeightKernel<OpTy, Weight> &kernel,
                         Operation *call) {
  auto op = dyn_cast<OpTy>(call);
  if (!op)
    return success();
  auto bytes = [&](rt::BufferRole role) {
    SmallVector<Value> buffers =
        cast<rt::RtKernelOpInterface>(call).getBuffers(role);
    return static_cast<size_t>(
        rt::getByteSize(cast<MemRefType>(buffers.front().getType())));
  };
  typename OpTy::Params params = rt::getParamsOf(op);
  // Weights are the first table of every kernel that has any.
  size_t weights = kernel.packedBytes(&params);
  if (int64_t rows = packedRows(op)) {
    if (failed(verifyPackedTables(cast<rt::RtKernelOpInterface>(call), rows,
                                  static_cast<int64_t>(weights))))
      return failure();
  } else if (bytes(rt::BufferRole::Table) < weights) {
    return op.emitOpError()
           << "needs " << weights << " bytes of packed weights";
  }
  size_t scratch = kernel.scratchBytes ? kernel.scratchBytes(&params) : 0;
  if (scratch > 0 && bytes(rt::BufferRole::Scratch) < scratch)
    return op.emitOpError() << "needs " << scratch << " bytes of scratch";
  return success();
}

} // namespace

LogicalResult verifyCall(const KernelSet &set, rt::RtKernelOpInterface call) {
  auto verifyAll = [&](const auto &...kernels) {
    return success((succeeded(verifyCall(kernels, call)) && ...));
  };
  return std::apply(verifyAll, set.kernels);
}

RowCodes readRowCodes(rt::RtKernelOpInterface call) {
  auto rowsOf = [&](const auto &kernel) -> int64_t {
    auto op = dyn_cast<typename std::decay_t<decltype(kernel)>::Op>(*call);
    return op ? packedRows(op) : 0;
  };
  int64_t rows = std::apply(
      [&](const auto &...kernels) { return (rowsOf(kernels) + ...); },
      referenceKernels().kernels);
  return rows ? readRowCodes(call, rows) : RowCodes();
}

const KernelSet *findKernelSet(StringRef name) {
  for (const KernelSet *set :
       {&referenceKernels(), &cortexMKernels(), &cortexM55Kernels()})
    if (set->name == name)
      return set;
  return nullptr;
}

} // namespace ecg
