// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Over two dimensions with one between them.
// CHECK-LABEL: @between
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}5.000000e+00], [9.000000e+00]]]> : tensor<1x2x1xf32>
func.func @between() -> tensor<1x2x1xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 12.0], [13.0, 16.0]]]> : tensor<2x2x2xf32> -> tensor<2x2x2xf32>
  %y = ecg.reduce "mean" %x axes [0, 2] keep_dims : tensor<2x2x2xf32> -> tensor<1x2x1xf32>
  return %y : tensor<1x2x1xf32>
}

// Of integers, without the reduced dimension.
// CHECK-LABEL: @integers
// CHECK-NEXT: ecg.constant dense<[6, -120]> : tensor<2xi64>
func.func @integers() -> tensor<2xi64> {
  %x = ecg.constant dense<[[1, 2, 3], [4, -5, 6]]> : tensor<2x3xi64> -> tensor<2x3xi64>
  %y = ecg.reduce "prod" %x axes [1] : tensor<2x3xi64> -> tensor<2xi64>
  return %y : tensor<2xi64>
}

// To one element; nothing overflows on the way.
// CHECK-LABEL: @log_sum_exp
// CHECK-NEXT: ecg.constant dense<1000.6931{{[0-9]*}}> : tensor<f64>
func.func @log_sum_exp() -> tensor<f64> {
  %x = ecg.constant dense<1000.0> : tensor<2xf64> -> tensor<2xf64>
  %y = ecg.reduce "log_sum_exp" %x axes [0] : tensor<2xf64> -> tensor<f64>
  return %y : tensor<f64>
}
