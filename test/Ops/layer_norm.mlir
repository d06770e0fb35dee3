// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Every row has mean 0 and variance 1, then scale and shift.
// CHECK-LABEL: @rows
// CHECK-NEXT: ecg.constant dense<{{\[\[}}9.000000e+00, 2.200000e+01], [9.000000e+00, 2.200000e+01]]> : tensor<2x2xf32>
func.func @rows() -> tensor<2x2xf32> {
  %x = ecg.constant dense<[[1.0, 3.0], [-5.0, 5.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %g = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %b = ecg.constant dense<[10.0, 20.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.layer_norm %x, %g, %b axes [1] epsilon 0.0 : (tensor<2x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// Along an axis that is not the last; epsilon counts.
// CHECK-LABEL: @columns
// CHECK-NEXT: ecg.constant dense<{{\[\[}}-5.000000e-01, 0.000000e+00], [5.000000e-01, 0.000000e+00]]> : tensor<2x2xf32>
func.func @columns() -> tensor<2x2xf32> {
  %x = ecg.constant dense<[[1.0, 7.0], [3.0, 7.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %g = ecg.constant dense<[1.0, 1.0]> : tensor<2xf32> -> tensor<2xf32>
  %b = ecg.constant dense<[0.0, 0.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.layer_norm %x, %g, %b axes [0] epsilon 3.0 : (tensor<2x2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}
