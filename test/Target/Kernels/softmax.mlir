// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt | FileCheck %s

// CHECK-LABEL: @float
// CHECK: ecgrt.softmax_f32(%arg0 -> %arg1) {outer = 2, n = 3, inner = 4}
func.func @float(%x: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  %y = ecg.softmax %x axis 1 : tensor<2x3x4xf32> -> tensor<2x3x4xf32>
  return %y : tensor<2x3x4xf32>
}

// -----

// @softmax_s8 writes the unit interval.
!x = !quant.uniform<i8:f32, 0.1>
!y = !quant.uniform<i8:f32, 0.00390625:-128>
// CHECK-LABEL: @unit
// CHECK: %[[T:.*]] = ecgrt.constant "table" {{.*}} : tensor<256xui32> -> memref<256xui32>
// CHECK: ecgrt.softmax_s8(%arg0, %[[T]] -> %arg1) {outer = 1, n = 5, inner = 1}
// CHECK-NOT: lut
func.func @unit(%x: tensor<1x5x!x>) -> tensor<1x5x!y> {
  %y = ecg.softmax %x axis 1 : tensor<1x5x!x> -> tensor<1x5x!y>
  return %y : tensor<1x5x!y>
}

// -----

// Any other scale is a look-up away.
!x = !quant.uniform<i8:f32, 0.1>
!y = !quant.uniform<i8:f32, 0.01>
// CHECK-LABEL: @other
// CHECK: ecgrt.softmax_s8(%arg0, %{{.*}} -> %arg1)
// CHECK: ecgrt.lut_s8(%arg1, %{{.*}} -> %arg1)
func.func @other(%x: tensor<1x5x!x>) -> tensor<1x5x!y> {
  %y = ecg.softmax %x axis 1 : tensor<1x5x!x> -> tensor<1x5x!y>
  return %y : tensor<1x5x!y>
}
