// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of types of weights.

#include "ecg/Compress/WeightTypes.h"
#include <iterator>

using llvm::ArrayRef;
using llvm::StringRef;

namespace ecg {

// Five ternary weights are a number below 3^5 = 243.
static constexpr WeightType types[] = {
    {"int8", -127, 127, 1, 8}, {"int6", -31, 31, 1, 6}, {"int5", -15, 15, 1, 5},
    {"int4", -7, 7, 1, 4},     {"int3", -3, 3, 1, 3},   {"int2", -2, 1, 1, 2},
    {"ternary", -1, 1, 5, 8},  {"zero", 0, 0, 1, 0}};

ArrayRef<WeightType> weightTypes() { return types; }

const WeightType *findWeightType(StringRef name) {
  for (const WeightType &type : types)
    if (type.name == name)
      return &type;
  return nullptr;
}

const WeightType *findWeightType(int64_t low, int64_t high) {
  for (const WeightType &type : types)
    if (type.low == low && type.high == high)
      return &type;
  return nullptr;
}

const WeightType *coarserThan(const WeightType &type) {
  for (const WeightType *next = &type + 1; next != std::end(types); ++next)
    if (next->high > 0 && next->low == -next->high)
      return next;
  return nullptr;
}

} // namespace ecg
