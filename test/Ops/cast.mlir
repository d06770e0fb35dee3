// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// @cast: reals lose their fraction and are limited to the range.
// CHECK-LABEL: @to_integer
// CHECK-NEXT: ecg.constant dense<[-1, 2, 127, -128]> : tensor<4xi8>
func.func @to_integer() -> tensor<4xi8> {
  %x = ecg.constant dense<[-1.9, 2.9, 300.0, -300.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = ecg.cast %x : tensor<4xf32> -> tensor<4xi8>
  return %y : tensor<4xi8>
}

// Integers wrap.
// CHECK-LABEL: @narrow
// CHECK-NEXT: ecg.constant dense<[44, 255]> : tensor<2xui8>
func.func @narrow() -> tensor<2xui8> {
  %x = ecg.constant dense<[300, -1]> : tensor<2xi64> -> tensor<2xi64>
  %y = ecg.cast %x : tensor<2xi64> -> tensor<2xui8>
  return %y : tensor<2xui8>
}

// CHECK-LABEL: @half
// CHECK-NEXT: ecg.constant dense<[1.000000e+00, 0x7C00]> : tensor<2xf16>
func.func @half() -> tensor<2xf16> {
  %x = ecg.constant dense<[1.0001, 65520.0]> : tensor<2xf64> -> tensor<2xf64>
  %y = ecg.cast %x : tensor<2xf64> -> tensor<2xf16>
  return %y : tensor<2xf16>
}

// CHECK-LABEL: @bool
// CHECK-NEXT: ecg.constant dense<[true, false]> : tensor<2xi1>
func.func @bool() -> tensor<2xi1> {
  %x = ecg.constant dense<[0.5, 0.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.cast %x : tensor<2xf32> -> tensor<2xi1>
  return %y : tensor<2xi1>
}
