// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// CHECK-LABEL: @same_shape
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.100000e+01, 2.200000e+01, 3.300000e+01], [4.400000e+01, 5.500000e+01, 6.600000e+01]]]> : tensor<1x2x3xf32>
func.func @same_shape() -> tensor<1x2x3xf32> {
  %a = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %b = ecg.constant dense<[[[10.0, 20.0, 30.0], [40.0, 50.0, 60.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %y = ecg.add %a, %b : (tensor<1x2x3xf32>, tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  return %y : tensor<1x2x3xf32>
}

// One number a channel.
// CHECK-LABEL: @channel
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.100000e+01, 1.200000e+01, 1.300000e+01], [2.400000e+01, 2.500000e+01, 2.600000e+01]]]> : tensor<1x2x3xf32>
func.func @channel() -> tensor<1x2x3xf32> {
  %a = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %b = ecg.constant dense<[[[10.0], [20.0]]]> : tensor<1x2x1xf32> -> tensor<1x2x1xf32>
  %y = ecg.add %a, %b : (tensor<1x2x3xf32>, tensor<1x2x1xf32>) -> tensor<1x2x3xf32>
  return %y : tensor<1x2x3xf32>
}

// Missing dimensions are leading ones.
// CHECK-LABEL: @fewer_dimensions
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.100000e+01, 2.200000e+01, 3.300000e+01], [1.400000e+01, 2.500000e+01, 3.600000e+01]]]> : tensor<1x2x3xf32>
func.func @fewer_dimensions() -> tensor<1x2x3xf32> {
  %a = ecg.constant dense<[10.0, 20.0, 30.0]> : tensor<3xf32> -> tensor<3xf32>
  %b = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %y = ecg.add %a, %b : (tensor<3xf32>, tensor<1x2x3xf32>) -> tensor<1x2x3xf32>
  return %y : tensor<1x2x3xf32>
}

// Each operand is repeated along what the other one has.
// CHECK-LABEL: @both_ways
// CHECK-NEXT: ecg.constant dense<{{\[\[}}1.100000e+01, 2.100000e+01, 3.100000e+01], [1.200000e+01, 2.200000e+01, 3.200000e+01]]> : tensor<2x3xf32>
func.func @both_ways() -> tensor<2x3xf32> {
  %a = ecg.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
  %b = ecg.constant dense<[[10.0, 20.0, 30.0]]> : tensor<1x3xf32> -> tensor<1x3xf32>
  %y = ecg.add %a, %b : (tensor<2x1xf32>, tensor<1x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// Rank 0 with anything, and the fused activation.
// CHECK-LABEL: @scalar
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}0.000000e+00, 0.000000e+00, 0.000000e+00], [1.000000e+00, 2.000000e+00, 2.000000e+00]]]> : tensor<1x2x3xf32>
func.func @scalar() -> tensor<1x2x3xf32> {
  %a = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %b = ecg.constant dense<-3.0> : tensor<f32> -> tensor<f32>
  %y = ecg.add %a, %b clamp <0.0, 2.0> : (tensor<1x2x3xf32>, tensor<f32>) -> tensor<1x2x3xf32>
  return %y : tensor<1x2x3xf32>
}
