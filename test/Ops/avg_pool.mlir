// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Windows of 3, two apart.
// CHECK-LABEL: @plain
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}6.000000e+00, 1.200000e+01]]]> : tensor<1x1x2xf32>
func.func @plain() -> tensor<1x1x2xf32> {
  %x = ecg.constant dense<[[[3.0, 6.0, 9.0, 12.0, 15.0]]]> : tensor<1x1x5xf32> -> tensor<1x1x5xf32>
  %y = ecg.avg_pool %x kernel [3] strides [2] : tensor<1x1x5xf32> -> tensor<1x1x2xf32>
  return %y : tensor<1x1x2xf32>
}

// The mean is over elements inside the input.
// CHECK-LABEL: @padding_excluded
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}4.500000e+00, 6.000000e+00, 9.000000e+00, 1.200000e+01, 1.350000e+01]]]> : tensor<1x1x5xf32>
func.func @padding_excluded() -> tensor<1x1x5xf32> {
  %x = ecg.constant dense<[[[3.0, 6.0, 9.0, 12.0, 15.0]]]> : tensor<1x1x5xf32> -> tensor<1x1x5xf32>
  %y = ecg.avg_pool %x kernel [3] strides [1] pads [1, 1] : tensor<1x1x5xf32> -> tensor<1x1x5xf32>
  return %y : tensor<1x1x5xf32>
}

// Padding counts as zeros.
// CHECK-LABEL: @padding_included
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}3.000000e+00, 6.000000e+00, 9.000000e+00, 1.200000e+01, 9.000000e+00]]]> : tensor<1x1x5xf32>
func.func @padding_included() -> tensor<1x1x5xf32> {
  %x = ecg.constant dense<[[[3.0, 6.0, 9.0, 12.0, 15.0]]]> : tensor<1x1x5xf32> -> tensor<1x1x5xf32>
  %y = ecg.avg_pool %x kernel [3] strides [1] pads [1, 1] count_include_pad : tensor<1x1x5xf32> -> tensor<1x1x5xf32>
  return %y : tensor<1x1x5xf32>
}

// What hangs over the end does not count: the last window is 15 alone.
// CHECK-LABEL: @ceil_mode
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}4.500000e+00, 1.050000e+01, 1.500000e+01]]]> : tensor<1x1x3xf32>
func.func @ceil_mode() -> tensor<1x1x3xf32> {
  %x = ecg.constant dense<[[[3.0, 6.0, 9.0, 12.0, 15.0]]]> : tensor<1x1x5xf32> -> tensor<1x1x5xf32>
  %y = ecg.avg_pool %x kernel [2] strides [2] ceil_mode : tensor<1x1x5xf32> -> tensor<1x1x3xf32>
  return %y : tensor<1x1x3xf32>
}

// Padding counts, what hangs over the padding does not: the last window is
// (15 + 0) / 2.
// CHECK-LABEL: @ceil_mode_with_padding
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}3.000000e+00, 1.200000e+01]]]> : tensor<1x1x2xf32>
func.func @ceil_mode_with_padding() -> tensor<1x1x2xf32> {
  %x = ecg.constant dense<[[[3.0, 6.0, 9.0, 12.0, 15.0]]]> : tensor<1x1x5xf32> -> tensor<1x1x5xf32>
  %y = ecg.avg_pool %x kernel [3] strides [3] pads [1, 1] ceil_mode count_include_pad : tensor<1x1x5xf32> -> tensor<1x1x2xf32>
  return %y : tensor<1x1x2xf32>
}

// Counts of rows and columns multiply.
// CHECK-LABEL: @plane
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}3.000000e+00, 6.000000e+00], [9.000000e+00, 1.200000e+01]], {{\[\[}}1.500000e+01, 1.800000e+01], [2.100000e+01, 2.400000e+01]]]]> : tensor<1x2x2x2xf32>
func.func @plane() -> tensor<1x2x2x2xf32> {
  %x = ecg.constant dense<[[[[2.0, 4.0, 6.0], [8.0, 10.0, 12.0]], [[14.0, 16.0, 18.0], [20.0, 22.0, 24.0]]]]> : tensor<1x2x2x3xf32> -> tensor<1x2x2x3xf32>
  %y = ecg.avg_pool %x kernel [2, 2] strides [2, 2] pads [1, 0, 1, 1] : tensor<1x2x2x3xf32> -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}
