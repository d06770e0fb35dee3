// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Channels last to channels first.
// CHECK-LABEL: @swap
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.000000e+00, 4.000000e+00], [2.000000e+00, 5.000000e+00], [3.000000e+00, 6.000000e+00]]]> : tensor<1x3x2xf32>
func.func @swap() -> tensor<1x3x2xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %y = ecg.transpose %x permutation [0, 2, 1] : tensor<1x2x3xf32> -> tensor<1x3x2xf32>
  return %y : tensor<1x3x2xf32>
}

// Result dimension i is input dimension permutation[i]; a rotation is not its
// own inverse.
// CHECK-LABEL: @rotate
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}1.000000e+00, 4.000000e+00]], {{\[\[}}7.000000e+00, 1.000000e+01]]], {{\[\[\[}}2.000000e+00, 5.000000e+00]], {{\[\[}}8.000000e+00, 1.100000e+01]]], {{\[\[\[}}3.000000e+00, 6.000000e+00]], {{\[\[}}9.000000e+00, 1.200000e+01]]]]> : tensor<3x2x1x2xf32>
func.func @rotate() -> tensor<3x2x1x2xf32> {
  %x = ecg.constant dense<[[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]], [[[7.0, 8.0, 9.0], [10.0, 11.0, 12.0]]]]> : tensor<2x1x2x3xf32> -> tensor<2x1x2x3xf32>
  %y = ecg.transpose %x permutation [3, 0, 1, 2] : tensor<2x1x2x3xf32> -> tensor<3x2x1x2xf32>
  return %y : tensor<3x2x1x2xf32>
}
