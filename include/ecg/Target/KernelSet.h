// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The host-callable companions of the kernels of runtime/kernels/<set>: how a
// set packs weights and how much scratch it needs. The lowering asks the set
// that will be emitted.

#ifndef ECG_TARGET_KERNELSET_H
#define ECG_TARGET_KERNELSET_H

#include "ecg/IR/EcgRtOps.h"
#include <tuple>

namespace ecg {

/// Companions of the kernel that `OpTy` calls; `Weight` is float or int8_t. Of
/// kernels that unpack rows these are about the rows before they are encoded.
template <typename OpTy, typename Weight> struct WeightKernel {
  using Op = OpTy;
  using Params = typename OpTy::Params;

  size_t (*packedBytes)(const Params *);
  void (*pack)(const Params *, const Weight *weights, Weight *packed);
  /// Null for kernels that take no scratch.
  size_t (*scratchBytes)(const Params *) = nullptr;
  /// How output and scratch may share bytes with the input that dies
  /// (conv1d.h); null for kernels that never say. With them, channels may be
  /// last.
  int32_t (*outputAhead)(const Params *) = nullptr;
  int32_t (*scratchAhead)(const Params *) = nullptr;
};

struct KernelSet {
  /// Folder below runtime/kernels.
  llvm::StringLiteral name;
  std::tuple<WeightKernel<rt::Conv1dF32Op, float>,
             WeightKernel<rt::Conv1dS8Op, int8_t>,
             WeightKernel<rt::Conv2dF32Op, float>,
             WeightKernel<rt::Conv2dS8Op, int8_t>,
             WeightKernel<rt::LinearF32Op, float>,
             WeightKernel<rt::LinearS8Op, int8_t>,
             WeightKernel<rt::Conv1dS16Op, int8_t>,
             WeightKernel<rt::Conv2dS16Op, int8_t>,
             WeightKernel<rt::LinearS16Op, int8_t>,
             WeightKernel<rt::Conv1dPackedS8Op, int8_t>,
             WeightKernel<rt::Conv2dPackedS8Op, int8_t>,
             WeightKernel<rt::LinearPackedS8Op, int8_t>>
      kernels;

  template <typename OpTy, typename Weight>
  const WeightKernel<OpTy, Weight> &get() const {
    return std::get<WeightKernel<OpTy, Weight>>(kernels);
  }
};

/// Whether int8 weights are stored in fewer bits (docs/numerics.md
/// `@packed_weights`).
enum class PackWeights {
  Auto,   ///< where a layer's tables become 15 % smaller, and 64 bytes at least
  Always, ///< where a kernel unpacks them
  Never
};

/// The codes of packed rows (ecg/Compress/PackedWeights.h).
struct RowCodes {
  uint32_t used = 0;       ///< ids, as bits; 0: no row is packed
  std::string description; ///< how many rows have which
};
RowCodes readRowCodes(rt::RtKernelOpInterface call);

/// Fails with a diagnostic when `call` has fewer packed weights or less scratch
/// than its kernel in `set` uses. What does not depend on the set is the op's
/// verifier's business.
mlir::LogicalResult verifyCall(const KernelSet &set,
                               rt::RtKernelOpInterface call);

/// Bytes by which the output of `call`, or its scratch, has to begin before its
/// input at least, where the kernel of `set` may overwrite the input; nothing
/// where they must not share a byte.
std::optional<int64_t> findAhead(const KernelSet &set,
                                 rt::RtKernelOpInterface call,
                                 rt::BufferRole role);

/// The reference kernels: what a program must be lowered for to run on the
/// host (lib/Exec).
const KernelSet &referenceKernels();

/// The set of that folder, or null.
const KernelSet *findKernelSet(llvm::StringRef name);

} // namespace ecg

#endif // ECG_TARGET_KERNELSET_H
