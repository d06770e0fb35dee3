// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers whose weights and tables are stored in fewer bits: whether it pays,
// and the tables.

#ifndef ECG_LIB_TARGET_KERNELS_PACKED_H
#define ECG_LIB_TARGET_KERNELS_PACKED_H

#include "QuantizedWeights.h"
#include "ecg/Compress/PackedWeights.h"
#include "ecg/Target/KernelLowering.h"

namespace ecg {

/// The tables a `packed` kernel takes.
struct PackedTables {
  PackedWeights rows;
  std::vector<uint8_t> bias, scale;

  int64_t bytes() const {
    return rows.bytes() + static_cast<int64_t>(bias.size() + scale.size());
  }
};

/// `ordered`: the weights as the kernel set orders rows to be encoded.
PackedTables packTables(llvm::ArrayRef<int8_t> ordered,
                        const QuantizedWeights &data);

/// Whether a layer takes the tables, where it could have `plainBytes` of
/// others.
bool isWorthPacking(PackWeights choice, const PackedTables &tables,
                    int64_t plainBytes);

/// Bytes of bias, mult and shift of a channel.
constexpr int64_t plainChannelBytes = 9;

/// The tables for PackedOp, or nothing when OpTy with plain ones is better.
template <typename OpTy, typename PackedOp>
std::optional<PackedTables> packTables(KernelLowering &lowering,
                                       const typename OpTy::Params &params,
                                       const QuantizedWeights &data) {
  if (lowering.packWeights == PackWeights::Never)
    return std::nullopt;
  PackedTables tables = packTables(
      lowering.orderWeights<PackedOp, int8_t>(params, data.weights), data);
  int64_t plain =
      static_cast<int64_t>(
          lowering.kernels.get<OpTy, int8_t>().packedBytes(&params)) +
      plainChannelBytes * static_cast<int64_t>(data.bias.size());
  if (!isWorthPacking(lowering.packWeights, tables, plain))
    return std::nullopt;
  return tables;
}

/// Appends the tables to the buffers of a call.
void makePackedTables(KernelLowering &lowering, mlir::Location loc,
                      const PackedTables &tables,
                      llvm::SmallVectorImpl<mlir::Value> &buffers);

/// Fails with a diagnostic when the tables of `call` are not `rows` rows, with
/// `elements` weights in all, as PackedWeights.h and ChannelTables.h write
/// them.
mlir::LogicalResult verifyPackedTables(rt::RtKernelOpInterface call,
                                       int64_t rows, int64_t elements);

/// The codes of the `rows` rows of a verified call.
RowCodes readRowCodes(rt::RtKernelOpInterface call, int64_t rows);

} // namespace ecg

#endif // ECG_LIB_TARGET_KERNELS_PACKED_H
