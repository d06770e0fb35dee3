// RUN: ecg-opt %s -ecg-lower-to-rt | FileCheck %s

// Everything before the last dimension is rows.
// CHECK-LABEL: @rows
// CHECK: ecgrt.linear_f32(%arg0, %{{.*}}, %{{.*}} -> %arg1) {rows = 10, in_features = 3, out_features = 4, act_min = minus_inf, act_max = 1.000000e+00}
func.func @rows(%x: tensor<2x5x3xf32>) -> tensor<2x5x4xf32> {
  %w = ecg.constant dense<1.0> : tensor<4x3xf32> -> tensor<4x3xf32>
  %y = ecg.linear %x, %w clamp <minus_inf, 1.0> : (tensor<2x5x3xf32>, tensor<4x3xf32>) -> tensor<2x5x4xf32>
  return %y : tensor<2x5x4xf32>
}
