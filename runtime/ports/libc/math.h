// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What generated code needs of <math.h>, for compilers that come without a C
// library. Rare functions (trigonometry, powers) are declared and not defined:
// a network that has them does not link.
#ifndef ECG_RT_PORT_MATH_H
#define ECG_RT_PORT_MATH_H

#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __builtin_isinf(x)
#define isfinite(x) __builtin_isfinite(x)
#define signbit(x) __builtin_signbit(x)

#define ECG_PORT_FUNCTION(name)                                                \
  double name(double x);                                                       \
  float name##f(float x);
ECG_PORT_FUNCTION(fabs)
ECG_PORT_FUNCTION(floor)
ECG_PORT_FUNCTION(ceil)
ECG_PORT_FUNCTION(rint)
ECG_PORT_FUNCTION(sqrt)
ECG_PORT_FUNCTION(exp)
ECG_PORT_FUNCTION(expm1)
ECG_PORT_FUNCTION(log)
ECG_PORT_FUNCTION(log1p)
ECG_PORT_FUNCTION(tanh)
ECG_PORT_FUNCTION(erf)
ECG_PORT_FUNCTION(sin)
ECG_PORT_FUNCTION(cos)
ECG_PORT_FUNCTION(tan)
ECG_PORT_FUNCTION(asin)
ECG_PORT_FUNCTION(acos)
ECG_PORT_FUNCTION(atan)
ECG_PORT_FUNCTION(sinh)
ECG_PORT_FUNCTION(cosh)
ECG_PORT_FUNCTION(asinh)
ECG_PORT_FUNCTION(acosh)
ECG_PORT_FUNCTION(atanh)
#undef ECG_PORT_FUNCTION

#define ECG_PORT_FUNCTION(name)                                                \
  double name(double x, double y);                                             \
  float name##f(float x, float y);
ECG_PORT_FUNCTION(fmin)
ECG_PORT_FUNCTION(fmax)
ECG_PORT_FUNCTION(pow)
ECG_PORT_FUNCTION(fmod)
#undef ECG_PORT_FUNCTION

float fmaf(float x, float y, float z);

#endif // ECG_RT_PORT_MATH_H
