// RUN: ecg-opt %s --ecg-lower-rank --split-input-file | FileCheck %s --enable-var-scope

// As tf2onnx writes a 1-D convolution; attributes of the row go.
// CHECK-LABEL: @convolution
// CHECK-DAG: %[[W:.*]] = ecg.constant {{.*}} -> tensor<3x2x2xf32>
// CHECK-DAG: %[[X:.*]] = ecg.reshape %arg0 : tensor<1x2x1x8xf32> -> tensor<1x2x8xf32>
// CHECK: %[[Y:.*]] = ecg.conv1d %[[X]], %[[W]] stride 3 pads [1, 2] dilation 2 clamp <0.000000e+00, 6.000000e+00> : {{.*}} -> tensor<1x3x3xf32>
// CHECK: ecg.reshape %[[Y]] : tensor<1x3x3xf32> -> tensor<1x3x1x3xf32>
func.func @convolution(%x: tensor<1x2x1x8xf32>) -> tensor<1x3x1x3xf32> {
  %w = ecg.constant dense<[[[[1.0, 2.0]], [[3.0, 4.0]]], [[[1.0, 2.0]], [[3.0, 4.0]]], [[[1.0, 2.0]], [[3.0, 4.0]]]]> : tensor<3x2x1x2xf32> -> tensor<3x2x1x2xf32>
  %y = ecg.conv2d %x, %w strides [5, 3] pads [0, 1, 0, 2] dilations [7, 2] clamp <0.0, 6.0> : (tensor<1x2x1x8xf32>, tensor<3x2x1x2xf32>) -> tensor<1x3x1x3xf32>
  return %y : tensor<1x3x1x3xf32>
}

// -----

// One column instead of one row.
// CHECK-LABEL: @pools
// CHECK: %[[M:.*]] = ecg.max_pool %{{.*}} kernel [3] strides [2] pads [1, 0] dilations [1] : tensor<1x2x8xf32> -> tensor<1x2x4xf32>
// CHECK: %[[A:.*]] = ecg.avg_pool %[[M]] kernel [2] strides [1] : tensor<1x2x4xf32> -> tensor<1x2x3xf32>
// CHECK: %[[G:.*]] = ecg.global_avg_pool %[[A]] : tensor<1x2x3xf32> -> tensor<1x2x1xf32>
// CHECK: ecg.reshape %[[G]] : tensor<1x2x1xf32> -> tensor<1x2x1x1xf32>
func.func @pools(%x: tensor<1x2x8x1xf32>) -> tensor<1x2x1x1xf32> {
  %0 = ecg.max_pool %x kernel [3, 1] strides [2, 4] pads [1, 0, 0, 0] dilations [1, 3] : tensor<1x2x8x1xf32> -> tensor<1x2x4x1xf32>
  %1 = ecg.avg_pool %0 kernel [2, 1] strides [1, 1] : tensor<1x2x4x1xf32> -> tensor<1x2x3x1xf32>
  %2 = ecg.global_avg_pool %1 : tensor<1x2x3x1xf32> -> tensor<1x2x1x1xf32>
  return %2 : tensor<1x2x1x1xf32>
}

// -----

// Squeeze-and-excitation: a convolution of one position.
// CHECK-LABEL: @squeeze
// CHECK: %[[X:.*]] = ecg.reshape %arg0 : tensor<1x2x1xf32> -> tensor<1x2xf32>
// CHECK: %[[Y:.*]] = ecg.linear %[[X]], %{{.*}} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
// CHECK: ecg.reshape %[[Y]] : tensor<1x1xf32> -> tensor<1x1x1xf32>
func.func @squeeze(%x: tensor<1x2x1xf32>) -> tensor<1x1x1xf32> {
  %w = ecg.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf32> -> tensor<1x2x1xf32>
  %y = ecg.conv1d %x, %w : (tensor<1x2x1xf32>, tensor<1x2x1xf32>) -> tensor<1x1x1xf32>
  return %y : tensor<1x1x1xf32>
}

// -----

// Stays: a window over padding of the row, two rows, groups of one position,
// one position that padding makes three.
// CHECK-LABEL: @stays
// CHECK: ecg.conv2d
// CHECK: ecg.max_pool {{.*}} kernel [1, 3]
// CHECK: ecg.conv1d
// CHECK: ecg.conv1d
func.func @stays(%x: tensor<1x2x1x8xf32>, %y: tensor<1x2x2x8xf32>, %z: tensor<1x2x1xf32>) -> (tensor<1x1x1x8xf32>, tensor<1x2x2x6xf32>, tensor<1x2x1xf32>, tensor<1x1x3xf32>) {
  %w = ecg.constant dense<1.0> : tensor<1x2x3x1xf32> -> tensor<1x2x3x1xf32>
  %g = ecg.constant dense<1.0> : tensor<2x1x1xf32> -> tensor<2x1x1xf32>
  %p = ecg.constant dense<1.0> : tensor<1x2x1xf32> -> tensor<1x2x1xf32>
  %0 = ecg.conv2d %x, %w pads [1, 0, 1, 0] : (tensor<1x2x1x8xf32>, tensor<1x2x3x1xf32>) -> tensor<1x1x1x8xf32>
  %1 = ecg.max_pool %y kernel [1, 3] strides [1, 1] : tensor<1x2x2x8xf32> -> tensor<1x2x2x6xf32>
  %2 = ecg.conv1d %z, %g groups 2 : (tensor<1x2x1xf32>, tensor<2x1x1xf32>) -> tensor<1x2x1xf32>
  %3 = ecg.conv1d %z, %p pads [1, 1] : (tensor<1x2x1xf32>, tensor<1x2x1xf32>) -> tensor<1x1x3xf32>
  return %0, %1, %2, %3 : tensor<1x1x1x8xf32>, tensor<1x2x2x6xf32>, tensor<1x2x1xf32>, tensor<1x1x3xf32>
}

// -----

// Stays, too: linear has no kernel for plain integers.
// CHECK-LABEL: @integers
// CHECK: ecg.conv1d
func.func @integers(%x: tensor<1x2x1xi32>) -> tensor<1x1x1xi32> {
  %w = ecg.constant dense<[[[1], [2]]]> : tensor<1x2x1xi32> -> tensor<1x2x1xi32>
  %y = ecg.conv1d %x, %w : (tensor<1x2x1xi32>, tensor<1x2x1xi32>) -> tensor<1x1x1xi32>
  return %y : tensor<1x1x1xi32>
}
