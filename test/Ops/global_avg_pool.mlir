// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// One mean a sample and channel.
// CHECK-LABEL: @line
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}3.000000e+00], [-2.500000e-01]], {{\[\[}}2.000000e+00], [1.000000e+00]]]> : tensor<2x2x1xf32>
func.func @line() -> tensor<2x2x1xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0, 6.0], [-1.0, 0.0, 0.0, 0.0]], [[8.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]]]> : tensor<2x2x4xf32> -> tensor<2x2x4xf32>
  %y = ecg.global_avg_pool %x : tensor<2x2x4xf32> -> tensor<2x2x1xf32>
  return %y : tensor<2x2x1xf32>
}

// All spatial dimensions together.
// CHECK-LABEL: @plane
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}2.500000e+00]], {{\[\[}}6.500000e+00]]]]> : tensor<1x2x1x1xf32>
func.func @plane() -> tensor<1x2x1x1xf32> {
  %x = ecg.constant dense<[[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]]> : tensor<1x2x2x2xf32> -> tensor<1x2x2x2xf32>
  %y = ecg.global_avg_pool %x : tensor<1x2x2x2xf32> -> tensor<1x2x1x1xf32>
  return %y : tensor<1x2x1x1xf32>
}
