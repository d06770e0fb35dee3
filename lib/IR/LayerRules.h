// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the shape rules and verifiers of layers share, one file a family.

#ifndef ECG_LIB_IR_LAYERRULES_H
#define ECG_LIB_IR_LAYERRULES_H

#include "ecg/IR/EcgOps.h"

namespace ecg {

inline llvm::ArrayRef<int64_t> shapeOf(mlir::Value value) {
  return mlir::cast<mlir::RankedTensorType>(value.getType()).getShape();
}

inline mlir::Type elementOf(mlir::Value value) {
  return mlir::cast<mlir::RankedTensorType>(value.getType()).getElementType();
}

/// A result takes the element type of the first operand; a quantized program
/// then overrides it (haveSameShapes).
mlir::LogicalResult yieldResult(llvm::ArrayRef<int64_t> shape,
                                mlir::Value first,
                                llvm::SmallVectorImpl<mlir::Type> &results);

/// An error unless `axis` is a dimension of `shape`.
mlir::LogicalResult requireAxis(std::optional<mlir::Location> loc, int64_t axis,
                                llvm::ArrayRef<int64_t> shape);

/// Both hold the same plain type, or both quantized ones.
mlir::LogicalResult verifySameElements(mlir::Operation *op, mlir::Value a,
                                       mlir::Value b);

/// The runtime has a kernel of the family for these elements; int8 that stands
/// for real numbers goes by the float function.
mlir::LogicalResult verifyFunction(mlir::Operation *op,
                                   llvm::StringRef function, mlir::Value value);

/// Opens the definition of a layer's shape rule.
#define ECG_INFER(OP)                                                          \
  mlir::LogicalResult OP::inferReturnTypes(                                    \
      [[maybe_unused]] mlir::MLIRContext *context,                             \
      [[maybe_unused]] std::optional<mlir::Location> loc,                      \
      mlir::ValueRange operands,                                               \
      [[maybe_unused]] mlir::DictionaryAttr attributes,                        \
      [[maybe_unused]] mlir::OpaqueProperties properties,                      \
      [[maybe_unused]] mlir::RegionRange regions,                              \
      llvm::SmallVectorImpl<mlir::Type> &results)

} // namespace ecg

#endif // ECG_LIB_IR_LAYERRULES_H
