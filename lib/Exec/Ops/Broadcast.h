// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that make one element of two, with numpy broadcasting. A function is a
// struct F with
//   template <typename T> static T value(T a, T b);
//   template <typename T> static T byA(T a, T b, T y);
// and byB: how fast y = value(a, b) grows with each. Dimensions are joined, and
// the loops over what remains are made for each way in which rows repeat, so
// that they are as tight as those over plain arrays.

#ifndef ECG_LIB_EXEC_OPS_BROADCAST_H
#define ECG_LIB_EXEC_OPS_BROADCAST_H

#include "Strides.h"
#include "ecg/IR/LayerCall.h"
#include <type_traits>

namespace ecg {

/// All samples of the result and, after it, of the operands, each at the
/// elements that it is made of.
template <typename Operand, typename Result>
StridedWalk broadcastWalk(int64_t samples, llvm::ArrayRef<Operand> operands,
                          const Result &result) {
  StridedWalk walk;
  auto add = [&](int64_t step, llvm::ArrayRef<int64_t> strides) {
    walk.strides.push_back({step});
    walk.strides.back().append(strides.begin(), strides.end());
  };
  walk.dims.push_back(samples);
  walk.dims.append(result.shape.begin(), result.shape.end());
  add(result.step, denseStrides(result.shape));
  for (const Operand &operand : operands)
    add(operand.step, broadcastStrides(operand.shape, result.shape));
  makeRowsLong(walk);
  return walk;
}

/// fn(true_type or false_type for each of the two flags)
template <typename Fn> void withFlags(bool a, bool b, Fn fn) {
  auto withA = [&](auto isA) {
    b ? fn(isA, std::true_type()) : fn(isA, std::false_type());
  };
  a ? withA(std::true_type()) : withA(std::false_type());
}

/// A row of an operand: elements one after the other, or the same one again.
template <bool advances, typename T> struct BroadcastRow {
  const T *data;
  T first;
  explicit BroadcastRow(const T *data) : data(data), first(*data) {}
  T operator[](int64_t i) const { return advances ? data[i] : first; }
};

/// The sum of term(i) for i in [0, count), in eight sums side by side.
template <typename T, typename Fn> T sumOf(int64_t count, Fn term) {
  constexpr int64_t lanes = 8;
  T sums[lanes] = {}, sum = 0;
  int64_t i = 0;
  for (; i + lanes <= count; i += lanes)
    for (int64_t lane = 0; lane < lanes; ++lane)
      sums[lane] += term(i + lane);
  for (; i < count; ++i)
    sum += term(i);
  for (T part : sums)
    sum += part;
  return sum;
}

/// dx[i] += term(i), or *dx += all of them where the operand repeats.
template <bool advances, typename T, typename Fn>
void addTerms(int64_t count, T *dx, Fn term) {
  if (!advances)
    *dx += sumOf<T>(count, term);
  else
    for (int64_t i = 0; i < count; ++i)
      dx[i] += term(i);
}

/// y = F(a, b) for all samples.
template <typename F, typename T>
void broadcastForward(const ForwardCall<T> &call) {
  StridedWalk walk = broadcastWalk(call.samples, call.inputs, call.outputs[0]);
  const T *a = call.inputs[0].data, *b = call.inputs[1].data;
  int64_t count = walk.dims.back();
  withFlags(walk.strides[1].back(), walk.strides[2].back(),
            [&](auto isA, auto isB) {
              forEachRow<3>(walk, [&](const std::array<int64_t, 3> &at) {
                T *y = call.outputs[0].data + at[0];
                BroadcastRow<isA, T> rowA(a + at[1]);
                BroadcastRow<isB, T> rowB(b + at[2]);
                for (int64_t i = 0; i < count; ++i)
                  y[i] = F::template value<T>(rowA[i], rowB[i]);
              });
            });
}

/// The gradients of that; `grad` is that of the result.
template <typename F, typename T>
void broadcastBackward(const BackwardCall<T> &call, BatchView<const T> grad) {
  StridedWalk walk = broadcastWalk(call.samples, call.inputs, call.outputs[0]);
  const T *a = call.inputs[0].data, *b = call.inputs[1].data;
  T *da = call.inputGrads[0].data, *db = call.inputGrads[1].data;
  int64_t count = walk.dims.back();
  withFlags(
      walk.strides[1].back(), walk.strides[2].back(), [&](auto isA, auto isB) {
        forEachRow<3>(walk, [&](const std::array<int64_t, 3> &at) {
          const T *y = call.outputs[0].data + at[0], *dy = grad.data + at[0];
          BroadcastRow<isA, T> rowA(a + at[1]);
          BroadcastRow<isB, T> rowB(b + at[2]);
          if (da)
            addTerms<isA>(count, da + at[1], [&](int64_t i) {
              return dy[i] * F::template byA<T>(rowA[i], rowB[i], y[i]);
            });
          if (db)
            addTerms<isB>(count, db + at[2], [&](int64_t i) {
              return dy[i] * F::template byB<T>(rowA[i], rowB[i], y[i]);
            });
        });
      });
}

} // namespace ecg

#endif // ECG_LIB_EXEC_OPS_BROADCAST_H
