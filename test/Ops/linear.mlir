// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Weight rows are outputs.
// CHECK-LABEL: @one_row
// CHECK-NEXT: ecg.constant dense<{{\[\[}}1.500000e+00, 2.000000e+01, 6.000000e+00, -5.000000e+00]]> : tensor<1x4xf32>
func.func @one_row() -> tensor<1x4xf32> {
  %x = ecg.constant dense<[[1.0, 2.0, 3.0]]> : tensor<1x3xf32> -> tensor<1x3xf32>
  %w = ecg.constant dense<[[1.0, 0.0, 0.0], [0.0, 10.0, 0.0], [1.0, 1.0, 1.0], [-1.0, -1.0, -1.0]]> : tensor<4x3xf32> -> tensor<4x3xf32>
  %b = ecg.constant dense<[0.5, 0.0, 0.0, 1.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = ecg.linear %x, %w, %b : (tensor<1x3xf32>, tensor<4x3xf32>, tensor<4xf32>) -> tensor<1x4xf32>
  return %y : tensor<1x4xf32>
}

// Everything before the last dimension is rows.
// CHECK-LABEL: @last_dimension
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}1.000000e+00, 2.000000e+01, 6.000000e+00, -6.000000e+00], [4.000000e+00, 5.000000e+01, 1.500000e+01, -1.500000e+01]], {{\[\[}}7.000000e+00, 8.000000e+01, 2.400000e+01, -2.400000e+01], [1.000000e+01, 1.100000e+02, 3.300000e+01, -3.300000e+01]]]]> : tensor<1x2x2x4xf32>
func.func @last_dimension() -> tensor<1x2x2x4xf32> {
  %x = ecg.constant dense<[[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[7.0, 8.0, 9.0], [10.0, 11.0, 12.0]]]]> : tensor<1x2x2x3xf32> -> tensor<1x2x2x3xf32>
  %w = ecg.constant dense<[[1.0, 0.0, 0.0], [0.0, 10.0, 0.0], [1.0, 1.0, 1.0], [-1.0, -1.0, -1.0]]> : tensor<4x3xf32> -> tensor<4x3xf32>
  %y = ecg.linear %x, %w : (tensor<1x2x2x3xf32>, tensor<4x3xf32>) -> tensor<1x2x2x4xf32>
  return %y : tensor<1x2x2x4xf32>
}

// The fused activation.
// CHECK-LABEL: @clamped
// CHECK-NEXT: ecg.constant dense<{{\[\[}}1.500000e+00, 2.000000e+01, 6.000000e+00, 0.000000e+00]]> : tensor<1x4xf32>
func.func @clamped() -> tensor<1x4xf32> {
  %x = ecg.constant dense<[[1.0, 2.0, 3.0]]> : tensor<1x3xf32> -> tensor<1x3xf32>
  %w = ecg.constant dense<[[1.0, 0.0, 0.0], [0.0, 10.0, 0.0], [1.0, 1.0, 1.0], [-1.0, -1.0, -1.0]]> : tensor<4x3xf32> -> tensor<4x3xf32>
  %b = ecg.constant dense<[0.5, 0.0, 0.0, 1.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = ecg.linear %x, %w, %b clamp <0.0, inf> : (tensor<1x3xf32>, tensor<4x3xf32>, tensor<4xf32>) -> tensor<1x4xf32>
  return %y : tensor<1x4xf32>
}
