// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How fast the functions of ecg.binary grow: X(function, by a, by b) for every
// line of ECG_RT_BINARY_REAL in the runtime (Binary.cpp does not compile when
// one is missing). Expressions of a, b, y = f(a, b) and the functions m(name).
// Of equal elements a takes the gradient of a minimum or maximum; remainders
// grow as between two jumps (docs/numerics.md @gradient_ties, @binary_slopes).

#ifndef ECG_LIB_EXEC_OPS_BINARYSLOPES_H
#define ECG_LIB_EXEC_OPS_BINARYSLOPES_H

#include "Elementwise.h"

#define ECG_BINARY_SLOPES(X, m)                                                \
  X(sub, 1, -1)                                                                \
  X(div, 1 / b, -y / b)                                                        \
  X(mod, 1, -m(floor)(a / b))                                                  \
  X(fmod, 1, -m(trunc)(a / b))                                                 \
  X(pow, b == 0 ? 0 : b * m(pow)(a, b - 1), a > 0 ? y * m(log)(a) : 0)         \
  X(min, a <= b || a != a ? 1 : 0, a <= b || a != a ? 0 : 1)                   \
  X(max, a >= b || a != a ? 1 : 0, a >= b || a != a ? 0 : 1)                   \
  X(prelu, a < 0 ? b : 1, a < 0 ? a : 0)

#endif // ECG_LIB_EXEC_OPS_BINARYSLOPES_H
