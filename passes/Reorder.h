// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values with their dimensions in another order, where that costs no transpose.

#ifndef ECG_PASSES_REORDER_H
#define ECG_PASSES_REORDER_H

#include "Permutations.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/IR/PatternMatch.h"

namespace ecg {

/// Whether transpose(value, order) can be had without a transpose more than
/// there are: `value` is a constant or transposed anyway, or the layers that
/// make it, and that nobody else reads, can work in that order. `order` may
/// have more dimensions than `value`, which then broadcasts to them.
bool canReorder(mlir::Value value, llvm::ArrayRef<int64_t> order);

/// That value; only after canReorder.
mlir::Value reorder(mlir::RewriterBase &rewriter, mlir::Value value,
                    llvm::ArrayRef<int64_t> order);

/// `layer` on operands whose dimensions are in `order`, where a dimension of
/// the result is one of theirs; in front of `layer`, which stays. `activations`
/// are the leading operands in that order.
mlir::Operation *cloneReordered(mlir::RewriterBase &rewriter,
                                LayoutOpInterface layer,
                                llvm::ArrayRef<mlir::Value> activations,
                                llvm::ArrayRef<int64_t> order);

/// Whether `layer` exists on that order.
bool isReorderable(LayoutOpInterface layer, llvm::ArrayRef<int64_t> order);

/// The convolution with a kernel of one that does to dimension 1 of `input`, of
/// rank 3 or 4, what `linear` does to the last one of its own.
mlir::Value createPointwise(mlir::RewriterBase &rewriter, LinearOp linear,
                            mlir::Value input);

/// Whether a reader of `transpose` needs it, so that it has to stay.
bool isHeld(TransposeOp transpose);

/// A reshape to one row of features that only linear layers read.
bool isFlatten(ReshapeOp reshape);

/// The attribute of a product's operand or result; null for the order as it is.
mlir::DenseI64ArrayAttr permutationAttr(MatmulOp op,
                                        llvm::ArrayRef<int64_t> order);

/// Whether the last dimension stays the last one.
bool isLastInPlace(llvm::ArrayRef<int64_t> permutation);

/// The permutation [0, 2, .., 1]: from channel-first to channels-last.
bool isToChannelsLast(llvm::ArrayRef<int64_t> permutation);

/// Weights, constant or dequantized constants, under another shape.
mlir::Value reshapeWeight(mlir::RewriterBase &rewriter, mlir::Value weight,
                          llvm::ArrayRef<int64_t> shape);

} // namespace ecg

#endif // ECG_PASSES_REORDER_H
