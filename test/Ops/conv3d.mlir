// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Planes, rows, columns; one plane of padding in front.
// CHECK-LABEL: @padded
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[\[}}1.200000e+02]], {{\[\[}}3.520000e+02]], {{\[\[}}3.400000e+01]]]]]> : tensor<1x1x3x1x1xf32>
func.func @padded() -> tensor<1x1x3x1x1xf32> {
  %x = ecg.constant dense<[[[[[1.0, 2.0]], [[3.0, 4.0]]]]]> : tensor<1x1x2x1x2xf32> -> tensor<1x1x2x1x2xf32>
  %w = ecg.constant dense<[[[[[10.0, 1.0]], [[100.0, 10.0]]]]]> : tensor<1x1x2x1x2xf32> -> tensor<1x1x2x1x2xf32>
  %y = ecg.conv3d %x, %w strides [1, 1, 1] pads [1, 0, 0, 1, 0, 0] dilations [1, 1, 1] : (tensor<1x1x2x1x2xf32>, tensor<1x1x2x1x2xf32>) -> tensor<1x1x3x1x1xf32>
  return %y : tensor<1x1x3x1x1xf32>
}
