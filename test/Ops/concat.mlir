// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Channels of each sample side by side.
// CHECK-LABEL: @channels
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.000000e+00, 2.000000e+00], [1.000000e+01, 1.100000e+01], [1.200000e+01, 1.300000e+01]], {{\[\[}}3.000000e+00, 4.000000e+00], [1.400000e+01, 1.500000e+01], [1.600000e+01, 1.700000e+01]]]> : tensor<2x3x2xf32>
func.func @channels() -> tensor<2x3x2xf32> {
  %a = ecg.constant dense<[[[1.0, 2.0]], [[3.0, 4.0]]]> : tensor<2x1x2xf32> -> tensor<2x1x2xf32>
  %b = ecg.constant dense<[[[10.0, 11.0], [12.0, 13.0]], [[14.0, 15.0], [16.0, 17.0]]]> : tensor<2x2x2xf32> -> tensor<2x2x2xf32>
  %y = ecg.concat %a, %b axis 1 : (tensor<2x1x2xf32>, tensor<2x2x2xf32>) -> tensor<2x3x2xf32>
  return %y : tensor<2x3x2xf32>
}

// Along time, and one operand twice.
// CHECK-LABEL: @last
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.000000e+00, 2.000000e+00, 1.000000e+01, 2.000000e+01]], {{\[\[}}3.000000e+00, 4.000000e+00, 3.000000e+01, 4.000000e+01]]]> : tensor<2x1x4xf32>
func.func @last() -> tensor<2x1x4xf32> {
  %a = ecg.constant dense<[[[1.0, 2.0]], [[3.0, 4.0]]]> : tensor<2x1x2xf32> -> tensor<2x1x2xf32>
  %b = ecg.constant dense<[[[10.0, 20.0]], [[30.0, 40.0]]]> : tensor<2x1x2xf32> -> tensor<2x1x2xf32>
  %y = ecg.concat %a, %b axis 2 : (tensor<2x1x2xf32>, tensor<2x1x2xf32>) -> tensor<2x1x4xf32>
  return %y : tensor<2x1x4xf32>
}
