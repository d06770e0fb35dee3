// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// SNR, PRD and PRDN.

#include "ecg/Metrics/Reconstruction.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <limits>

using namespace llvm;

namespace ecg {

static double percentDifference(double error, double energy) {
  return energy == 0 ? std::numeric_limits<double>::quiet_NaN()
                     : 100 * std::sqrt(error / energy);
}

double ReconstructionError::snr() const {
  if (error == 0)
    return signal == 0 ? std::numeric_limits<double>::quiet_NaN()
                       : std::numeric_limits<double>::infinity();
  return 10 * std::log10(signal / error);
}

double ReconstructionError::prd() const {
  return percentDifference(error, signal);
}

double ReconstructionError::prdn() const {
  return percentDifference(error, centred);
}

ReconstructionError measureReconstruction(ArrayRef<float> signal,
                                          ArrayRef<float> reconstruction) {
  double mean = 0;
  for (float x : signal)
    mean += x;
  mean /= std::max<size_t>(signal.size(), 1);
  ReconstructionError result;
  for (auto [x, y] : zip_equal(signal, reconstruction)) {
    result.signal += double(x) * x;
    result.centred += (x - mean) * (x - mean);
    result.error += (double(x) - y) * (double(x) - y);
  }
  return result;
}

static double mean(ArrayRef<ReconstructionError> samples,
                   double (ReconstructionError::*figure)() const) {
  double sum = 0;
  size_t defined = 0;
  for (const ReconstructionError &sample : samples) {
    double value = (sample.*figure)();
    if (std::isnan(value))
      continue;
    sum += value;
    ++defined;
  }
  return defined ? sum / defined : std::numeric_limits<double>::quiet_NaN();
}

double meanSnr(ArrayRef<ReconstructionError> samples) {
  return mean(samples, &ReconstructionError::snr);
}

double meanPrd(ArrayRef<ReconstructionError> samples) {
  return mean(samples, &ReconstructionError::prd);
}

double meanPrdn(ArrayRef<ReconstructionError> samples) {
  return mean(samples, &ReconstructionError::prdn);
}

} // namespace ecg
