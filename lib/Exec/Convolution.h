// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolution in one and two dimensions by matrix products; Ops/Conv1d.cpp and
// Ops/Conv2d.cpp only describe their geometry.

#ifndef ECG_LIB_EXEC_CONVOLUTION_H
#define ECG_LIB_EXEC_CONVOLUTION_H

#include "Spatial.h"
#include "ecg/IR/LayerCall.h"

namespace ecg {

/// A convolution of batch x channels x plane.
struct ConvGeometry {
  int64_t batch, inChannels, outChannels, groups;
  SpatialGeometry spatial;

  /// From the shapes of input and result, batch and channels included.
  static ConvGeometry get(llvm::ArrayRef<Window> windows, int64_t groups,
                          llvm::ArrayRef<int64_t> in,
                          llvm::ArrayRef<int64_t> out);

  int64_t inPerGroup() const { return inChannels / groups; }
  int64_t outPerGroup() const { return outChannels / groups; }
};

/// y = bias + w * x (cross-correlation), without fused activation. The inputs
/// are input, weight and, optionally, bias. T is float or double.
template <typename T>
void convolve(const ConvGeometry &geometry, const ForwardCall<T> &call);

/// The gradients of that; `grad` is that of the result.
template <typename T>
void convolveBackward(const ConvGeometry &geometry, const BackwardCall<T> &call,
                      BatchView<const T> grad);

} // namespace ecg

#endif // ECG_LIB_EXEC_CONVOLUTION_H
