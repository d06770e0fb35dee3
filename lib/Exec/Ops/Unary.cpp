// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions of one element: values as the runtime's list says, slopes as
// UnarySlopes.h does.

#include "Ops.h"
#include "UnarySlopes.h"
#include "ecg_rt/unary_list.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace ecg;

namespace {

/// One struct a function of the runtime's list. The definitions of slopes
/// follow; one that is missing is an undefined symbol.
namespace functions {

#define ECG_UNARY_FUNCTION(function, suffix, type, result)                     \
  struct function {                                                            \
    template <typename T> static T value(T x, Scalars<T> scalars) {            \
      [[maybe_unused]] const Scalars<T> *p = &scalars;                         \
      return result;                                                           \
    }                                                                          \
    template <typename T> static T slope(T x, T y, Scalars<T> scalars);        \
  };
ECG_RT_UNARY_REAL(ECG_UNARY_FUNCTION, real, T, ECG_EXEC_MATH)

#define ECG_UNARY_SLOPE(function, result)                                      \
  template <typename T>                                                        \
  T function::slope([[maybe_unused]] T x, [[maybe_unused]] T y,                \
                    [[maybe_unused]] Scalars<T> scalars) {                     \
    [[maybe_unused]] const Scalars<T> *p = &scalars;                           \
    return result;                                                             \
  }
ECG_UNARY_SLOPES(ECG_UNARY_SLOPE, T, ECG_EXEC_MATH)

} // namespace functions

template <typename T> struct UnaryLoops {
  void (*forward)(const ForwardCall<T> &, Scalars<T>);
  void (*backward)(const BackwardCall<T> &, Scalars<T>);
};

template <typename T> UnaryLoops<T> findLoops(StringRef name) {
#define ECG_UNARY_LOOPS(function, suffix, type, result)                        \
  {#function,                                                                  \
   {mapElements<functions::function, T>,                                       \
    mapGradients<functions::function, T>}},
  static const llvm::StringMap<UnaryLoops<T>> loops = {
      ECG_RT_UNARY_REAL(ECG_UNARY_LOOPS, real, T, ECG_EXEC_MATH)};
  return loops.lookup(name);
}

struct UnaryMath : LayerMath<UnaryOp> {
  template <typename T> static Scalars<T> scalarsOf(UnaryOp layer) {
    return {layer.getAlpha().convertToFloat(),
            layer.getBeta().convertToFloat()};
  }

  template <typename T>
  static void forward(UnaryOp layer, const ForwardCall<T> &call) {
    findLoops<T>(layer.getFunction()).forward(call, scalarsOf<T>(layer));
  }

  template <typename T>
  static void backward(UnaryOp layer, const BackwardCall<T> &call) {
    findLoops<T>(layer.getFunction()).backward(call, scalarsOf<T>(layer));
  }
};

} // namespace

void ecg::attachUnary(MLIRContext &context) {
  attachMath<UnaryMath, UnaryOp>(context);
}
