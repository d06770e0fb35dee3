// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers of two tensors with numpy broadcasting: add, mul and the functions of
// ecg.binary, whose values are as the runtime's list says and slopes as
// BinarySlopes.h does.

#include "BinarySlopes.h"
#include "Broadcast.h"
#include "Ops.h"
#include "ecg_rt/binary_list.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace ecg;

namespace {

/// A constant of one element belongs to a formula, one of more was learned.
OperandRole roleOfConstant(Value value) {
  if (!value.getDefiningOp<ConstantOp>())
    return OperandRole::Activation;
  return cast<RankedTensorType>(value.getType()).getNumElements() > 1
             ? OperandRole::Weight
             : OperandRole::Fixed;
}

struct Sum {
  template <typename T> static T value(T a, T b) { return a + b; }
  template <typename T> static T byA(T, T, T) { return 1; }
  template <typename T> static T byB(T, T, T) { return 1; }
};

struct Product {
  template <typename T> static T value(T a, T b) { return a * b; }
  template <typename T> static T byA(T, T b, T) { return b; }
  template <typename T> static T byB(T a, T, T) { return a; }
};

template <typename F, typename Op> struct ArithmeticMath : LayerMath<Op> {
  static OperandRole roleOf(Op layer, unsigned operand) {
    return roleOfConstant(layer->getOperand(operand));
  }

  template <typename T>
  static void forward(Op layer, const ForwardCall<T> &call) {
    broadcastForward<F>(call);
    applyClamp(layer.getClamp(), call.outputs[0], call.samples);
  }

  template <typename T>
  static void backward(Op layer, const BackwardCall<T> &call) {
    ClampedGrad<T> grad(layer.getClamp(), call.outputs[0], call.outputGrads[0],
                        call.samples);
    broadcastBackward<F>(call, grad.get());
  }
};

/// One struct a function of the runtime's list. The definitions of slopes
/// follow; one that is missing is an undefined symbol.
namespace functions {

#define ECG_BINARY_FUNCTION(function, suffix, type, result)                    \
  struct function {                                                            \
    template <typename T> static T value(T a, T b) { return result; }          \
    template <typename T> static T byA(T a, T b, T y);                         \
    template <typename T> static T byB(T a, T b, T y);                         \
  };
ECG_RT_BINARY_REAL(ECG_BINARY_FUNCTION, real, T, ECG_EXEC_MATH)

#define ECG_BINARY_SLOPE(function, by, result)                                 \
  template <typename T>                                                        \
  T function::by([[maybe_unused]] T a, [[maybe_unused]] T b,                   \
                 [[maybe_unused]] T y) {                                       \
    return result;                                                             \
  }
#define ECG_BINARY_SLOPES_OF(function, resultA, resultB)                       \
  ECG_BINARY_SLOPE(function, byA, resultA)                                     \
  ECG_BINARY_SLOPE(function, byB, resultB)
ECG_BINARY_SLOPES(ECG_BINARY_SLOPES_OF, ECG_EXEC_MATH)

} // namespace functions

template <typename T> struct BinaryLoops {
  void (*forward)(const ForwardCall<T> &);
  void (*backward)(const BackwardCall<T> &, BatchView<const T> grad);
};

template <typename T> BinaryLoops<T> findLoops(StringRef name) {
#define ECG_BINARY_LOOPS(function, suffix, type, result)                       \
  {#function,                                                                  \
   {broadcastForward<functions::function, T>,                                  \
    broadcastBackward<functions::function, T>}},
  static const llvm::StringMap<BinaryLoops<T>> loops = {
      ECG_RT_BINARY_REAL(ECG_BINARY_LOOPS, real, T, ECG_EXEC_MATH)};
  return loops.lookup(name);
}

struct BinaryMath : LayerMath<BinaryOp> {
  /// The slope of prelu is learned, however many elements it has.
  static OperandRole roleOf(BinaryOp layer, unsigned operand) {
    OperandRole role = roleOfConstant(layer->getOperand(operand));
    bool isSlope = layer.getFunction() == "prelu" && operand == 1;
    return isSlope && role == OperandRole::Fixed ? OperandRole::Weight : role;
  }

  template <typename T>
  static void forward(BinaryOp layer, const ForwardCall<T> &call) {
    findLoops<T>(layer.getFunction()).forward(call);
  }

  template <typename T>
  static void backward(BinaryOp layer, const BackwardCall<T> &call) {
    findLoops<T>(layer.getFunction()).backward(call, call.outputGrads[0]);
  }
};

} // namespace

void ecg::attachBinary(MLIRContext &context) {
  attachMath<ArithmeticMath<Sum, AddOp>, AddOp>(context);
  attachMath<ArithmeticMath<Product, MulOp>, MulOp>(context);
  attachMath<BinaryMath, BinaryOp>(context);
}
