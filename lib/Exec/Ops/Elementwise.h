// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that map each element by itself. A function is a struct F with
//   template <typename T> static T value(T x, Scalars<T> p);
//   template <typename T> static T slope(T x, T y, Scalars<T> p);
// where slope is how fast y = value(x) grows at x. Loops are made per function,
// so that the compiler sees what it repeats.

#ifndef ECG_LIB_EXEC_OPS_ELEMENTWISE_H
#define ECG_LIB_EXEC_OPS_ELEMENTWISE_H

#include "ecg/IR/LayerCall.h"
#include <cmath>

namespace ecg {

/// The parameters of a function that has any.
template <typename T> struct Scalars {
  T alpha = 0, beta = 0;
};

/// The functions of <math.h> for one type, for the lists of the runtime:
/// ECG_EXEC_MATH(exp)(x) with T in scope.
template <typename T> struct RealMath {
#define ECG_REAL_FUNCTION(name)                                                \
  static T name(T x) { return std::name(x); }
  ECG_REAL_FUNCTION(fabs)
  ECG_REAL_FUNCTION(ceil)
  ECG_REAL_FUNCTION(floor)
  ECG_REAL_FUNCTION(rint)
  ECG_REAL_FUNCTION(trunc)
  ECG_REAL_FUNCTION(sqrt)
  ECG_REAL_FUNCTION(exp)
  ECG_REAL_FUNCTION(expm1)
  ECG_REAL_FUNCTION(log)
  ECG_REAL_FUNCTION(log1p)
  ECG_REAL_FUNCTION(erf)
  ECG_REAL_FUNCTION(sin)
  ECG_REAL_FUNCTION(cos)
  ECG_REAL_FUNCTION(tan)
  ECG_REAL_FUNCTION(asin)
  ECG_REAL_FUNCTION(acos)
  ECG_REAL_FUNCTION(atan)
  ECG_REAL_FUNCTION(sinh)
  ECG_REAL_FUNCTION(cosh)
  ECG_REAL_FUNCTION(tanh)
  ECG_REAL_FUNCTION(asinh)
  ECG_REAL_FUNCTION(acosh)
  ECG_REAL_FUNCTION(atanh)
#undef ECG_REAL_FUNCTION
  static T fmax(T a, T b) { return std::fmax(a, b); }
  static T fmin(T a, T b) { return std::fmin(a, b); }
  static T fmod(T a, T b) { return std::fmod(a, b); }
  static T pow(T a, T b) { return std::pow(a, b); }
};
#define ECG_EXEC_MATH(name) RealMath<T>::name

template <typename T> T sigmoid(T x) { return 1 / (1 + std::exp(-x)); }

/// y = F(x) for all samples.
template <typename F, typename T>
void mapElements(const ForwardCall<T> &call, Scalars<T> p) {
  const T *x = call.inputs[0].data;
  T *y = call.outputs[0].data;
  int64_t count = call.samples * call.inputs[0].size();
  for (int64_t i = 0; i < count; ++i)
    y[i] = F::template value<T>(x[i], p);
}

/// dx += dy * F'(x) for all samples.
template <typename F, typename T>
void mapGradients(const BackwardCall<T> &call, Scalars<T> p) {
  const T *x = call.inputs[0].data, *y = call.outputs[0].data;
  const T *dy = call.outputGrads[0].data;
  T *dx = call.inputGrads[0].data;
  int64_t count = call.samples * call.inputs[0].size();
  for (int64_t i = 0; i < count; ++i)
    dx[i] += dy[i] * F::template slope<T>(x[i], y[i], p);
}

} // namespace ecg

#endif // ECG_LIB_EXEC_OPS_ELEMENTWISE_H
