// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// sin, cos, exp and atan2 from + - * / and sqrt alone, which IEEE 754 rounds
// the same everywhere; libm's differ from machine to machine in the last bit.
// Accurate to a few ulp for the moderate arguments of the ECG generator.
#ifndef ECG_DATA_PORTABLEMATH_H
#define ECG_DATA_PORTABLEMATH_H

#include <cmath>

namespace ecg::portable {

constexpr double kPi = 3.14159265358979323846;

/// exp for |x| below 700: x = k ln 2 + r, a Taylor series of r.
inline double exp(double x) {
  constexpr double kLn2High = 6.93147180369123816490e-01;
  constexpr double kLn2Low = 1.90821492927058770002e-10;
  double k = std::floor(x * 1.44269504088896340736 + 0.5);
  double r = (x - k * kLn2High) - k * kLn2Low;
  double sum = 1;
  // |r| <= 0.35, so the term of order 14 is below 1e-17.
  for (int order = 13; order > 0; --order)
    sum = 1 + r / order * sum;
  return std::ldexp(sum, static_cast<int>(k));
}

/// sin(x + quadrant * pi / 2); x is reduced to +-pi/4 first.
inline double sinQuadrant(double x, long quadrant) {
  constexpr double kHalfPiHigh = 1.57079632673412561417e+00;
  constexpr double kHalfPiLow = 6.07710050650619224932e-11;
  double k = std::floor(x / (kPi / 2) + 0.5);
  double r = (x - k * kHalfPiHigh) - k * kHalfPiLow;
  long turn = (static_cast<long>(k) + quadrant) & 3;
  double square = r * r, sum = 1;
  bool cosine = turn & 1;
  // Alternating series: 1 - r^2/(n(n-1)) (1 - ...), |r| < 0.79.
  for (int n = cosine ? 16 : 17; n > 1; n -= 2)
    sum = 1 - square / (n * (n - 1)) * sum;
  double value = cosine ? sum : r * sum;
  return turn & 2 ? -value : value;
}
inline double sin(double x) { return sinQuadrant(x, 0); }
inline double cos(double x) { return sinQuadrant(x, 1); }

/// atan for 0 <= t <= 1: two halvings of the angle, then the Taylor series.
inline double atanUnit(double t) {
  for (int halving = 0; halving < 2; ++halving)
    t = t / (1 + std::sqrt(1 + t * t));
  // t <= tan(pi/16) < 0.2: the term of order 23 is below 1e-17.
  double square = t * t, sum = 0;
  for (int n = 23; n > 0; n -= 2)
    sum = 1.0 / n - square * sum;
  return 4 * t * sum;
}

/// The angle of (x, y) in (-pi, pi]; 0 for the origin.
inline double atan2(double y, double x) {
  double ax = std::fabs(x), ay = std::fabs(y);
  if (ax == 0 && ay == 0)
    return 0;
  double angle = ay <= ax ? atanUnit(ay / ax) : kPi / 2 - atanUnit(ax / ay);
  if (x < 0)
    angle = kPi - angle;
  return y < 0 ? -angle : angle;
}

} // namespace ecg::portable

#endif // ECG_DATA_PORTABLEMATH_H
