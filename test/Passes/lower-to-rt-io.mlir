// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt=io=quantized | FileCheck %s

// Conversions at the boundary become the caller's business; the ports say how.
!q = !quant.uniform<i8:f32, 0.5:3>
!p = !quant.uniform<i8:f32, 0.25:-4>
// CHECK-LABEL: func.func @both
// CHECK-SAME: (%arg0: memref<4xi8> {ecg.name = "x", ecg.scale = 5.000000e-01 : f32, ecg.zero_point = 3 : i32},
// CHECK-SAME: %arg1: memref<4xi8> {ecg.name = "y", ecg.scale = 2.500000e-01 : f32, ecg.zero_point = -4 : i32, ecgrt.output})
// CHECK-NOT: quantize
// CHECK: ecgrt.lut_s8(%arg0, %{{.*}} -> %arg1)
func.func @both(%x: tensor<4xf32> {ecg.name = "x"}) -> (tensor<4xf32> {ecg.name = "y"}) {
  %q = ecg.quantize %x : tensor<4xf32> -> tensor<4x!q>
  %t = ecg.tanh %q : tensor<4x!q> -> tensor<4x!p>
  %y = ecg.dequantize %t : tensor<4x!p> -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

// An input that somebody reads as float stays float.
!q = !quant.uniform<i8:f32, 0.5:3>
// CHECK-LABEL: func.func @float_input
// CHECK-SAME: %arg0: memref<4xf32>
// CHECK: ecgrt.quantize_f32(%arg0 -> %arg1)
func.func @float_input(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %q = ecg.quantize %x : tensor<4xf32> -> tensor<4x!q>
  %y = ecg.dequantize %q : tensor<4x!q> -> tensor<4xf32>
  %t = ecg.tanh %x : tensor<4xf32> -> tensor<4xf32>
  return %y, %t : tensor<4xf32>, tensor<4xf32>
}
