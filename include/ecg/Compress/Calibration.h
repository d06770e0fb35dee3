// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The part of a tensor's distribution that its 256 int8 values should cover.
// Covering all of it wastes resolution on rare extremes; clipping costs error
// where it clips. The methods differ in how they weigh the two.

#ifndef ECG_COMPRESS_CALIBRATION_H
#define ECG_COMPRESS_CALIBRATION_H

#include "ecg/Compress/Histogram.h"
#include "ecg/Compress/Scales.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace ecg {

enum class CalibrationMethod {
  MinMax,     ///< `minmax`: everything seen
  Percentile, ///< `percentile`: all but a share of the values on either side
  Kl,         ///< `kl`: least information lost (entropy, as TensorRT does)
  Mse,        ///< `mse`: least mean squared error of the quantized values
};

/// The method called `name`, if there is one.
std::optional<CalibrationMethod> parseCalibrationMethod(llvm::StringRef name);
/// The name `parseCalibrationMethod` takes.
llvm::StringRef getName(CalibrationMethod method);

/// The range to quantize a tensor with, within [min(), max()] of what was
/// seen. `percentile`, in (50, 100], matters to CalibrationMethod::Percentile
/// alone: that many percent of the values lie below the upper end, and as many
/// above the lower. Zero counts as seen by all methods, because every range is
/// widened to it in the end (chooseAffineParams).
Range calibrateRange(const Histogram &histogram, CalibrationMethod method,
                     double percentile = 99.99);

} // namespace ecg

#endif // ECG_COMPRESS_CALIBRATION_H
