// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From ranges and weights to scales and zero points, and from floats to the
// integers they stand for (docs/numerics.md `@q_affine`). Plain arrays, no
// MLIR types. Which range a tensor has is Calibration.h's business.

#ifndef ECG_COMPRESS_SCALES_H
#define ECG_COMPRESS_SCALES_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <limits>
#include <vector>

namespace ecg {

/// The real values a tensor takes, or the part of them worth representing.
struct Range {
  float min = 0;
  float max = 0;

  bool operator==(const Range &other) const {
    return min == other.min && max == other.max;
  }
};

/// real = scale * (q - zeroPoint). Scales chosen here are exact as float32,
/// which is what devices and ONNX files store.
struct AffineParams {
  double scale = 1;
  int32_t zeroPoint = 0;
};

/// Parameters for values in `range` as signed integers of `bits` bits, 2 to 16.
/// The range is first widened to include 0: 0 is always exact, because padding
/// and ReLU produce it. A range of only 0 gets scale 1 and zero point 0.
/// `range` must be finite.
AffineParams chooseAffineParams(Range range, unsigned bits = 8);

/// Parameters of activations of 8 bits, as above, or of 16, with zero point 0
/// and 32767 for twice the largest magnitude (`@q_int16`).
AffineParams chooseActivationParams(Range range, unsigned bits);

/// The real values that -128 and 127 stand for.
Range representableRange(AffineParams params);

/// Symmetric scales, one for each of the `channels` equal rows of `weights`,
/// so that the largest magnitude of a row is 127. Rows grow coarser where the
/// int32 bias |bias[c]| / (inputScale * scale) would otherwise leave no room
/// for the accumulator, or with activations of 16 bits, whose accumulators are
/// wider, would itself leave int32. Rows of zeros get the scale that suits
/// their bias. Clustered weights (isClustered) share the coarsest of these
/// scales, so that they still are of few kinds as integers. `bias` has one
/// entry a channel or is empty.
std::vector<double> chooseWeightScales(llvm::ArrayRef<float> weights,
                                       int64_t channels,
                                       llvm::ArrayRef<float> bias,
                                       double inputScale,
                                       unsigned activationBits = 8);

/// Nearest integer to value / scale + zeroPoint, halves to even, clamped to
/// [low, high]. NaN becomes the zero point.
int64_t quantizeValue(double value, AffineParams params, int64_t low,
                      int64_t high);

/// Values of a tensor in all of the integers T.
template <typename T>
std::vector<T> quantizeTensor(llvm::ArrayRef<float> values,
                              AffineParams params) {
  std::vector<T> result(values.size());
  for (size_t i = 0; i < values.size(); ++i)
    result[i] = static_cast<T>(quantizeValue(values[i], params,
                                             std::numeric_limits<T>::min(),
                                             std::numeric_limits<T>::max()));
  return result;
}

/// Symmetric int8 values in [-127, 127], row c by scales[c].
std::vector<int8_t> quantizeRows(llvm::ArrayRef<float> values,
                                 llvm::ArrayRef<double> scales);

/// int32 bias in units of inputScale * scales[c], clamped to int32.
std::vector<int32_t> quantizeBias(llvm::ArrayRef<float> bias,
                                  llvm::ArrayRef<double> scales,
                                  double inputScale);

} // namespace ecg

#endif // ECG_COMPRESS_SCALES_H
