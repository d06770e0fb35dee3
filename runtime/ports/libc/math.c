// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// <math.h> in double, to about 1e-14, short before fast; the float functions
// round its results.
#include <math.h>
#include <stdint.h>
#include <string.h>

#define LN2 0.69314718055994530942

/// 2^n for n in [-1022, 1023].
static double power_of_2(int32_t n) {
  const uint64_t bits = (uint64_t)(n + 1023) << 52;
  double value;
  memcpy(&value, &bits, sizeof(value));
  return value;
}

double fabs(double x) { return x < 0 ? -x : x == 0 ? 0 : x; }
double fmin(double x, double y) { return y < x || x != x ? y : x; }
double fmax(double x, double y) { return y > x || x != x ? y : x; }

/// Beyond 2^52 there are no fractions.
double rint(double x) {
  const double whole = 4503599627370496.0;
  if (!(fabs(x) < whole))
    return x;
  volatile double sum = signbit(x) ? x - whole : x + whole;
  const double y = signbit(x) ? sum + whole : sum - whole;
  return y == 0 && signbit(x) ? -0.0 : y;
}

double floor(double x) {
  const double y = rint(x);
  return y > x ? y - 1 : y;
}

double ceil(double x) { return -floor(-x); }

/// Newton's steps from half the exponent; exact bits are not promised.
double sqrt(double x) {
  if (!(x > 0) || isinf(x))
    return x < 0 ? NAN : x;
  uint64_t bits;
  memcpy(&bits, &x, sizeof(bits));
  bits = (bits >> 1) + ((uint64_t)1023 << 51);
  double y;
  memcpy(&y, &bits, sizeof(y));
  for (int step = 0; step < 6; ++step)
    y = 0.5 * (y + x / y);
  return y;
}

/// exp(x) - 1 for |x| <= ln(2) / 2 by its series.
static double expm1_small(double x) {
  double sum = 0;
  for (int n = 14; n > 0; --n)
    sum = (sum + 1) * x / n;
  return sum;
}

double exp(double x) {
  if (!(x > -708))
    return x != x ? x : 0;
  if (x > 709.7)
    return INFINITY;
  const double n = rint(x / LN2);
  return (1 + expm1_small(x - n * LN2)) * power_of_2((int32_t)n - 1) * 2;
}

double expm1(double x) { return fabs(x) < 0.3 ? expm1_small(x) : exp(x) - 1; }

/// log(m) = 2 atanh((m - 1) / (m + 1)) by its series, m within sqrt(2) of 1.
static double log_near_1(double m_minus_1) {
  const double z = m_minus_1 / (m_minus_1 + 2);
  double sum = 0;
  for (int n = 23; n > 0; n -= 2)
    sum = sum * z * z + 1.0 / n;
  return 2 * z * sum;
}

double log(double x) {
  if (!(x > 0) || isinf(x))
    return x == 0 ? -INFINITY : x < 0 ? NAN : x;
  uint64_t bits;
  memcpy(&bits, &x, sizeof(bits));
  int32_t n = (int32_t)(bits >> 52) - 1023;
  double m = x * power_of_2(-n / 2) * power_of_2(-(n - n / 2));
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++n;
  }
  return n * LN2 + log_near_1(m - 1);
}

double log1p(double x) { return fabs(x) < 0.3 ? log_near_1(x) : log(1 + x); }

double tanh(double x) {
  if (fabs(x) > 20)
    return x < 0 ? -1 : 1;
  const double e = expm1(2 * x);
  return e / (e + 2);
}

/// The series of 2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n+1) / (2n+1)!!.
double erf(double x) {
  if (!(fabs(x) < 6))
    return x != x ? x : x < 0 ? -1 : 1;
  double term = x, sum = x;
  for (int n = 1; n < 120; ++n)
    sum += term *= 2 * x * x / (2 * n + 1);
  return 1.1283791670955126 * exp(-x * x) * sum;
}

/// What is left when the largest y * 2^n are taken away: exact.
double fmod(double x, double y) {
  double left = fabs(x);
  y = fabs(y);
  if (!(y > 0) || !isfinite(x) || y != y)
    return NAN;
  while (left >= y) {
    double part = y;
    while (part <= left / 2)
      part *= 2;
    left -= part;
  }
  return signbit(x) ? -left : left;
}
float fmodf(float x, float y) { return (float)fmod((double)x, (double)y); }

#define IN_FLOAT(name)                                                         \
  float name##f(float x) { return (float)name((double)x); }
IN_FLOAT(fabs)
IN_FLOAT(floor)
IN_FLOAT(ceil)
IN_FLOAT(sqrt)
IN_FLOAT(exp)
IN_FLOAT(expm1)
IN_FLOAT(log)
IN_FLOAT(log1p)
IN_FLOAT(tanh)
IN_FLOAT(erf)

/// The quantization of every float input.
float rintf(float x) {
  const float whole = 8388608.0f;
  if (!(fabsf(x) < whole))
    return x;
  volatile float sum = signbit(x) ? x - whole : x + whole;
  const float y = signbit(x) ? sum + whole : sum - whole;
  return y == 0 && signbit(x) ? -0.0f : y;
}

float fminf(float x, float y) { return y < x || x != x ? y : x; }
float fmaxf(float x, float y) { return y > x || x != x ? y : x; }

/// The product of two floats is exact in double; the sum is rounded twice.
float fmaf(float x, float y, float z) {
  return (float)((double)x * (double)y + (double)z);
}
