// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rewrites that more than one pass needs.

#ifndef ECG_PASSES_PATTERNS_H
#define ECG_PASSES_PATTERNS_H

#include "mlir/IR/PatternMatch.h"

namespace ecg {

/// ReLU and clip into the layer before them (FuseActivation.cpp).
void populateFuseActivationPatterns(mlir::RewritePatternSet &patterns);

/// quantize and dequantize of constants become constants
/// (ConvertConstants.cpp).
void populateQuantizeConstantPatterns(mlir::RewritePatternSet &patterns);
void populateDequantizeConstantPatterns(mlir::RewritePatternSet &patterns);

} // namespace ecg

#endif // ECG_PASSES_PATTERNS_H
