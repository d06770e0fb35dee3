// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How close a reconstruction comes to the signal it stands for: figures of
// compressors and autoencoders.

#ifndef ECG_METRICS_RECONSTRUCTION_H
#define ECG_METRICS_RECONSTRUCTION_H

#include "llvm/ADT/ArrayRef.h"

namespace ecg {

/// Energies of one sample x and its reconstruction y, over all leads and times.
struct ReconstructionError {
  double signal = 0;  ///< sum x^2
  double centred = 0; ///< sum (x - mean x)^2
  double error = 0;   ///< sum (x - y)^2

  /// Signal to noise ratio in dB: 10 log10(signal / error). Infinite without
  /// error, NaN where the signal is zero, too.
  double snr() const;
  /// Percentage root-mean-square difference, 100 sqrt(error / signal), which a
  /// constant offset of the signal makes small. NaN for a signal of zeros.
  double prd() const;
  /// The same, normalised: 100 sqrt(error / centred), independent of an offset
  /// (PRD1 in Blanco-Velasco et al., Med. Eng. Phys. 27(9):798-802, 2005).
  double prdn() const;
};

/// Of two arrays of the same length.
ReconstructionError measureReconstruction(llvm::ArrayRef<float> signal,
                                          llvm::ArrayRef<float> reconstruction);

/// Means over samples of the figure of each. Samples for which it is not
/// defined (a signal of zeros) are left out; NaN when none is left.
double meanSnr(llvm::ArrayRef<ReconstructionError> samples);
double meanPrd(llvm::ArrayRef<ReconstructionError> samples);
double meanPrdn(llvm::ArrayRef<ReconstructionError> samples);

} // namespace ecg

#endif // ECG_METRICS_RECONSTRUCTION_H
