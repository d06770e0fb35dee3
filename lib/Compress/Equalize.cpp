// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Noise of both sides, as mean squares.

#include "ecg/Compress/Equalize.h"
#include "llvm/ADT/STLExtras.h"
#include <cassert>
#include <cmath>
#include <limits>

using llvm::ArrayRef;

namespace ecg {

namespace {

constexpr double smallestFactor = 1.0 / 256;
/// Magnitudes are three deviations, say.
constexpr double deviations = 3;

double square(double x) { return x * x; }

std::vector<float> factorsFor(ArrayRef<float> magnitudes, double exponent) {
  double largest = *llvm::max_element(magnitudes);
  std::vector<float> factors;
  for (double magnitude : magnitudes) {
    // A channel that is always 0 has nothing to drown.
    double factor =
        magnitude > 0
            ? std::exp2(std::rint(exponent * std::log2(magnitude / largest)))
            : 1;
    factors.push_back(static_cast<float>(std::max(factor, smallestFactor)));
  }
  return factors;
}

/// Of rounding to the steps of one scale for all channels, behind the weights.
double activationNoise(ArrayRef<float> magnitudes, ArrayRef<float> factors,
                       const ChannelReader &reader) {
  double largest = 0, gain = 0;
  for (size_t c = 0; c < factors.size(); ++c) {
    largest = std::max<double>(largest, magnitudes[c] / factors[c]);
    for (size_t row = 0; row < reader.rows; ++row)
      gain += reader.squares[row * factors.size() + c] * square(factors[c]);
  }
  return gain * square(largest / 255) / 12;
}

/// Of rounding each row of weights to the steps of its own scale.
double weightNoise(ArrayRef<float> magnitudes, ArrayRef<float> factors,
                   const ChannelReader &reader) {
  size_t channels = factors.size();
  double noise = 0;
  for (size_t row = 0; row < reader.rows; ++row) {
    double largest = 0, power = 0;
    for (size_t c = 0; c < channels; ++c) {
      double weight = reader.largest[row * channels + c] * factors[c];
      if (weight == 0)
        continue;
      largest = std::max(largest, weight);
      power += square(magnitudes[c] / factors[c] / deviations);
    }
    noise += power * reader.taps * square(largest / 127) / 12;
  }
  return noise;
}

} // namespace

std::vector<float> chooseEqualization(ArrayRef<float> magnitudes,
                                      ArrayRef<ChannelReader> readers) {
  assert(!magnitudes.empty());
  std::vector<float> best(magnitudes.size(), 1.0f);
  double least = std::numeric_limits<double>::infinity();
  for (double exponent : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    std::vector<float> factors = factorsFor(magnitudes, exponent);
    double noise = 0;
    for (const ChannelReader &reader : readers)
      noise += activationNoise(magnitudes, factors, reader) +
               weightNoise(magnitudes, factors, reader);
    if (noise < least) {
      least = noise;
      best = std::move(factors);
    }
  }
  return best;
}

} // namespace ecg
