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
