// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s
// Layers that compare or sum along one axis.

// The first of equal elements, or the last.
// CHECK-LABEL: @arg
// CHECK-DAG: ecg.constant dense<[1, 0]> : tensor<2xi64>
// CHECK-DAG: ecg.constant dense<{{\[\[}}2], [1]]> : tensor<2x1xi64>
func.func @arg() -> (tensor<2xi64>, tensor<2x1xi64>) {
  %x = ecg.constant dense<[[1.0, 3.0, 3.0], [5.0, 5.0, 2.0]]> : tensor<2x3xf32> -> tensor<2x3xf32>
  %0 = ecg.arg "max" %x axis 1 : tensor<2x3xf32> -> tensor<2xi64>
  %1 = ecg.arg "max" %x axis 1 keep_dims last : tensor<2x3xf32> -> tensor<2x1xi64>
  return %0, %1 : tensor<2xi64>, tensor<2x1xi64>
}

// CHECK-LABEL: @top_k
// CHECK-DAG: ecg.constant dense<[1, 3]> : tensor<2xi64>
// CHECK-DAG: ecg.constant dense<[1.000000e+00, 3.000000e+00]> : tensor<2xf32>
func.func @top_k() -> (tensor<2xf32>, tensor<2xi64>) {
  %x = ecg.constant dense<[4.0, 1.0, 5.0, 3.0]> : tensor<4xf32> -> tensor<4xf32>
  %0, %1 = ecg.top_k %x axis 0 k 2 smallest : tensor<4xf32> -> tensor<2xf32>, tensor<2xi64>
  return %0, %1 : tensor<2xf32>, tensor<2xi64>
}

// CHECK-LABEL: @cum_sum
// CHECK-NEXT: ecg.constant dense<{{\[\[}}5, 3, 0], [11, 6, 0]]> : tensor<2x3xi32>
func.func @cum_sum() -> tensor<2x3xi32> {
  %x = ecg.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32> -> tensor<2x3xi32>
  %y = ecg.cum_sum %x axis 1 exclusive reverse : tensor<2x3xi32> -> tensor<2x3xi32>
  return %y : tensor<2x3xi32>
}
