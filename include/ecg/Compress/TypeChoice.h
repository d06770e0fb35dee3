// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One of several types for each layer, so that all of them cost no more than is
// allowed and lose as little as possible: the multiple-choice knapsack problem.
// Plain numbers; what a type costs and loses is told by others. TypeBudget.h
// lowers rows one after the other instead.

#ifndef ECG_COMPRESS_TYPECHOICE_H
#define ECG_COMPRESS_TYPECHOICE_H

#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <vector>

namespace ecg {

/// A type that a layer could have.
struct TypeOption {
  double cost; ///< not negative: bytes, instructions
  double loss; ///< added up over layers
};

/// `@type_choice`: for each layer the index of its option, so that costs add up
/// to at most `budget` and losses to as little as there is; of equal ones the
/// first. By dynamic programming over costs in units of budget / 2^15, rounded
/// up: exact for whole costs under budgets up to 2^15, otherwise the budget may
/// be missed by a unit a layer, never exceeded. Nothing where the cheapest
/// options are too dear.
std::optional<std::vector<size_t>>
chooseTypes(llvm::ArrayRef<std::vector<TypeOption>> layers, double budget);

} // namespace ecg

#endif // ECG_COMPRESS_TYPECHOICE_H
