// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Rows, then columns.
// CHECK-LABEL: @plain
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}6.521000e+03, 7.632000e+03, 8.743000e+03], [1.096500e+04, 1.207600e+04, 1.318700e+04]], {{\[\[}}-5.000000e+00, -5.000000e+00, -5.000000e+00], [-5.000000e+00, -5.000000e+00, -5.000000e+00]]]]> : tensor<1x2x2x3xf32>
func.func @plain() -> tensor<1x2x2x3xf32> {
  %x = ecg.constant dense<[[[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]]]]> : tensor<1x1x3x4xf32> -> tensor<1x1x3x4xf32>
  %w = ecg.constant dense<[[[[1.0, 10.0], [100.0, 1000.0]]], [[[1.0, 0.0], [0.0, -1.0]]]]> : tensor<2x1x2x2xf32> -> tensor<2x1x2x2xf32>
  %y = ecg.conv2d %x, %w : (tensor<1x1x3x4xf32>, tensor<2x1x2x2xf32>) -> tensor<1x2x2x3xf32>
  return %y : tensor<1x2x2x3xf32>
}

// Pads are top, left, bottom, right; strides and dilations are rows, columns.
// CHECK-LABEL: @asymmetric
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}3.100000e+03, 4.200000e+03, 3.000000e+02, 4.000000e+02], [1.197500e+04, 1.308600e+04, 1.107000e+03, 1.208000e+03]], {{\[\[}}-3.000000e+00, -4.000000e+00, 0.000000e+00, 0.000000e+00], [-6.000000e+00, -6.000000e+00, 7.000000e+00, 8.000000e+00]]]]> : tensor<1x2x2x4xf32>
func.func @asymmetric() -> tensor<1x2x2x4xf32> {
  %x = ecg.constant dense<[[[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]]]]> : tensor<1x1x3x4xf32> -> tensor<1x1x3x4xf32>
  %w = ecg.constant dense<[[[[1.0, 10.0], [100.0, 1000.0]]], [[[1.0, 0.0], [0.0, -1.0]]]]> : tensor<2x1x2x2xf32> -> tensor<2x1x2x2xf32>
  %y = ecg.conv2d %x, %w strides [2, 1] pads [1, 0, 0, 2] dilations [1, 2] : (tensor<1x1x3x4xf32>, tensor<2x1x2x2xf32>) -> tensor<1x2x2x4xf32>
  return %y : tensor<1x2x2x4xf32>
}

// One filter a channel, with bias and the activation fused.
// CHECK-LABEL: @depthwise
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}3.700000e+01, 4.700000e+01, 2.100000e+01], [1.400000e+01, 1.700000e+01, 6.000000e+00]], {{\[\[}}0.000000e+00, 0.000000e+00, 0.000000e+00], [0.000000e+00, 0.000000e+00, 0.000000e+00]]]]> : tensor<1x2x2x3xf32>
func.func @depthwise() -> tensor<1x2x2x3xf32> {
  %x = ecg.constant dense<[[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[7.0, 8.0, 9.0], [10.0, 11.0, 12.0]]]]> : tensor<1x2x2x3xf32> -> tensor<1x2x2x3xf32>
  %w = ecg.constant dense<[[[[1.0, 2.0], [3.0, 4.0]]], [[[1.0, 0.0], [0.0, 1.0]]]]> : tensor<2x1x2x2xf32> -> tensor<2x1x2x2xf32>
  %b = ecg.constant dense<[0.0, -20.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.conv2d %x, %w, %b pads [0, 0, 1, 1] groups 2 clamp <0.0, inf> : (tensor<1x2x2x3xf32>, tensor<2x1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x3xf32>
  return %y : tensor<1x2x2x3xf32>
}

// 1x1 over two samples.
// CHECK-LABEL: @pointwise_batch
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}1.100000e+01, 1.400000e+01], [1.700000e+01, 2.000000e+01]], {{\[\[}}5.000000e+00, 6.000000e+00], [7.000000e+00, 8.000000e+00]]], {{\[\[\[}}3.500000e+01, 3.800000e+01], [4.100000e+01, 4.400000e+01]], {{\[\[}}1.300000e+01, 1.400000e+01], [1.500000e+01, 1.600000e+01]]]]> : tensor<2x2x2x2xf32>
func.func @pointwise_batch() -> tensor<2x2x2x2xf32> {
  %x = ecg.constant dense<[[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]], [[[9.0, 10.0], [11.0, 12.0]], [[13.0, 14.0], [15.0, 16.0]]]]> : tensor<2x2x2x2xf32> -> tensor<2x2x2x2xf32>
  %w = ecg.constant dense<[[[[1.0]], [[2.0]]], [[[0.0]], [[1.0]]]]> : tensor<2x2x1x1xf32> -> tensor<2x2x1x1xf32>
  %y = ecg.conv2d %x, %w : (tensor<2x2x2x2xf32>, tensor<2x2x1x1xf32>) -> tensor<2x2x2x2xf32>
  return %y : tensor<2x2x2x2xf32>
}
