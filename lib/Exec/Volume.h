// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolution in one to three dimensions: that of planes (Convolution.h),
// summed along the depth where there is one. Ops/Conv3d.cpp and
// Ops/ConvTranspose.cpp run by it.

#ifndef ECG_LIB_EXEC_VOLUME_H
#define ECG_LIB_EXEC_VOLUME_H

#include "Convolution.h"
#include "ecg/IR/Windows.h"

namespace ecg {

/// A convolution of batch x channels x depth x plane.
struct VolumeGeometry {
  SpatialDim depth;
  ConvGeometry plane;

  /// From the shapes of input and result, batch and channels included.
  static VolumeGeometry get(const Windows &windows, int64_t groups,
                            llvm::ArrayRef<int64_t> in,
                            llvm::ArrayRef<int64_t> out);

  bool hasDepth() const {
    return depth.in != 1 || depth.out != 1 || depth.window.kernel != 1;
  }
};

/// y = w * x, without bias and fused activation; the inputs are input and
/// weight.
template <typename T>
void convolveVolume(const VolumeGeometry &geometry, const ForwardCall<T> &call);

/// The gradients of that; `grad` is that of the result.
template <typename T>
void convolveVolumeBackward(const VolumeGeometry &geometry,
                            const BackwardCall<T> &call,
                            BatchView<const T> grad);

/// y += bias for each channel, where there is one (`bias` is not null).
template <typename T>
void addBias(const T *bias, BatchView<T> y, int64_t samples);

/// The gradient of that, where it is wanted (`dbias` is not null).
template <typename T>
void addBiasGrad(BatchView<const T> grad, int64_t samples, T *dbias);

} // namespace ecg

#endif // ECG_LIB_EXEC_VOLUME_H
