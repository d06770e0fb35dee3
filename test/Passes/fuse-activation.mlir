// RUN: ecg-opt %s --ecg-fuse-activation --split-input-file | FileCheck %s

// The limits of several activations are composed.
// CHECK-LABEL: @compose
// CHECK-NEXT: %[[Y:.*]] = ecg.conv1d %arg0, %arg1 clamp <0.000000e+00, 6.000000e+00>
// CHECK-NEXT: return %[[Y]]
func.func @compose(%x: tensor<1x1x4xf32>, %w: tensor<2x1x1xf32>) -> tensor<1x2x4xf32> {
  %0 = ecg.conv1d %x, %w : (tensor<1x1x4xf32>, tensor<2x1x1xf32>) -> tensor<1x2x4xf32>
  %1 = ecg.relu %0 : tensor<1x2x4xf32> -> tensor<1x2x4xf32>
  %2 = ecg.clip %1 to <-1.0, 6.0> : tensor<1x2x4xf32> -> tensor<1x2x4xf32>
  return %2 : tensor<1x2x4xf32>
}

// -----

// Picking and moving values does not mind when they are limited.
// CHECK-LABEL: @through
// CHECK-NEXT: ecg.add %arg0, %arg0 clamp <0.000000e+00, inf>
// CHECK-NEXT: ecg.max_pool
// CHECK-NEXT: %[[Y:.*]] = ecg.reshape
// CHECK-NEXT: return %[[Y]]
func.func @through(%x: tensor<1x1x4xf32>) -> tensor<1x2xf32> {
  %0 = ecg.add %x, %x : (tensor<1x1x4xf32>, tensor<1x1x4xf32>) -> tensor<1x1x4xf32>
  %1 = ecg.max_pool %0 kernel [2] strides [2] : tensor<1x1x4xf32> -> tensor<1x1x2xf32>
  %2 = ecg.reshape %1 : tensor<1x1x2xf32> -> tensor<1x2xf32>
  %3 = ecg.relu %2 : tensor<1x2xf32> -> tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

// -----

// Not where somebody reads the value before the activation, and not past a
// mean.
// CHECK-LABEL: @stays
// CHECK: ecg.conv1d %arg0, %arg1 :
// CHECK: ecg.relu
// CHECK: ecg.conv1d %arg0, %arg1 :
// CHECK: ecg.avg_pool
// CHECK: ecg.relu
func.func @stays(%x: tensor<1x1x4xf32>, %w: tensor<1x1x1xf32>) -> (tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x2xf32>) {
  %0 = ecg.conv1d %x, %w : (tensor<1x1x4xf32>, tensor<1x1x1xf32>) -> tensor<1x1x4xf32>
  %1 = ecg.relu %0 : tensor<1x1x4xf32> -> tensor<1x1x4xf32>
  %2 = ecg.conv1d %x, %w : (tensor<1x1x4xf32>, tensor<1x1x1xf32>) -> tensor<1x1x4xf32>
  %3 = ecg.avg_pool %2 kernel [2] strides [2] : tensor<1x1x4xf32> -> tensor<1x1x2xf32>
  %4 = ecg.relu %3 : tensor<1x1x2xf32> -> tensor<1x1x2xf32>
  return %0, %1, %4 : tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x2xf32>
}
