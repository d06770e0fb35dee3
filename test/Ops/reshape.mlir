// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// CHECK-LABEL: @flatten
// CHECK-NEXT: ecg.constant dense<{{\[\[}}1.000000e+00, 2.000000e+00, 3.000000e+00, 4.000000e+00, 5.000000e+00, 6.000000e+00]]> : tensor<1x6xf32>
func.func @flatten() -> tensor<1x6xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %y = ecg.reshape %x : tensor<1x2x3xf32> -> tensor<1x6xf32>
  return %y : tensor<1x6xf32>
}

// Rank 0.
// CHECK-LABEL: @scalar
// CHECK-NEXT: ecg.constant dense<5.000000e+00> : tensor<f32>
func.func @scalar() -> tensor<f32> {
  %x = ecg.constant dense<[[5.0]]> : tensor<1x1xf32> -> tensor<1x1xf32>
  %y = ecg.reshape %x : tensor<1x1xf32> -> tensor<f32>
  return %y : tensor<f32>
}
