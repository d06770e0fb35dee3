// RUN: ecg-opt %s | ecg-opt - | FileCheck %s

// Attributes at their defaults are not printed.
// CHECK-LABEL: @defaults
// CHECK: ecg.conv1d %{{.*}}, %{{.*}} : (tensor<1x2x9xf32>, tensor<4x2x3xf32>) -> tensor<1x4x7xf32>
func.func @defaults(%x: tensor<1x2x9xf32>, %w: tensor<4x2x3xf32>) -> tensor<1x4x7xf32> {
  %y = ecg.conv1d %x, %w stride 1 pads [0, 0] : (tensor<1x2x9xf32>, tensor<4x2x3xf32>) -> tensor<1x4x7xf32>
  return %y : tensor<1x4x7xf32>
}

// CHECK-LABEL: @everything
// CHECK: ecg.conv1d %{{.*}}, %{{.*}}, %{{.*}} stride 2 pads [1, 2] dilation 2 groups 2 clamp <0.000000e+00, inf>
func.func @everything(%x: tensor<1x2x9xf32>, %w: tensor<4x1x3xf32>, %b: tensor<4xf32>) -> tensor<1x4x4xf32> {
  %y = ecg.conv1d %x, %w, %b stride 2 pads [1, 2] dilation 2 groups 2 clamp <0.0, inf> : (tensor<1x2x9xf32>, tensor<4x1x3xf32>, tensor<4xf32>) -> tensor<1x4x4xf32>
  return %y : tensor<1x4x4xf32>
}
