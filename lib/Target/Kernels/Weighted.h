// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What convolutions and linear layers share: packed weights, bias, requantizing
// tables and the proof that no accumulator overflows.

#ifndef ECG_LIB_TARGET_KERNELS_WEIGHTED_H
#define ECG_LIB_TARGET_KERNELS_WEIGHTED_H

#include "Models.h"
#include "Packed.h"

namespace ecg {

/// Constants of a float layer.
struct FloatWeights {
  ConstantData<float> weights;
  std::vector<float> bias;
};

mlir::FailureOr<FloatWeights>
readFloatWeights(mlir::Operation *layer, mlir::Value weight, mlir::Value bias);

/// Reads weights and bias, makes the multipliers from the scales, and proves
/// |bias| + sum of |w| * max |x - zp| < 2^31 for each channel, or <= 2^38 where
/// activations are int16 (@conv1d_s16).
mlir::FailureOr<QuantizedWeights>
readQuantizedWeights(mlir::Operation *layer, mlir::Value weight,
                     mlir::Value bias, const QuantizedRange &input,
                     const QuantizedRange &output);

/// Calls a float kernel with weights; `params` has all fields but the limits.
template <typename OpTy, typename Layer>
mlir::LogicalResult callFloat(Layer layer, KernelLowering &lowering,
                              int64_t batch, typename OpTy::Params params,
                              mlir::Value result) {
  mlir::Location loc = layer.getLoc();
  auto data = readFloatWeights(layer, layer.getWeight(), layer.getBias());
  if (failed(data))
    return mlir::failure();
  FloatLimits limits = floatLimits(layer.getClamp());
  params.act_min = limits.min;
  params.act_max = limits.max;
  mlir::Value input = lowering.bufferOf(layer.getInput());
  mlir::Value weights =
      lowering.makeWeights<OpTy, float>(loc, params, data->weights.values());
  mlir::Value bias = lowering.makeTable<float>(loc, "bias", data->bias);
  return lowering.callEachSample<OpTy>(
      layer, batch, params,
      {input, weights, bias, lowering.resultBuffer(result)});
}

/// The formats of a quantized layer.
struct QuantizedIo {
  QuantizedRange input, output;
};

/// The parameters all quantized kernels with one input have.
template <typename Params>
void setIo(Params &params, const QuantizedIo &io,
           std::optional<ClampAttr> clamp) {
  QuantizedRange limits = limited(io.output, clamp);
  params.in_zp = io.input.params.zeroPoint;
  params.out_zp = io.output.params.zeroPoint;
  params.act_min = limits.min;
  params.act_max = limits.max;
}

/// Calls a kernel with weights of 8 bits, one each.
template <typename OpTy, typename Layer>
mlir::LogicalResult
callPlain(Layer layer, KernelLowering &lowering, int64_t batch,
          const typename OpTy::Params &params, const QuantizedWeights &data,
          mlir::Value result) {
  mlir::Location loc = layer.getLoc();
  mlir::Value x = lowering.bufferOf(layer.getInput());
  mlir::Value weights =
      lowering.makeWeights<OpTy, int8_t>(loc, params, data.weights);
  mlir::Value bias = lowering.makeTable<int32_t>(loc, "bias", data.bias);
  mlir::Value mult = lowering.makeTable<int32_t>(loc, "mult", data.mult());
  mlir::Value shift = lowering.makeTable<int8_t>(loc, "shift", data.shift());
  mlir::Value y = lowering.resultBuffer(result);
  mlir::Value scratch = lowering.makeScratch<OpTy, int8_t>(loc, params);
  return lowering.callEachSample<OpTy>(
      layer, batch, params, {x, weights, bias, mult, shift, y, scratch});
}

/// Calls an integer kernel with weights, for int8 activations with the weights
/// in fewer bits where that pays; `params` has the shape.
template <typename S8Op, typename S16Op, typename PackedOp, typename Layer>
mlir::LogicalResult callQuantized(Layer layer, KernelLowering &lowering,
                                  int64_t batch, typename S8Op::Params params,
                                  const QuantizedIo &io, mlir::Value result) {
  auto data = readQuantizedWeights(layer, layer.getWeight(), layer.getBias(),
                                   io.input, io.output);
  if (failed(data))
    return mlir::failure();
  setIo(params, io, layer.getClamp());
  if (io.input.bits == 16)
    return callPlain<S16Op>(layer, lowering, batch, params, *data, result);
  auto tables = packTables<S8Op, PackedOp>(lowering, params, *data);
  if (!tables)
    return callPlain<S8Op>(layer, lowering, batch, params, *data, result);
  mlir::SmallVector<mlir::Value> buffers{lowering.bufferOf(layer.getInput())};
  makePackedTables(lowering, layer.getLoc(), *tables, buffers);
  buffers.push_back(lowering.resultBuffer(result));
  buffers.push_back(
      lowering.makeScratch<PackedOp, int8_t>(layer.getLoc(), params));
  return lowering.callEachSample<PackedOp>(layer, batch, params, buffers);
}

/// Calls the float, int8 or int16 kernel of a layer with weights that writes
/// into the buffer of `result`, one call a sample of `batch`. `setShape` fills
/// the fields all structs share.
template <typename FloatOp, typename S8Op, typename S16Op, typename PackedOp,
          typename Layer, typename SetShape>
mlir::LogicalResult lowerWeighted(Layer layer, KernelLowering &lowering,
                                  int64_t batch, mlir::Value result,
                                  SetShape setShape) {
  auto formats = lowering.formatsOf(layer, {layer.getInput(), result});
  if (failed(formats))
    return mlir::failure();
  auto &[input, output] = *formats;
  typename FloatOp::Params floatParams = {};
  typename S8Op::Params params = {};
  setShape(floatParams);
  setShape(params);
  if (failed(lowering.checkSizes(layer)))
    return mlir::failure();
  if (input.isFloat())
    return callFloat<FloatOp>(layer, lowering, batch, floatParams, result);
  return callQuantized<S8Op, S16Op, PackedOp>(
      layer, lowering, batch, params, {*input.quantized, *output.quantized},
      result);
}

} // namespace ecg

#endif // ECG_LIB_TARGET_KERNELS_WEIGHTED_H
