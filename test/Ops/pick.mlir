// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s
// Layers that pick or repeat elements.

// Backwards along one dimension, every other along the other.
// CHECK-LABEL: @slice
// CHECK-NEXT: ecg.constant dense<{{\[\[}}4, 6], [1, 3]]> : tensor<2x2xi16>
func.func @slice() -> tensor<2x2xi16> {
  %x = ecg.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi16> -> tensor<2x3xi16>
  %y = ecg.slice %x starts [1, 0] sizes [2, 2] steps [-1, 2] : tensor<2x3xi16> -> tensor<2x2xi16>
  return %y : tensor<2x2xi16>
}

// CHECK-LABEL: @expand
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}true, true], [false, false]]]> : tensor<1x2x2xi1>
func.func @expand() -> tensor<1x2x2xi1> {
  %x = ecg.constant dense<[[true], [false]]> : tensor<2x1xi1> -> tensor<2x1xi1>
  %y = ecg.expand %x : tensor<2x1xi1> -> tensor<1x2x2xi1>
  return %y : tensor<1x2x2xi1>
}

// Columns by number, counted from the end where negative.
// CHECK-LABEL: @gather
// CHECK-NEXT: ecg.constant dense<{{\[\[}}3.000000e+00, 1.000000e+00], [6.000000e+00, 4.000000e+00]]>
func.func @gather() -> tensor<2x2xf32> {
  %x = ecg.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32> -> tensor<2x3xf32>
  %i = ecg.constant dense<[-1, 0]> : tensor<2xi32> -> tensor<2xi32>
  %y = ecg.gather %x, %i axis 1 : (tensor<2x3xf32>, tensor<2xi32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// One row of each batch.
// CHECK-LABEL: @gather_nd
// CHECK-NEXT: ecg.constant dense<{{\[\[}}3, 4], [5, 6]]> : tensor<2x2xi64>
func.func @gather_nd() -> tensor<2x2xi64> {
  %x = ecg.constant dense<[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]> : tensor<2x2x2xi64> -> tensor<2x2x2xi64>
  %i = ecg.constant dense<[[1], [0]]> : tensor<2x1xi64> -> tensor<2x1xi64>
  %y = ecg.gather_nd %x, %i batch_dims 1 : (tensor<2x2x2xi64>, tensor<2x1xi64>) -> tensor<2x2xi64>
  return %y : tensor<2x2xi64>
}

// CHECK-LABEL: @gather_elements
// CHECK-NEXT: ecg.constant dense<{{\[\[}}4.000000e+00, 2.000000e+00]]> : tensor<1x2xf64>
func.func @gather_elements() -> tensor<1x2xf64> {
  %x = ecg.constant dense<[[1.0, 2.0], [4.0, 5.0]]> : tensor<2x2xf64> -> tensor<2x2xf64>
  %i = ecg.constant dense<[[1, 0]]> : tensor<1x2xi64> -> tensor<1x2xi64>
  %y = ecg.gather_elements %x, %i axis 0 : (tensor<2x2xf64>, tensor<1x2xi64>) -> tensor<1x2xf64>
  return %y : tensor<1x2xf64>
}
