// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With a stride of 1 along one dimension, what a tap reads for neighbouring
// outputs is the input itself, shifted. A convolution with many channels is a
// sum of products with it, and nothing has to be copied into columns.

#ifndef ECG_LIB_EXEC_CONVOLUTIONSHIFTED_H
#define ECG_LIB_EXEC_CONVOLUTIONSHIFTED_H

#include "Convolution.h"

namespace ecg {

/// Whether that pays.
bool isShifted(const ConvGeometry &geometry);

/// As convolve and convolveBackward, where isShifted().
template <typename T>
void convolveShifted(const ConvGeometry &geometry, const ForwardCall<T> &call);
template <typename T>
void backwardShifted(const ConvGeometry &geometry, const BackwardCall<T> &call,
                     BatchView<const T> grad);

} // namespace ecg

#endif // ECG_LIB_EXEC_CONVOLUTIONSHIFTED_H
