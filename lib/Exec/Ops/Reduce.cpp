// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reductions: values as the runtime's list says (@reduce), slopes as
// ReduceSlopes.h does.

#include "reduce.h" // of the reference kernels, which sum up exponents
#include "Ops.h"
#include "ReduceSlopes.h"
#include "Strides.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace ecg;

namespace {

/// All results of a call, each at the first of its elements, and where those
/// lie from there.
struct ReduceWalk {
  StridedWalk kept; ///< strides of input and result
  ReducedRows rows;

  template <typename In, typename Out>
  ReduceWalk(ReduceOp layer, int64_t samples, const In &in, const Out &out) {
    StridedWalk reduced;
    kept.dims = {samples};
    kept.strides = {{in.step}};
    reduced.strides.resize(1);
    for (auto [d, stride] : llvm::enumerate(denseStrides(in.shape))) {
      bool isReduced =
          llvm::is_contained(layer.getAxes(), static_cast<int64_t>(d));
      StridedWalk &walk = isReduced ? reduced : kept;
      walk.dims.push_back(in.shape[d]);
      walk.strides[0].push_back(stride);
    }
    kept.strides.push_back(denseStrides(kept.dims));
    kept.strides[1][0] = out.step;
    makeRowsLong(kept);
    makeRowsLong(reduced);
    rows.length = reduced.dims.back();
    rows.step = reduced.strides[0].back();
    forEachRow<1>(reduced, [&](const std::array<int64_t, 1> &at) {
      rows.starts.push_back(at[0]);
    });
  }

  /// fn(offset in the input, offset in the result)
  template <typename Fn> void forEachResult(Fn fn) const {
    int64_t stepX = kept.strides[0].back(), stepY = kept.strides[1].back();
    forEachRow<2>(kept, [&](const std::array<int64_t, 2> &at) {
      for (int64_t i = 0; i < kept.dims.back(); ++i)
        fn(at[0] + i * stepX, at[1] + i * stepY);
    });
  }
};

/// The value of one result, made of a line of the runtime's list: one struct a
/// function, specialized for float and double.
namespace values {

#define ECG_REDUCTION_NAME(function, ...) template <typename T> struct function;
ECG_RT_REDUCE_REAL(ECG_REDUCTION_NAME, real, T, , , )

#define ECG_REDUCTION(function, suffix, type, sum, start, next, finish)        \
  template <> struct function<type> {                                          \
    static type of(const ReducedRows &rows, const type *x0) {                  \
      [[maybe_unused]] const type first = *x0;                                 \
      [[maybe_unused]] const int64_t count = rows.count();                     \
      sum acc = (start);                                                       \
      rows.forEach([&](int64_t at) {                                           \
        const type x = x0[at];                                                 \
        acc = (next);                                                          \
      });                                                                      \
      return finish;                                                           \
    }                                                                          \
  };
ECG_RT_REDUCE_REAL(ECG_REDUCTION, f32, float, fabsf, sqrtf, logf)
ECG_RT_REDUCE_REAL(ECG_REDUCTION, f64, double, fabs, sqrt, log)

} // namespace values

template <template <typename> class Value, typename T>
void reduceForward(ReduceOp layer, const ForwardCall<T> &call) {
  ReduceWalk walk(layer, call.samples, call.inputs[0], call.outputs[0]);
  walk.forEachResult([&](int64_t x, int64_t y) {
    call.outputs[0].data[y] = Value<T>::of(walk.rows, call.inputs[0].data + x);
  });
}

template <template <typename> class Slope, typename T>
void reduceBackward(ReduceOp layer, const BackwardCall<T> &call) {
  ReduceWalk walk(layer, call.samples, call.inputs[0], call.outputs[0]);
  walk.forEachResult([&](int64_t from, int64_t to) {
    const T *x = call.inputs[0].data + from;
    T *dx = call.inputGrads[0].data + from;
    T dy = call.outputGrads[0].data[to];
    Slope<T> slope(walk.rows, x, call.outputs[0].data[to]);
    walk.rows.forEach([&](int64_t at) { dx[at] += dy * slope(x[at]); });
  });
}

template <typename T> struct ReduceLoops {
  void (*forward)(ReduceOp, const ForwardCall<T> &);
  void (*backward)(ReduceOp, const BackwardCall<T> &);
};

template <typename T> ReduceLoops<T> findLoops(StringRef function) {
#define ECG_REDUCE_LOOPS(function, ...)                                        \
  {#function,                                                                  \
   {reduceForward<values::function, T>, reduceBackward<slopes::function, T>}},
  static const llvm::StringMap<ReduceLoops<T>> loops = {
      ECG_RT_REDUCE_REAL(ECG_REDUCE_LOOPS, real, T, , , )};
  return loops.lookup(("reduce_" + function).str());
}

struct ReduceMath : LayerMath<ReduceOp> {
  template <typename T>
  static void forward(ReduceOp layer, const ForwardCall<T> &call) {
    findLoops<T>(layer.getFunction()).forward(layer, call);
  }

  template <typename T>
  static void backward(ReduceOp layer, const BackwardCall<T> &call) {
    findLoops<T>(layer.getFunction()).backward(layer, call);
  }
};

} // namespace

void ecg::attachReduce(MLIRContext &context) {
  attachMath<ReduceMath, ReduceOp>(context);
}
