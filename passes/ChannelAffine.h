// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Per-channel affine maps, however a file spells them, and how they move past
// layers that do not care. What to do with them is FoldBatchNorm's business.

#ifndef ECG_PASSES_CHANNELAFFINE_H
#define ECG_PASSES_CHANNELAFFINE_H

#include "ecg/IR/EcgOps.h"
#include <optional>
#include <vector>

namespace ecg {

/// y = scale[c] * x + shift[c], where c counts along dimension `dim`. Vectors
/// of one element hold for all channels, whatever `dim` says.
struct ChannelAffine {
  mlir::Value input;
  int64_t dim = 0;
  std::vector<double> scale, shift;

  /// A batch norm with constant parameters, or a mul or add of a constant that
  /// varies along at most one dimension and does not broadcast the other
  /// operand; no fused clamp.
  static std::optional<ChannelAffine> match(mlir::Operation *op);

  bool isUniform() const { return scale.size() == 1; }
  bool hasShift() const;

  /// Whether op(affine(x)) is affine(op(x)) for the layer `op`, which moves or
  /// pools values. Where the channels are on the other side: `dim` is counted
  /// on the result and becomes the dimension of the operand (`movePastInput`),
  /// or the other way round (`movePastResult`; a flatten then repeats the
  /// parameters of a channel for all its elements).
  bool movePastInput(mlir::Operation *op);
  bool movePastResult(mlir::Operation *op);

  /// One entry for each of `channels`.
  void expand(size_t channels);

private:
  bool commutesWith(mlir::Operation *op) const;
};

} // namespace ecg

#endif // ECG_PASSES_CHANNELAFFINE_H
