// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt | FileCheck %s

// Inputs, then outputs, with the names of the model; layers read and write
// there directly.
// CHECK-LABEL: func.func @ports
// CHECK-SAME: (%[[X:.*]]: memref<1x8xf32> {ecg.name = "ecg"}, %[[Y:.*]]: memref<1x8xf32> {ecg.name = "logits", ecgrt.output})
// CHECK: %[[T:.*]] = ecgrt.alloc : memref<1x8xf32>
// CHECK-NEXT: ecgrt.tanh_f32(%[[X]] -> %[[T]]) {n = 8} : memref<1x8xf32>, memref<1x8xf32>
// CHECK-NEXT: ecgrt.sigmoid_f32(%[[T]] -> %[[Y]]) {n = 8}
// CHECK-NEXT: return{{$}}
func.func @ports(%x: tensor<1x8xf32> {ecg.name = "ecg"}) -> (tensor<1x8xf32> {ecg.name = "logits"}) {
  %0 = ecg.tanh %x : tensor<1x8xf32> -> tensor<1x8xf32>
  %1 = ecg.sigmoid %0 : tensor<1x8xf32> -> tensor<1x8xf32>
  return %1 : tensor<1x8xf32>
}

// -----

// What nobody reads is neither computed nor given a buffer.
// CHECK-LABEL: @dead
// CHECK-NEXT: ecgrt.sigmoid_f32(%arg0 -> %arg1)
// CHECK-NEXT: return
func.func @dead(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = ecg.tanh %x : tensor<8xf32> -> tensor<8xf32>
  %1 = ecg.tanh %0 : tensor<8xf32> -> tensor<8xf32>
  %2 = ecg.sigmoid %x : tensor<8xf32> -> tensor<8xf32>
  return %2 : tensor<8xf32>
}

// -----

// A layer writes an output even through a reshape, and other layers read it
// there.
// CHECK-LABEL: @through_reshape
// CHECK: %[[V:.*]] = ecgrt.view %arg1 : memref<8xf32> -> memref<2x4xf32>
// CHECK: ecgrt.tanh_f32(%arg0 -> %[[V]])
// CHECK: ecgrt.sigmoid_f32(%[[V]] -> %arg2)
// CHECK-NOT: copy
func.func @through_reshape(%x: tensor<2x4xf32>) -> (tensor<8xf32>, tensor<2x4xf32>) {
  %0 = ecg.tanh %x : tensor<2x4xf32> -> tensor<2x4xf32>
  %1 = ecg.reshape %0 : tensor<2x4xf32> -> tensor<8xf32>
  %2 = ecg.sigmoid %0 : tensor<2x4xf32> -> tensor<2x4xf32>
  return %1, %2 : tensor<8xf32>, tensor<2x4xf32>
}

// -----

// An input, a constant and a value that is already an output are copied.
// CHECK-LABEL: @copies
// CHECK: ecgrt.tanh_f32(%arg0 -> %arg3)
// CHECK: ecgrt.copy_f32(%arg0 -> %arg1) {outer = 1, inner = 2,
// CHECK: %[[C:.*]] = ecgrt.constant "value" dense<[1.000000e+00, 2.000000e+00]>
// CHECK: ecgrt.copy_f32(%[[C]] -> %arg2)
// CHECK: ecgrt.copy_f32(%arg3 -> %arg4)
func.func @copies(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %c = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %0 = ecg.tanh %x : tensor<2xf32> -> tensor<2xf32>
  return %x, %c, %0, %0 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// -----

// A batch is one call a sample, with the same tables.
// CHECK-LABEL: @batch
// CHECK-DAG: %[[W:.*]] = ecgrt.constant "weight"
// CHECK-DAG: %[[B:.*]] = ecgrt.constant "bias"
// CHECK: %[[X0:.*]] = ecgrt.view %arg0 : memref<2x1x8xf32> -> memref<1x1x8xf32>
// CHECK: %[[Y0:.*]] = ecgrt.view %arg1 : memref<2x1x7xf32> -> memref<1x1x7xf32>
// CHECK: ecgrt.conv1d_f32(%[[X0]], %[[W]], %[[B]] -> %[[Y0]])
// CHECK: %[[X1:.*]] = ecgrt.view %arg0 at 32 : memref<2x1x8xf32> -> memref<1x1x8xf32>
// CHECK: %[[Y1:.*]] = ecgrt.view %arg1 at 28 : memref<2x1x7xf32> -> memref<1x1x7xf32>
// CHECK: ecgrt.conv1d_f32(%[[X1]], %[[W]], %[[B]] -> %[[Y1]])
func.func @batch(%x: tensor<2x1x8xf32>) -> tensor<2x1x7xf32> {
  %w = ecg.constant dense<1.0> : tensor<1x1x2xf32> -> tensor<1x1x2xf32>
  %y = ecg.conv1d %x, %w : (tensor<2x1x8xf32>, tensor<1x1x2xf32>) -> tensor<2x1x7xf32>
  return %y : tensor<2x1x7xf32>
}
