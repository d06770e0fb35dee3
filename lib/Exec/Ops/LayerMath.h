// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a layer becomes executable: a struct derived from LayerMath with
//   template <typename T> static void forward(Op, const ForwardCall<T> &);
//   template <typename T> static void backward(Op, const BackwardCall<T> &);
// and whatever of the defaults below does not fit, attached by attachMath.

#ifndef ECG_LIB_EXEC_OPS_LAYERMATH_H
#define ECG_LIB_EXEC_OPS_LAYERMATH_H

#include "ecg/IR/EcgOps.h"

namespace ecg {

/// What holds for most layers; see ExecOpInterface.
template <typename Op> struct LayerMath {
  static int64_t savedSize(Op) { return 0; }
  static bool couplesSamples(Op) { return false; }
  static OperandRole roleOf(Op, unsigned) { return OperandRole::Activation; }
  static void updateStatistics(Op, const float *, int64_t,
                               llvm::ArrayRef<float *>) {}
};

/// The one implementation of ExecOpInterface.
template <typename Math, typename Op>
struct ExecModel : ExecOpInterface::ExternalModel<ExecModel<Math, Op>, Op> {
  using Operation = mlir::Operation;

  void forward(Operation *op, const ForwardCall<float> &call) const {
    Math::template forward<float>(mlir::cast<Op>(op), call);
  }
  void forwardDouble(Operation *op, const ForwardCall<double> &call) const {
    Math::template forward<double>(mlir::cast<Op>(op), call);
  }
  void backward(Operation *op, const BackwardCall<float> &call) const {
    Math::template backward<float>(mlir::cast<Op>(op), call);
  }
  void backwardDouble(Operation *op, const BackwardCall<double> &call) const {
    Math::template backward<double>(mlir::cast<Op>(op), call);
  }
  int64_t getSavedSize(Operation *op) const {
    return Math::savedSize(mlir::cast<Op>(op));
  }
  bool couplesSamples(Operation *op) const {
    return Math::couplesSamples(mlir::cast<Op>(op));
  }
  OperandRole getOperandRole(Operation *op, unsigned operand) const {
    return Math::roleOf(mlir::cast<Op>(op), operand);
  }
  void updateStatistics(Operation *op, const float *saved, int64_t samples,
                        llvm::ArrayRef<float *> operands) const {
    Math::updateStatistics(mlir::cast<Op>(op), saved, samples, operands);
  }
};

/// Of layers with weights behind one activation.
template <typename Op> struct WeightedMath : LayerMath<Op> {
  static OperandRole roleOf(Op, unsigned operand) {
    return operand ? OperandRole::Weight : OperandRole::Activation;
  }
};

template <typename Math, typename Op>
void attachMath(mlir::MLIRContext &context) {
  Op::template attachInterface<ExecModel<Math, Op>>(context);
}

} // namespace ecg

#endif // ECG_LIB_EXEC_OPS_LAYERMATH_H
