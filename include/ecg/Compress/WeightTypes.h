// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The integers a row of weights may be made of, and what they cost (docs/
// numerics.md `@weight_types`). How rows are really stored follows from their
// values; what is said here is never less. Plain numbers, no MLIR types.

#ifndef ECG_COMPRESS_WEIGHTTYPES_H
#define ECG_COMPRESS_WEIGHTTYPES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace ecg {

/// One of a list of types; compared by address.
struct WeightType {
  llvm::StringLiteral name; ///< "int4"
  int64_t low, high;
  /// `groupBits` bits hold `groupSize` weights.
  int64_t groupSize, groupBits;

  /// Of a row of so many weights; rows end at bytes.
  int64_t rowBytes(int64_t weights) const {
    int64_t groups = (weights + groupSize - 1) / groupSize;
    return (groups * groupBits + 7) / 8;
  }
};

/// int8, int6, int5, int4, int3, int2, ternary, zero: the finest first.
llvm::ArrayRef<WeightType> weightTypes();

/// Null where no type has that name.
const WeightType *findWeightType(llvm::StringRef name);

/// The type with these integers, or null.
const WeightType *findWeightType(int64_t low, int64_t high);

/// The next coarser type that a row can become to save bytes, or null. int2 is
/// left out: ternary rows are smaller and hardly worse.
const WeightType *coarserThan(const WeightType &type);

} // namespace ecg

#endif // ECG_COMPRESS_WEIGHTTYPES_H
