// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list of kernel sets, and what a call owes to the set it is for.

#include "ecg/Target/KernelSet.h"
#include "CortexM.h"
#include "Packed.h"
#include "Scalar.h"

using namespace mlir;

namespace ecg {

namespace {

/// Output channels of a call that unpacks rows.
int64_t packedRows(rt::Conv1dPackedS8Op op) { return op.getCout(); }
int64_t packedRows(rt::Conv2dPackedS8Op op) { return op.getCout(); }
int64_t packedRows(rt::LinearPackedS8Op op) { return op.getOutFeatures(); }
template <typename OpTy> int64_t packedRows(OpTy) { return 0; }

/// Channels are last only where the kernel knows of it.
template <typename OpTy, typename Weight>
LogicalResult verifyLayout(const WeightKernel<OpTy, Weight> &kernel, OpTy op) {
  if constexpr (std::is_same_v<typename OpTy::Params, ecg_conv1d_s8_params_t>)
    if ((op.getInLast() || op.getOutLast()) && !kernel.outputAhead)
      return op.emitOpError("has no kernel with channels last in this set");
  return success();
}

template <typename OpTy, typename Weight>
std::optional<int64_t> findAhead(const WeightKernel<OpTy, Weight> &kernel,
                                 Operation *call, rt::BufferRole role) {
  auto ahead =
      role == rt::BufferRole::Output ? kernel.outputAhead : kernel.scratchAhead;
  auto op = dyn_cast<OpTy>(call);
  if (!op || !ahead)
    return std::nullopt;
  typename OpTy::Params params = rt::getParamsOf(op);
  int32_t bytes = ahead(&params);
  if (bytes == ECG_RT_APART)
    return std::nullopt;
  return bytes;
}

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
  if (failed(verifyLayout(kernel, op)))
    return failure();
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

std::optional<int64_t> findAhead(const KernelSet &set,
                                 rt::RtKernelOpInterface call,
                                 rt::BufferRole role) {
  std::optional<int64_t> found;
  auto ask = [&](const auto &...kernels) {
    ((found = found ? found : findAhead(kernels, call, role)), ...);
  };
  std::apply(ask, set.kernels);
  return found;
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
  for (const KernelSet *set : {&referenceKernels(), &cortexMKernels(),
                               &cortexM55Kernels(), &scalarKernels()})
    if (set->name == name)
      return set;
  return nullptr;
}

} // namespace ecg
