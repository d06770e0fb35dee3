// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// CHECK-LABEL: @same_shape
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.000000e+00, 4.000000e+00, 9.000000e+00], [1.600000e+01, 2.500000e+01, 3.600000e+01]]]> : tensor<1x2x3xf32>
func.func @same_shape() -> tensor<1x2x3xf32> {
  %a = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %b = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %y = ecg.mul %a, %b : (tensor<1x2x3xf32>, tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  return %y : tensor<1x2x3xf32>
}

// A squeeze-and-excitation gate: one factor a sample and channel.
// CHECK-LABEL: @gate
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}2.000000e+00, 4.000000e+00, 6.000000e+00]], {{\[\[}}1.200000e+01, 1.500000e+01, 1.800000e+01]]], {{\[\[\[}}0.000000e+00, 0.000000e+00, 0.000000e+00]], {{\[\[}}-1.000000e+01, -1.100000e+01, -1.200000e+01]]]]> : tensor<2x2x1x3xf32>
func.func @gate() -> tensor<2x2x1x3xf32> {
  %a = ecg.constant dense<[[[[1.0, 2.0, 3.0]], [[4.0, 5.0, 6.0]]], [[[7.0, 8.0, 9.0]], [[10.0, 11.0, 12.0]]]]> : tensor<2x2x1x3xf32> -> tensor<2x2x1x3xf32>
  %b = ecg.constant dense<[[[[2.0]], [[3.0]]], [[[0.0]], [[-1.0]]]]> : tensor<2x2x1x1xf32> -> tensor<2x2x1x1xf32>
  %y = ecg.mul %a, %b : (tensor<2x2x1x3xf32>, tensor<2x2x1x1xf32>) -> tensor<2x2x1x3xf32>
  return %y : tensor<2x2x1x3xf32>
}

// Rank 0 throughout.
// CHECK-LABEL: @scalars
// CHECK-NEXT: ecg.constant dense<1.200000e+01> : tensor<f32>
func.func @scalars() -> tensor<f32> {
  %a = ecg.constant dense<3.0> : tensor<f32> -> tensor<f32>
  %b = ecg.constant dense<4.0> : tensor<f32> -> tensor<f32>
  %y = ecg.mul %a, %b : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %y : tensor<f32>
}
