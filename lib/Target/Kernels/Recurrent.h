// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the float and the int8 calls of recurrent layers share.

#ifndef ECG_LIB_TARGET_KERNELS_RECURRENT_H
#define ECG_LIB_TARGET_KERNELS_RECURRENT_H

#include "Models.h"
#include "ecg/IR/Recurrent.h"

namespace ecg {

/// One layer on its way to calls, one a direction.
template <typename Layer> class RecurrentLowering {
public:
  RecurrentLowering(Layer layer, KernelLowering &lowering)
      : layer(layer), lowering(lowering), loc(layer.getLoc()) {}

  /// The shape, which all parameter structs have.
  template <typename Params> Params sharedParams() {
    llvm::ArrayRef<int64_t> x = shapeOf(layer.getInput());
    Params p = {};
    p.steps = lowering.size(x[0]);
    p.batch = lowering.size(x[1]);
    p.input = lowering.size(x[2]);
    p.hidden = lowering.size(layer.getHidden());
    p.directions = static_cast<int32_t>(layer.getDirections());
    p.from_zero = !layer.getInitialH() && !lowering.isStateful();
    return p;
  }

  /// Only a signal that comes in order can be continued.
  mlir::LogicalResult checkState() {
    if (!lowering.isStateful() || layer.getInitialH() ||
        (layer.getDirections() == 1 && !layer.getReverse()))
      return mlir::success();
    return layer.emitOpError()
           << "is " << (layer.getReverse() ? "reverse" : "bidirectional")
           << ": it reads a signal from its end and cannot keep state";
  }

  /// The buffer a state of the shape of `last` lives in: `working`, or what is
  /// kept between runs.
  mlir::Value stateBuffer(mlir::Value last, const ElementFormat &format,
                          llvm::function_ref<mlir::Value()> working) {
    return lowering.isStateful() && !layer.getInitialH()
               ? lowering.makeState(loc, shapeOf(last), format)
               : working();
  }

  /// An operand, or no buffer where there is none.
  mlir::Value optional(mlir::Value operand, mlir::Type element) {
    return operand ? lowering.bufferOf(operand)
                   : lowering.noBuffer(loc, element);
  }

  mlir::Value lengths() {
    return optional(layer.getLengths(), lowering.builder.getI32Type());
  }

  /// Where all hidden states go, if anybody reads them.
  mlir::Value output(mlir::Type element) {
    mlir::Value y = layer.getY();
    return y.use_empty() ? lowering.noBuffer(loc, element)
                         : lowering.resultBuffer(y);
  }

  /// `rows` rows of units to work in.
  mlir::Value scratch(int64_t rows, const ElementFormat &format) {
    return lowering.makeBuffer(loc, rows * layer.getHidden(), format);
  }

  /// The calls; `prepare` sets what differs from direction to direction.
  template <typename RtOp>
  mlir::LogicalResult call(
      typename RtOp::Params p, mlir::ValueRange buffers,
      llvm::function_ref<void(typename RtOp::Params &, int64_t)> prepare =
          [](auto &, int64_t) {}) {
    for (int64_t d = 0; d < layer.getDirections(); ++d) {
      p.direction = static_cast<int32_t>(d);
      p.reverse = d == 1 || layer.getReverse();
      prepare(p, d);
      if (failed(lowering.call<RtOp>(layer, p, buffers)))
        return mlir::failure();
    }
    return mlir::success();
  }

protected:
  Layer layer;
  KernelLowering &lowering;
  mlir::Location loc;
};

/// The int8 forms (RecurrentS8.cpp): input and output are int8, states and
/// weights float. Weights are quantized here, a scale a row and direction.
mlir::LogicalResult lowerRecurrentS8(LstmOp lstm, KernelLowering &lowering);
mlir::LogicalResult lowerRecurrentS8(GruOp gru, KernelLowering &lowering);
mlir::LogicalResult lowerRecurrentS8(RnnOp rnn, KernelLowering &lowering);

} // namespace ecg

#endif // ECG_LIB_TARGET_KERNELS_RECURRENT_H
