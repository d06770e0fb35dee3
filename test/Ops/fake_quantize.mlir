// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Half to even, limited to the range: @fake_quantize.
// CHECK-LABEL: @tensor
// CHECK-NEXT: ecg.constant dense<[5.000000e-01, 0.000000e+00, -1.000000e+00, 1.500000e+00]>
func.func @tensor() -> tensor<4xf32> {
  %x = ecg.constant dense<[0.3, 0.25, -1.2, 9.0]> : tensor<4xf32> -> tensor<4xf32>
  %s = ecg.constant dense<[0.5]> : tensor<1xf32> -> tensor<1xf32>
  %y = ecg.fake_quantize %x, %s range [-3, 3] : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// A scale a row; with a zero point the range is no longer even.
// CHECK-LABEL: @rows
// CHECK-NEXT: ecg.constant dense<{{\[\[}}0.000000e+00, 1.500000e+00], [0.000000e+00, 6.000000e+00]]>
func.func @rows() -> tensor<2x2xf32> {
  %x = ecg.constant dense<[[-1.0, 7.0], [-1.0, 7.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %s = ecg.constant dense<[0.5, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.fake_quantize %x, %s range [-2, 1] zero_point -2 axis 0 : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// Types by row: int4, ternary, nothing.
// CHECK-LABEL: @types
// CHECK-NEXT: ecg.constant dense<{{\[\[}}2.500000e+00, -3.500000e+00], [5.000000e-01, -5.000000e-01], [0.000000e+00, 0.000000e+00]]>
func.func @types() -> tensor<3x2xf32> {
  %x = ecg.constant dense<[[2.4, -9.0], [2.4, -9.0], [2.4, -9.0]]> : tensor<3x2xf32> -> tensor<3x2xf32>
  %s = ecg.constant dense<0.5> : tensor<3xf32> -> tensor<3xf32>
  %y = ecg.fake_quantize %x, %s range [-7, 7, -1, 1, 0, 0] axis 0 : (tensor<3x2xf32>, tensor<3xf32>) -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}
