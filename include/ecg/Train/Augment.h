// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ECG as it might have been recorded as well: another moment, amplitude, pace,
// noise, electrode.

#ifndef ECG_TRAIN_AUGMENT_H
#define ECG_TRAIN_AUGMENT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>

namespace ecg {

/// Strengths are largest values; each sample draws its own evenly below. On
/// signals as the model sees them (normalised).
struct AugmentOptions {
  double probability = 0.9; ///< that a sample is changed at all
  /// Circular shift along time, as a share of half the window; 1: anywhere.
  double shift = 0;
  /// The same in samples, with the values of the ends beyond them instead of
  /// turning round (beats); instead of `shift`.
  double shiftSamples = 0;
  /// Time runs faster or slower by this share, about the window's middle.
  double stretch = 0;
  double amplitude = 0;   ///< factor 1 +- this, all leads alike
  double noise = 0;       ///< deviation of white noise
  double wander = 0;      ///< amplitude of a sine of 0.1 to 0.5 Hz
  double leadDropout = 0; ///< probability that a lead is zero (never all)
  double cut = 0;      ///< length of a zeroed stretch, as a share of the window
  double features = 0; ///< deviation of noise on inputs that are no signals

  bool any() const {
    return shift || shiftSamples || stretch || amplitude || noise || wander ||
           leadDropout || cut || features;
  }

  /// The same without what a network may be trained to take away: noise,
  /// wander, dropped leads, cuts. With the same keys, signals are shifted,
  /// stretched and scaled exactly as with all of it (Batch::clean).
  AugmentOptions undisturbed() const;

  /// Text on top of no augmentation: "none", "light" (shift 1, stretch 0.05,
  /// amplitude 0.2, noise 0.05, wander 0.1), "strong", or "key=value,..." on
  /// top of one: "light,noise=0.1".
  static llvm::Expected<AugmentOptions> parse(llvm::StringRef text);
};

/// Where the values of a signal lie.
struct SignalLayout {
  int64_t leads = 1, length = 0;
  bool timeMajor = false;
  double samplingRate = 0; ///< Hz; 0 unknown: 360 is assumed for wander
};

/// Changes one signal in place. The draw depends on the three keys alone: the
/// run's seed, the sample and the variant (the epoch, or the number within a
/// pool).
void augmentSignal(const AugmentOptions &options, const SignalLayout &layout,
                   uint64_t seed, uint64_t sample, uint64_t variant,
                   llvm::MutableArrayRef<float> signal);

/// Changes the values of an input that is no signal (RR features).
void augmentFeatures(const AugmentOptions &options, uint64_t seed,
                     uint64_t sample, uint64_t variant,
                     llvm::MutableArrayRef<float> features);

} // namespace ecg

#endif // ECG_TRAIN_AUGMENT_H
