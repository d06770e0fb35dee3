// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The activations of recurrent layers with their slopes. Their meaning is that
// of the reference kernels (docs/numerics.md @lstm_f32).

#ifndef ECG_LIB_EXEC_RECURRENT_GATEFUNCTION_H
#define ECG_LIB_EXEC_RECURRENT_GATEFUNCTION_H

#include "../Matrix.h"
#include "ecg/IR/Recurrent.h"

namespace ecg {

/// One activation of values limited to [-clip, clip].
class GateFunction {
public:
  GateFunction(RecurrentActivation activation, std::optional<double> clip)
      : activation(activation), clip(clip) {}

  /// Whether the slope can be told from the value: of sigmoid and tanh.
  bool isPlain() const;

  /// x = f(x); keeps what backprop() needs to know in `slopes` unless
  /// isPlain().
  template <typename T> void apply(Matrix<T> x, Matrix<T> slopes) const;

  /// grads *= f', by what apply() left behind.
  template <typename T>
  void backprop(ConstMatrix<T> values, ConstMatrix<T> slopes,
                Matrix<T> grads) const;

private:
  RecurrentActivation activation;
  std::optional<double> clip;
};

extern template void GateFunction::apply(Matrix<float>, Matrix<float>) const;
extern template void GateFunction::apply(Matrix<double>, Matrix<double>) const;
extern template void GateFunction::backprop(ConstMatrix<float>,
                                            ConstMatrix<float>,
                                            Matrix<float>) const;
extern template void GateFunction::backprop(ConstMatrix<double>,
                                            ConstMatrix<double>,
                                            Matrix<double>) const;

} // namespace ecg

#endif // ECG_LIB_EXEC_RECURRENT_GATEFUNCTION_H
