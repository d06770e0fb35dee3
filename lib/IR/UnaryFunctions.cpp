// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions of one real number: what the runtime's list says for double.

#include "ecg/IR/UnaryFunctions.h"
#include "ecg_rt/unary_list.h"
#include "llvm/ADT/StringMap.h"
#include <cmath>

namespace ecg {

namespace {

struct Params {
  double alpha, beta;
};

#define ECG_FUNCTION(function, suffix, type, value)                            \
  {#function, [](double x, double alpha, double beta) -> double {              \
     [[maybe_unused]] const Params params{alpha, beta}, *p = &params;          \
     return value;                                                             \
   }},

} // namespace

UnaryFunction findUnaryFunction(llvm::StringRef name) {
  static const llvm::StringMap<UnaryFunction> functions = {
      ECG_RT_UNARY_REAL(ECG_FUNCTION, f64, double, ECG_RT_MATH_F64)};
  return functions.lookup(name);
}

#undef ECG_FUNCTION

} // namespace ecg
