// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// (x - mean) / sqrt(variance + epsilon) * scale + shift, a channel; epsilon 1.
// CHECK-LABEL: @channels
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.000000e+01, 1.100000e+01], [-1.000000e+00, 0.000000e+00]], {{\[\[}}1.400000e+01, 1.500000e+01], [3.000000e+00, 4.000000e+00]]]> : tensor<2x2x2xf32>
func.func @channels() -> tensor<2x2x2xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]> : tensor<2x2x2xf32> -> tensor<2x2x2xf32>
  %s = ecg.constant dense<[2.0, 1.0]> : tensor<2xf32> -> tensor<2xf32>
  %h = ecg.constant dense<[10.0, 0.0]> : tensor<2xf32> -> tensor<2xf32>
  %m = ecg.constant dense<[1.0, 4.0]> : tensor<2xf32> -> tensor<2xf32>
  %v = ecg.constant dense<[3.0, 0.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.batch_norm %x, %s, %h, %m, %v epsilon 1.0 : (tensor<2x2x2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<2x2x2xf32>
  return %y : tensor<2x2x2xf32>
}
