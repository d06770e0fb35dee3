// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of operators. Adding one is a row in Operators.cpp and a function
// in Ops/; nothing else knows operators by name.

#ifndef ECG_LIB_IMPORT_OPERATORS_H
#define ECG_LIB_IMPORT_OPERATORS_H

#include "Node.h"

namespace ecg {

using OperatorFunction = mlir::LogicalResult (*)(Node &);

/// The opsets of the ONNX domain this importer knows.
constexpr int64_t minOpset = 1, maxOpset = 22;

/// An operator of as many inputs as there are, none of which is optional.
constexpr unsigned anyInputs = ~0u;

/// One meaning of an operator. An operator whose meaning changed between
/// opsets has several rows.
struct OperatorRow {
  llvm::StringRef name; ///< outside of the ONNX domain `domain.name`
  int64_t firstOpset, lastOpset;
  unsigned minInputs, maxInputs; ///< the first minInputs are required
  /// Makes layers. Null: the operator is only known on constants.
  OperatorFunction onTensors;
  /// Computes at import when all inputs are constants. Null: the layers that
  /// onTensors makes of constants are run (FoldNode.cpp).
  OperatorFunction onConstants = nullptr;
  /// What Node::function() gives: one importing function serves many operators.
  llvm::StringRef function = {};
};

/// All rows; those of one operator are neighbours.
llvm::ArrayRef<OperatorRow> allOperators();

/// The row of an operator, or null when there is none.
const OperatorRow *findOperator(llvm::StringRef name, int64_t opset);

/// The opsets in which `name` is known, as text: "" when it is not known at
/// all, else e.g. "7 to 22" or "1".
std::string acceptedOpsets(llvm::StringRef name);

/// Names of all operators that make layers, sorted, with commas.
std::string acceptedOperators();

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPERATORS_H
