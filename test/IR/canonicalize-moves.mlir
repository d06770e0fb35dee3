// RUN: ecg-opt %s --canonicalize --split-input-file | FileCheck %s

// The second slice counts in elements of the first.
// CHECK-LABEL: @merge
// CHECK-NEXT: %[[S:.*]] = ecg.slice %arg0 starts [8] sizes [2] steps [-4] : tensor<10xf32> -> tensor<2xf32>
// CHECK-NEXT: return %[[S]]
func.func @merge(%x: tensor<10xf32>) -> tensor<2xf32> {
  %0 = ecg.slice %x starts [0] sizes [5] steps [2] : tensor<10xf32> -> tensor<5xf32>
  %1 = ecg.slice %0 starts [4] sizes [2] steps [-2] : tensor<5xf32> -> tensor<2xf32>
  return %1 : tensor<2xf32>
}

// -----

// What was joined comes apart again; a slice over a seam stays.
// CHECK-LABEL: @concat
// CHECK: %[[C:.*]] = ecg.concat
// CHECK: %[[S:.*]] = ecg.slice %[[C]] starts [1] sizes [2]
// CHECK: return %arg1, %[[S]]
func.func @concat(%a: tensor<2xf32>, %b: tensor<3xf32>) -> (tensor<3xf32>, tensor<2xf32>) {
  %0 = ecg.concat %a, %b axis 0 : (tensor<2xf32>, tensor<3xf32>) -> tensor<5xf32>
  %1 = ecg.slice %0 starts [2] sizes [3] : tensor<5xf32> -> tensor<3xf32>
  %2 = ecg.slice %0 starts [1] sizes [2] : tensor<5xf32> -> tensor<2xf32>
  return %1, %2 : tensor<3xf32>, tensor<2xf32>
}

// -----

// A reversal keeps the type and is no identity.
// CHECK-LABEL: @nothing
// CHECK-NEXT: %[[S:.*]] = ecg.slice %arg0 starts [3] sizes [4] steps [-1]
// CHECK-NEXT: return %arg0, %[[S]]
func.func @nothing(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = ecg.slice %x starts [0] sizes [4] : tensor<4xf32> -> tensor<4xf32>
  %1 = ecg.expand %0 : tensor<4xf32> -> tensor<4xf32>
  %2 = ecg.slice %1 starts [3] sizes [4] steps [-1] : tensor<4xf32> -> tensor<4xf32>
  return %1, %2 : tensor<4xf32>, tensor<4xf32>
}

// -----

// Sums and products broadcast by themselves, unless the shape comes from there.
// CHECK-LABEL: @expand
// CHECK-NEXT: %[[E:.*]] = ecg.expand %arg1
// CHECK-NEXT: %[[A:.*]] = ecg.add %arg0, %arg1 : (tensor<2x4xf32>, tensor<1x4xf32>)
// CHECK-NEXT: %[[M:.*]] = ecg.mul %arg1, %[[E]]
// CHECK-NEXT: return %[[A]], %[[M]]
func.func @expand(%x: tensor<2x4xf32>, %y: tensor<1x4xf32>) -> (tensor<2x4xf32>, tensor<2x4xf32>) {
  %0 = ecg.expand %y : tensor<1x4xf32> -> tensor<2x4xf32>
  %1 = ecg.add %x, %0 : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %2 = ecg.mul %0, %0 : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %1, %2 : tensor<2x4xf32>, tensor<2x4xf32>
}

// -----

// Means and maxima over a whole signal are pools; others are not.
// CHECK-LABEL: @pools
// CHECK: ecg.global_avg_pool %arg0 : tensor<1x2x4xf32> -> tensor<1x2x1xf32>
// CHECK: ecg.max_pool %arg0 kernel [4] strides [1]
// CHECK: ecg.reduce "sum"
// CHECK: ecg.reduce "mean" %arg0 axes [1]
func.func @pools(%x: tensor<1x2x4xf32>) -> (tensor<1x2xf32>, tensor<1x2x1xf32>, tensor<1x2xf32>, tensor<1x4xf32>) {
  %0 = ecg.reduce "mean" %x axes [2] : tensor<1x2x4xf32> -> tensor<1x2xf32>
  %1 = ecg.reduce "max" %x axes [2] keep_dims : tensor<1x2x4xf32> -> tensor<1x2x1xf32>
  %2 = ecg.reduce "sum" %x axes [2] : tensor<1x2x4xf32> -> tensor<1x2xf32>
  %3 = ecg.reduce "mean" %x axes [1] : tensor<1x2x4xf32> -> tensor<1x4xf32>
  return %0, %1, %2, %3 : tensor<1x2xf32>, tensor<1x2x1xf32>, tensor<1x2xf32>, tensor<1x4xf32>
}

// -----

// The largest number is the largest integer.
// CHECK-LABEL: @arg
// CHECK-NEXT: ecg.arg "max" %arg0 axis 0 : tensor<4x!quant.uniform
func.func @arg(%x: tensor<4x!quant.uniform<i8:f32, 0.1:3>>) -> tensor<i64> {
  %0 = ecg.dequantize %x : tensor<4x!quant.uniform<i8:f32, 0.1:3>> -> tensor<4xf32>
  %1 = ecg.arg "max" %0 axis 0 : tensor<4xf32> -> tensor<i64>
  return %1 : tensor<i64>
}
