// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt | FileCheck %s

!q = !quant.uniform<i8:f32, 0.5:3>
// CHECK-LABEL: @conversions
// CHECK: %[[Q:.*]] = ecgrt.alloc : memref<4xi8>
// CHECK: ecgrt.quantize_f32(%arg0 -> %[[Q]]) {n = 4, scale = 5.000000e-01, zp = 3}
// CHECK: ecgrt.dequantize_s8(%[[Q]] -> %arg1) {n = 4, scale = 5.000000e-01, zp = 3}
func.func @conversions(%x: tensor<4xf32>) -> tensor<4xf32> {
  %q = ecg.quantize %x : tensor<4xf32> -> tensor<4x!q>
  %y = ecg.dequantize %q : tensor<4x!q> -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// From one scale to another without going through float.
!a = !quant.uniform<i8:f32, 0.5:3>
!b = !quant.uniform<i8:f32, 0.25:3>
// CHECK-LABEL: @requantize
// CHECK: ecgrt.lut_s8(%arg0, %{{.*}} -> %arg1)
func.func @requantize(%x: tensor<4x!a>) -> tensor<4x!b> {
  %q = ecg.quantize %x : tensor<4x!a> -> tensor<4x!b>
  return %q : tensor<4x!b>
}

// -----

// A type that leaves out part of int8 limits what the kernel wrote.
!q = !quant.uniform<i8<-127:127>:f32, 0.5>
// CHECK-LABEL: @narrow
// CHECK: ecgrt.quantize_f32(%arg0 -> %arg1)
// CHECK: ecgrt.lut_s8(%arg1, %{{.*}} -> %arg1)
func.func @narrow(%x: tensor<4xf32>) -> tensor<4x!q> {
  %q = ecg.quantize %x : tensor<4xf32> -> tensor<4x!q>
  return %q : tensor<4x!q>
}
