// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Windows of 3, two apart.
// CHECK-LABEL: @plain
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}5.000000e+00, 4.000000e+00], [-1.000000e+00, -3.000000e+00]]]> : tensor<1x2x2xf32>
func.func @plain() -> tensor<1x2x2xf32> {
  %x = ecg.constant dense<[[[1.0, 5.0, 2.0, -3.0, 4.0, 0.0], [-1.0, -2.0, -3.0, -4.0, -5.0, -6.0]]]> : tensor<1x2x6xf32> -> tensor<1x2x6xf32>
  %y = ecg.max_pool %x kernel [3] strides [2] : tensor<1x2x6xf32> -> tensor<1x2x2xf32>
  return %y : tensor<1x2x2xf32>
}

// Negative values next to padding stay.
// CHECK-LABEL: @padding_never_wins
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.000000e+00, 5.000000e+00, 4.000000e+00, 4.000000e+00], [-1.000000e+00, -1.000000e+00, -3.000000e+00, -5.000000e+00]]]> : tensor<1x2x4xf32>
func.func @padding_never_wins() -> tensor<1x2x4xf32> {
  %x = ecg.constant dense<[[[1.0, 5.0, 2.0, -3.0, 4.0, 0.0], [-1.0, -2.0, -3.0, -4.0, -5.0, -6.0]]]> : tensor<1x2x6xf32> -> tensor<1x2x6xf32>
  %y = ecg.max_pool %x kernel [3] strides [2] pads [2, 1] : tensor<1x2x6xf32> -> tensor<1x2x4xf32>
  return %y : tensor<1x2x4xf32>
}

// The last window hangs over the end.
// CHECK-LABEL: @ceil_mode
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}5.000000e+00, 4.000000e+00, 4.000000e+00], [-1.000000e+00, -3.000000e+00, -5.000000e+00]]]> : tensor<1x2x3xf32>
func.func @ceil_mode() -> tensor<1x2x3xf32> {
  %x = ecg.constant dense<[[[1.0, 5.0, 2.0, -3.0, 4.0, 0.0], [-1.0, -2.0, -3.0, -4.0, -5.0, -6.0]]]> : tensor<1x2x6xf32> -> tensor<1x2x6xf32>
  %y = ecg.max_pool %x kernel [3] strides [2] ceil_mode : tensor<1x2x6xf32> -> tensor<1x2x3xf32>
  return %y : tensor<1x2x3xf32>
}

// Elements two apart.
// CHECK-LABEL: @dilation
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}2.000000e+00, 5.000000e+00, 4.000000e+00, 0.000000e+00], [-1.000000e+00, -2.000000e+00, -3.000000e+00, -4.000000e+00]]]> : tensor<1x2x4xf32>
func.func @dilation() -> tensor<1x2x4xf32> {
  %x = ecg.constant dense<[[[1.0, 5.0, 2.0, -3.0, 4.0, 0.0], [-1.0, -2.0, -3.0, -4.0, -5.0, -6.0]]]> : tensor<1x2x6xf32> -> tensor<1x2x6xf32>
  %y = ecg.max_pool %x kernel [2] strides [1] dilations [2] : tensor<1x2x6xf32> -> tensor<1x2x4xf32>
  return %y : tensor<1x2x4xf32>
}

// Two spatial dimensions; pads are top, left, bottom, right.
// CHECK-LABEL: @plane
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}3.000000e+00, 4.000000e+00], [7.000000e+00, 8.000000e+00], [9.000000e+00, 8.000000e+00]]]]> : tensor<1x1x3x2xf32>
func.func @plane() -> tensor<1x1x3x2xf32> {
  %x = ecg.constant dense<[[[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 1.0, 2.0, 3.0]]]]> : tensor<1x1x3x4xf32> -> tensor<1x1x3x4xf32>
  %y = ecg.max_pool %x kernel [2, 3] strides [1, 2] pads [1, 0, 0, 1] : tensor<1x1x3x4xf32> -> tensor<1x1x3x2xf32>
  return %y : tensor<1x1x3x2xf32>
}
