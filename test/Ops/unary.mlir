// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// CHECK-LABEL: @gelu
// CHECK-NEXT: ecg.constant dense<[0.000000e+00, 0.841344{{[0-9]*}}, -0.158655{{[0-9]*}}]> : tensor<3xf32>
func.func @gelu() -> tensor<3xf32> {
  %x = ecg.constant dense<[0.0, 1.0, -1.0]> : tensor<3xf32> -> tensor<3xf32>
  %y = ecg.unary "gelu" %x : tensor<3xf32> -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK-LABEL: @not
// CHECK-NEXT: ecg.constant dense<[true, false]> : tensor<2xi1>
func.func @not() -> tensor<2xi1> {
  %x = ecg.constant dense<[false, true]> : tensor<2xi1> -> tensor<2xi1>
  %y = ecg.unary "not" %x : tensor<2xi1> -> tensor<2xi1>
  return %y : tensor<2xi1>
}

// Ties go to even.
// CHECK-LABEL: @round
// CHECK-NEXT: ecg.constant dense<[0.000000e+00, 2.000000e+00, -2.000000e+00]> : tensor<3xf64>
func.func @round() -> tensor<3xf64> {
  %x = ecg.constant dense<[0.5, 1.5, -2.5]> : tensor<3xf64> -> tensor<3xf64>
  %y = ecg.unary "round" %x : tensor<3xf64> -> tensor<3xf64>
  return %y : tensor<3xf64>
}

// The smallest integer has no positive of its own.
// CHECK-LABEL: @abs
// CHECK-NEXT: ecg.constant dense<[-128, 1]> : tensor<2xi8>
func.func @abs() -> tensor<2xi8> {
  %x = ecg.constant dense<[-128, -1]> : tensor<2xi8> -> tensor<2xi8>
  %y = ecg.unary "abs" %x : tensor<2xi8> -> tensor<2xi8>
  return %y : tensor<2xi8>
}
