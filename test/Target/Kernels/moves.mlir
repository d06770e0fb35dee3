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

// An input on another scale is brought to the result's first.
!a = !quant.uniform<i8:f32, 0.5>
!b = !quant.uniform<i8:f32, 0.25>
// CHECK-LABEL: @concat_rescaled
// CHECK: ecgrt.copy_s8(%arg0 -> %arg2)
// CHECK: ecgrt.lut_s8(%arg1, %{{.*}} -> %[[R:.*]]) {n = 4}
// CHECK: ecgrt.copy_s8(%[[R]] -> %arg2)
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
