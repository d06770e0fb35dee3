// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How fast the scales of fake quantization learn beside weights. Private to the
// room.

#ifndef ECG_LIB_TRAIN_SCALERATES_H
#define ECG_LIB_TRAIN_SCALERATES_H

#include "ecg/Exec/GradientProgram.h"

namespace ecg {

/// Whether a constant is the scale of a rounded activation.
bool isActivationScale(mlir::Operation *constant);

/// @scale_rate: the factor of the learning rate for each weight of `program`;
/// empty where all are 1.
std::vector<float> chooseRates(const GradientProgram &program);

} // namespace ecg

#endif // ECG_LIB_TRAIN_SCALERATES_H
