// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Late layers of a network have so few outputs that a product a sample is too
// small to be quick: there the windows of several samples stand side by side.

#ifndef ECG_LIB_EXEC_CONVOLUTIONTOGETHER_H
#define ECG_LIB_EXEC_CONVOLUTIONTOGETHER_H

#include "Convolution.h"

namespace ecg {

/// Whether that pays.
bool isTogether(const ConvGeometry &geometry, int64_t samples);

/// As convolve and convolveBackward, where isTogether().
template <typename T>
void convolveTogether(const ConvGeometry &geometry, const ForwardCall<T> &call);
template <typename T>
void backwardTogether(const ConvGeometry &geometry, const BackwardCall<T> &call,
                      BatchView<const T> grad);

} // namespace ecg

#endif // ECG_LIB_EXEC_CONVOLUTIONTOGETHER_H
