// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// The first of equals, counted over all channels, by rows or by columns.
// CHECK-LABEL: @rows
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}1, 1], [3, 5]], {{\[\[}}6, 7], [9, 11]]]]> : tensor<1x2x2x2xi64>
func.func @rows() -> tensor<1x2x2x2xi64> {
  %x = ecg.constant dense<[[[[1.0, 7.0, 2.0], [7.0, 0.0, 9.0]], [[3.0, 3.0, 3.0], [4.0, 1.0, 5.0]]]]> : tensor<1x2x2x3xf32> -> tensor<1x2x2x3xf32>
  %i = ecg.max_pool_indices %x kernel [1, 2] strides [1, 1] : tensor<1x2x2x3xf32> -> tensor<1x2x2x2xi64>
  return %i : tensor<1x2x2x2xi64>
}

// CHECK-LABEL: @columns
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}2, 5]]]]> : tensor<1x1x1x2xi64>
func.func @columns() -> tensor<1x1x1x2xi64> {
  %x = ecg.constant dense<[[[[1.0, 7.0, 2.0], [7.0, 0.0, 9.0]]]]> : tensor<1x1x2x3xf32> -> tensor<1x1x2x3xf32>
  %i = ecg.max_pool_indices %x kernel [2, 2] strides [1, 1] column_major : tensor<1x1x2x3xf32> -> tensor<1x1x1x2xi64>
  return %i : tensor<1x1x1x2xi64>
}
