// RUN: ecg-opt %s -ecg-lower-to-rt | FileCheck %s

!x = !quant.uniform<i16:f32, 0.5>
!y = !quant.uniform<i16:f32, 0.25>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>

// int8 weights, multipliers of 24 bits (@requant_wide), limits of int16.
// CHECK-LABEL: @conv
// CHECK-DAG: %[[W:.*]] = ecgrt.constant "weight" {{.*}} -> memref<2xi8>
// CHECK-DAG: %[[M:.*]] = ecgrt.constant "mult" dense<8388608> {{.*}} -> memref<1xi32>
// CHECK-DAG: %[[S:.*]] = ecgrt.constant "shift" dense<24> {{.*}} -> memref<1xi8>
// CHECK: ecgrt.conv1d_s16(%arg0, %[[W]], %{{.*}}, %[[M]], %[[S]] -> %arg1
// CHECK-SAME: in_zp = 0, out_zp = 0, act_min = 0, act_max = 32767, in_last = 0, out_last = 0} : memref<1x1x4xi16>,
func.func @conv(%x: tensor<1x1x4x!x>) -> tensor<1x1x3x!y> {
  %w = ecg.constant dense<1> : tensor<1x1x2xi8> -> tensor<1x1x2x!w>
  %y = ecg.conv1d %x, %w clamp <0.0, inf> : (tensor<1x1x4x!x>, tensor<1x1x2x!w>) -> tensor<1x1x3x!y>
  return %y : tensor<1x1x3x!y>
}

// A function by a table of knots (@lut_s16); a ReLU is a rescaling with limits
// (@rescale_s16); what only moves is moved by its size.
// CHECK-LABEL: @functions
// CHECK: ecgrt.lut_s16(%{{.*}}, %{{.*}} -> %{{.*}}) {n = 8} : memref<1x2x4xi16>, memref<513xi16>,
// CHECK: ecgrt.scale_shift_s16({{.*}}) {channels = 1, inner = 8, shift = 29, in_zp = 0, out_zp = 0, act_min = 0, act_max = 32767}
// CHECK: ecgrt.move({{.*}} : memref<1x2x4xi16>, memref<1x4x2xi16>
func.func @functions(%x: tensor<1x2x4x!x>) -> tensor<1x4x2x!y> {
  %0 = ecg.tanh %x : tensor<1x2x4x!x> -> tensor<1x2x4x!x>
  %1 = ecg.relu %0 : tensor<1x2x4x!x> -> tensor<1x2x4x!y>
  %2 = ecg.transpose %1 permutation [0, 2, 1] : tensor<1x2x4x!y> -> tensor<1x4x2x!y>
  return %2 : tensor<1x4x2x!y>
}

// The boundary.
// CHECK-LABEL: @boundary
// CHECK: ecgrt.quantize_f32_s16(%arg0 -> %[[Q:.*]]) {n = 4, scale = 5.000000e-01, zp = 0}
// CHECK: ecgrt.dequantize_s16(%[[Q]] -> %arg1) {n = 4, scale = 5.000000e-01, zp = 0}
func.func @boundary(%x: tensor<4xf32>) -> tensor<4xf32> {
  %q = ecg.quantize %x : tensor<4xf32> -> tensor<4x!x>
  %y = ecg.dequantize %q : tensor<4x!x> -> tensor<4xf32>
  return %y : tensor<4xf32>
}
