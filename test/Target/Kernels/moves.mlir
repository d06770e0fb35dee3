// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt | FileCheck %s

// Each input is copied into its slice.
// CHECK-LABEL: @concat
// CHECK: ecgrt.copy_f32(%arg0 -> %arg2) {outer = 2, inner = 8, src_stride = 8, dst_stride = 20, src_offset = 0, dst_offset = 0}
// CHECK: ecgrt.copy_f32(%arg1 -> %arg2) {outer = 2, inner = 12, src_stride = 12, dst_stride = 20, src_offset = 0, dst_offset = 8}
func.func @concat(%a: tensor<2x2x4xf32>, %b: tensor<2x3x4xf32>) -> tensor<2x5x4xf32> {
  %y = ecg.concat %a, %b axis 1 : (tensor<2x2x4xf32>, tensor<2x3x4xf32>) -> tensor<2x5x4xf32>
  return %y : tensor<2x5x4xf32>
}

// -----

// Side by side the inputs are written where they belong by the layers that make
// them, also through a reshape; an input of the program and a value that has a
// place already are copied.
// CHECK-LABEL: @concat_in_place
// CHECK: %[[Y:.*]] = ecgrt.alloc : memref<1x9x2xf32>
// CHECK: %[[A:.*]] = ecgrt.view %[[Y]] : memref<1x9x2xf32> -> memref<1x2x2xf32>
// CHECK: %[[B:.*]] = ecgrt.view %[[Y]] at 16 : memref<1x9x2xf32> -> memref<1x3x2xf32>
// CHECK: %[[B6:.*]] = ecgrt.view %[[B]] : memref<1x3x2xf32> -> memref<6xf32>
// CHECK-NEXT: ecgrt.tanh_f32(%arg0 -> %[[A]])
// CHECK-NEXT: ecgrt.sigmoid_f32(%arg1 -> %[[B6]])
// CHECK: %[[C:.*]] = ecgrt.view %[[Y]] at 40 : memref<1x9x2xf32> -> memref<1x2x2xf32>
// CHECK-NEXT: ecgrt.copy_f32(%arg0 -> %[[C]]) {outer = 1, inner = 4,
// CHECK-NEXT: %[[D:.*]] = ecgrt.view %[[Y]] at 56 : memref<1x9x2xf32> -> memref<1x2x2xf32>
// CHECK-NEXT: ecgrt.copy_f32(%[[A]] -> %[[D]])
// CHECK-NEXT: ecgrt.tanh_f32(%[[Y]] -> %arg2)
// CHECK-NEXT: return
func.func @concat_in_place(%a: tensor<1x2x2xf32>, %b: tensor<6xf32>) -> tensor<1x9x2xf32> {
  %0 = ecg.tanh %a : tensor<1x2x2xf32> -> tensor<1x2x2xf32>
  %1 = ecg.sigmoid %b : tensor<6xf32> -> tensor<6xf32>
  %2 = ecg.reshape %1 : tensor<6xf32> -> tensor<1x3x2xf32>
  %y = ecg.concat %0, %2, %a, %0 axis 1 : (tensor<1x2x2xf32>, tensor<1x3x2xf32>, tensor<1x2x2xf32>, tensor<1x2x2xf32>) -> tensor<1x9x2xf32>
  %z = ecg.tanh %y : tensor<1x9x2xf32> -> tensor<1x9x2xf32>
  return %z : tensor<1x9x2xf32>
}

// -----

