// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Products of recurrent steps: weights gathered to one matrix, and what becomes
// of its gradient.

#include "Projection.h"
#include <algorithm>

namespace ecg {

template <typename T> ColumnRange Projection<T>::stateOperand() const {
  if (operands.contains(columns.reset))
    return columns.reset;
  return operands.contains(columns.h()) ? columns.h() : ColumnRange();
}

template <typename T>
void Projection<T>::setWeights(GateWeights<const T> from) {
  ColumnRange state = stateOperand();
  weights.assign(sums.count * operands.count, T(0));
  for (int64_t i = 0; i < sums.count; ++i) {
    int64_t row = weightRow + i;
    T *to = weights.data() + i * operands.count;
    if (readsInput())
      std::copy_n(from.weight + row * columns.input.count, columns.input.count,
                  to + at(columns.input));
    if (state.count)
      std::copy_n(from.recurrence + row * state.count, state.count,
                  to + at(state));
    if (from.bias && readsInput())
      to[at(columns.one)] += from.bias[row];
    if (from.bias && state.count)
      to[at(columns.one)] += from.bias[from.rows + row];
  }
}

template <typename T>
void Projection<T>::storeWeightGrads(GateWeights<T> to) const {
  ColumnRange state = stateOperand();
  auto add = [](const T *grad, int64_t count, T *to) {
    for (int64_t i = 0; i < count; ++i)
      to[i] += grad[i];
  };
  for (int64_t i = 0; i < sums.count; ++i) {
    int64_t row = weightRow + i;
    const T *grad = weightGrads.data() + i * operands.count;
    if (to.weight && readsInput())
      add(grad + at(columns.input), columns.input.count,
          to.weight + row * columns.input.count);
    if (to.recurrence && state.count)
      add(grad + at(state), state.count, to.recurrence + row * state.count);
    if (to.bias && readsInput())
      to.bias[row] += grad[at(columns.one)];
    if (to.bias && state.count)
      to.bias[to.rows + row] += grad[at(columns.one)];
  }
}

template <typename T> void Projection<T>::prepareForward() {
  packed.resize(packedSize(operands.count, sums.count));
  matrixKernels<T>().pack({weights.data(), sums.count, operands.count,
                           operands.count, /*transposed=*/true},
                          packed.data());
}

template <typename T> void Projection<T>::prepareBackward(bool wantsInputGrad) {
  wanted = wantsInputGrad ? operands : stateOperand();
  weightGrads.assign(weights.size(), T(0));
  if (!wanted.count)
    return;
  packed.resize(packedSize(sums.count, wanted.count));
  matrixKernels<T>().pack(
      {weights.data() + at(wanted), sums.count, wanted.count, operands.count},
      packed.data());
}

template <typename T> void Projection<T>::forward(Matrix<T> frame) const {
  for (int64_t row = 0; row < frame.rows; ++row)
    std::fill_n(frame.data + row * frame.stride + sums.first, sums.count, T(0));
  matrixKernels<T>().multiplyAddPacked(columnsOf<T>(frame, operands),
                                       packed.data(), columnsOf(frame, sums));
}

template <typename T>
void Projection<T>::backward(ConstMatrix<T> sumGrads,
                             Matrix<T> frameGrads) const {
  if (wanted.count)
    matrixKernels<T>().multiplyAddPacked(columnsOf(sumGrads, gradColumns()),
                                         packed.data(),
                                         columnsOf(frameGrads, wanted));
}

template <typename T>
void Projection<T>::addWeightGrads(ConstMatrix<T> sumGrads,
                                   ConstMatrix<T> frames) {
  ConstMatrix<T> left = columnsOf(sumGrads, gradColumns());
  left.transposed = true;
  matrixKernels<T>().multiplyAdd(
      left, columnsOf(frames, operands),
      {weightGrads.data(), sums.count, operands.count, operands.count});
}

template class Projection<float>;
template class Projection<double>;

} // namespace ecg
