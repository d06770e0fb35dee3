// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The bias of a convolution of one sample, and its gradient.

#ifndef ECG_LIB_EXEC_CONVOLUTIONBIAS_H
#define ECG_LIB_EXEC_CONVOLUTIONBIAS_H

#include "Convolution.h"
#include "Matrix.h"
#include <algorithm>

namespace ecg {

/// y = bias, or 0 where there is none.
template <typename T>
void fillBias(const ConvGeometry &geometry, const T *bias, T *y) {
  int64_t outputs = geometry.spatial.outPlane();
  for (int64_t c = 0; c < geometry.batch * geometry.outChannels; ++c)
    std::fill_n(y + c * outputs, outputs,
                bias ? bias[c % geometry.outChannels] : T(0));
}

/// dbias += what dy brings; dbias may be null.
template <typename T>
void addBiasGradient(const ConvGeometry &geometry, const T *dy, T *dbias) {
  int64_t outputs = geometry.spatial.outPlane();
  if (dbias)
    for (int64_t c = 0; c < geometry.batch * geometry.outChannels; ++c)
      dbias[c % geometry.outChannels] +=
          matrixKernels<T>().sum(outputs, dy + c * outputs);
}

} // namespace ecg

#endif // ECG_LIB_EXEC_CONVOLUTIONBIAS_H