// A concatenation of concatenations, as dense blocks make them, copies nothing.
// CHECK-LABEL: @dense_block
// CHECK: %[[Y:.*]] = ecgrt.view %arg1 : memref<1x4x4xf32> -> memref<1x3x4xf32>
// CHECK: %[[X:.*]] = ecgrt.view %[[Y]] : memref<1x3x4xf32> -> memref<1x2x4xf32>
// CHECK-NOT: copy
// CHECK: return
func.func @dense_block(%x: tensor<1x2x4xf32>) -> tensor<1x4x4xf32> {
  %w = ecg.constant dense<1.0> : tensor<1x2x1xf32> -> tensor<1x2x1xf32>
  %v = ecg.constant dense<1.0> : tensor<1x3x1xf32> -> tensor<1x3x1xf32>
  %0 = ecg.tanh %x : tensor<1x2x4xf32> -> tensor<1x2x4xf32>
  %1 = ecg.conv1d %0, %w : (tensor<1x2x4xf32>, tensor<1x2x1xf32>) -> tensor<1x1x4xf32>
  %2 = ecg.concat %0, %1 axis 1 : (tensor<1x2x4xf32>, tensor<1x1x4xf32>) -> tensor<1x3x4xf32>
  %3 = ecg.conv1d %2, %v : (tensor<1x3x4xf32>, tensor<1x3x1xf32>) -> tensor<1x1x4xf32>
  %4 = ecg.concat %2, %3 axis 1 : (tensor<1x3x4xf32>, tensor<1x1x4xf32>) -> tensor<1x4x4xf32>
  return %4 : tensor<1x4x4xf32>
}

// -----

// An input on another scale is brought to the result's on its way.
!a = !quant.uniform<i8:f32, 0.5>
!b = !quant.uniform<i8:f32, 0.25>
// CHECK-LABEL: @concat_rescaled
// CHECK: %[[A:.*]] = ecgrt.view %arg2 : memref<1x8xi8> -> memref<1x4xi8>
// CHECK: ecgrt.copy_s8(%arg0 -> %[[A]])
// CHECK: %[[B:.*]] = ecgrt.view %arg2 at 4 : memref<1x8xi8> -> memref<1x4xi8>
// CHECK: ecgrt.lut_s8(%arg1, %{{.*}} -> %[[B]]) {n = 4}
// CHECK-NEXT: return
func.func @concat_rescaled(%a: tensor<1x4x!a>, %b: tensor<1x4x!b>) -> tensor<1x8x!a> {
  %y = ecg.concat %a, %b axis 1 : (tensor<1x4x!a>, tensor<1x4x!b>) -> tensor<1x8x!a>
  return %y : tensor<1x8x!a>
}

// -----

// Reshapes move nothing.
// CHECK-LABEL: @reshape
// CHECK: %[[T:.*]] = ecgrt.alloc : memref<2x3xf32>
// CHECK: ecgrt.tanh_f32(%arg0 -> %[[T]])
// CHECK: %[[V:.*]] = ecgrt.view %[[T]] : memref<2x3xf32> -> memref<6xf32>
// CHECK: ecgrt.sigmoid_f32(%[[V]] -> %arg1)
func.func @reshape(%x: tensor<2x3xf32>) -> tensor<6xf32> {
  %0 = ecg.tanh %x : tensor<2x3xf32> -> tensor<2x3xf32>
  %1 = ecg.reshape %0 : tensor<2x3xf32> -> tensor<6xf32>
  %2 = ecg.sigmoid %1 : tensor<6xf32> -> tensor<6xf32>
  return %2 : tensor<6xf32>
}

// -----

// Dimensions that stay together are one.
// CHECK-LABEL: @transpose
// CHECK: ecgrt.transpose_f32(%arg0 -> %arg1) {dims = [1, 1, 1, 1, 20, 6], x_strides = [0, 0, 0, 0, 1, 20]}
func.func @transpose(%x: tensor<1x6x4x5xf32>) -> tensor<1x4x5x6xf32> {
  %y = ecg.transpose %x permutation [0, 2, 3, 1] : tensor<1x6x4x5xf32> -> tensor<1x4x5x6xf32>
  return %y : tensor<1x4x5x6xf32>
}

// -----

// Dimensions without padding are one with the one outside them; the value is
// quantized (@q_affine: 1 / 0.5 + 3).
!q = !quant.uniform<i8:f32, 0.5:3>
// CHECK-LABEL: @pad
// CHECK: ecgrt.pad_s8(%arg0 -> %arg1) {in_dims = [1, 1, 1, 16], out_dims = [1, 1, 1, 28], before = [0, 0, 0, 8], mode = 0, value = 5}
func.func @pad(%x: tensor<1x4x4x!q>) -> tensor<1x7x4x!q> {
  %y = ecg.pad %x low [0, 2, 0] high [0, 1, 0] value 1.0 : tensor<1x4x4x!q> -> tensor<1x7x4x!q>
  return %y : tensor<1x7x4x!q>
}
