// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions of `ecg.unary` on real numbers, in double: what the tables of
// int8 are computed from (docs/numerics.md @unary, @lut_s8).

#ifndef ECG_IR_UNARYFUNCTIONS_H
#define ECG_IR_UNARYFUNCTIONS_H

#include "llvm/ADT/StringRef.h"

namespace ecg {

/// f(x) with the parameters alpha and beta of functions that have any.
using UnaryFunction = double (*)(double x, double alpha, double beta);

/// The function of that name, or null.
UnaryFunction findUnaryFunction(llvm::StringRef name);

} // namespace ecg

#endif // ECG_IR_UNARYFUNCTIONS_H
