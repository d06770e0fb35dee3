// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The general convolution kernels, which take up to three dimensions and
// weights that are computed at run time.

#ifndef ECG_LIB_TARGET_KERNELS_CONVND_H
#define ECG_LIB_TARGET_KERNELS_CONVND_H

#include "Models.h"
#include "ecg/IR/Windows.h"

namespace ecg {

/// The shape fields of ecg_conv_nd_f32_params_t and the structs like it.
template <typename Params, typename Layer>
Params convNdParams(Layer layer, KernelLowering &lowering) {
  llvm::ArrayRef<int64_t> in = shapeOf(layer.getInput()), out = shapeOf(layer);
  Windows windows = getWindows(layer);
  Params p = {};
  p.batch = lowering.size(in[0]);
  p.cin = lowering.size(in[1]);
  p.cout = lowering.size(out[1]);
  p.groups = lowering.size(layer.getGroups());
  size_t lead = 3 - windows.size();
  for (size_t d = 0; d < 3; ++d) {
    const Window window = d < lead ? Window{1} : windows[d - lead];
    p.in[d] = lowering.size(d < lead ? 1 : in[d - lead + 2]);
    p.out[d] = lowering.size(d < lead ? 1 : out[d - lead + 2]);
    p.kernel[d] = lowering.size(window.kernel);
    p.stride[d] = lowering.size(window.stride);
    p.dilation[d] = lowering.size(window.dilation);
    p.pad[d] = lowering.size(window.padLow);
  }
  return p;
}

/// Calls a kernel that takes weights and bias as they are, constant or not.
template <typename OpTy, typename T, typename Layer>
mlir::LogicalResult callConvNd(Layer layer, KernelLowering &lowering,
                               const typename OpTy::Params &params) {
  mlir::Value input = lowering.bufferOf(layer.getInput());
  mlir::Value weight = lowering.bufferOf(layer.getWeight());
  std::vector<T> zeros(params.cout, 0);
  mlir::Value bias = layer.getBias()
                         ? lowering.bufferOf(layer.getBias())
                         : lowering.makeTable<T>(layer.getLoc(), "bias", zeros);
  return lowering.call<OpTy>(
      layer, params,
      {input, weight, bias, lowering.resultBuffer(layer.getResult())});
}

/// The same for a float kernel, with the activation of the layer.
template <typename OpTy, typename Layer>
mlir::LogicalResult callFloatConvNd(Layer layer, KernelLowering &lowering) {
  auto params = convNdParams<typename OpTy::Params>(layer, lowering);
  FloatLimits limits = floatLimits(layer.getClamp());
  params.act_min = limits.min;
  params.act_max = limits.max;
  return callConvNd<OpTy, float>(layer, lowering, params);
}

/// A convolution of float, or of int32 without activation.
template <typename Layer>
mlir::LogicalResult lowerConvNd(Layer layer, KernelLowering &lowering) {
  if (elementTypeOf(layer.getInput()).isInteger(32) && !layer.getClamp())
    return callConvNd<rt::ConvNdI32Op, int32_t>(
        layer, lowering,
        convNdParams<ecg_conv_nd_i32_params_t>(layer, lowering));
  if (elementTypeOf(layer.getInput()).isF32())
    return callFloatConvNd<rt::ConvNdF32Op>(layer, lowering);
  return layer.emitOpError()
         << "has no kernel for weights computed at run time, or three "
            "dimensions, of elements of type "
         << elementTypeOf(layer.getInput());
}

} // namespace ecg

#endif // ECG_LIB_TARGET_KERNELS_CONVND_H
