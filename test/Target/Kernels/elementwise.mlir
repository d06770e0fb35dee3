// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt | FileCheck %s

// Float activations have a kernel each; relu is a clip.
// CHECK-LABEL: @floats
// CHECK: ecgrt.clip_f32({{.*}}) {n = 6, act_min = 0.000000e+00, act_max = inf}
// CHECK: ecgrt.clip_f32({{.*}}) {n = 6, act_min = -1.000000e+00, act_max = 6.000000e+00}
// CHECK: ecgrt.leaky_relu_f32({{.*}}) {n = 6, alpha = 1.250000e-01}
// CHECK: ecgrt.sigmoid_f32({{.*}}) {n = 6}
// CHECK: ecgrt.tanh_f32({{.*}}) {n = 6}
// CHECK: ecgrt.swish_f32({{.*}}) {n = 6}
// CHECK: ecgrt.hard_swish_f32({{.*}} -> %arg1) {n = 6}
func.func @floats(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = ecg.relu %x : tensor<2x3xf32> -> tensor<2x3xf32>
  %1 = ecg.clip %0 to <-1.0, 6.0> : tensor<2x3xf32> -> tensor<2x3xf32>
  %2 = ecg.leaky_relu %1 alpha 0.125 : tensor<2x3xf32> -> tensor<2x3xf32>
  %3 = ecg.sigmoid %2 : tensor<2x3xf32> -> tensor<2x3xf32>
  %4 = ecg.tanh %3 : tensor<2x3xf32> -> tensor<2x3xf32>
  %5 = ecg.swish %4 : tensor<2x3xf32> -> tensor<2x3xf32>
  %6 = ecg.hard_swish %5 : tensor<2x3xf32> -> tensor<2x3xf32>
  return %6 : tensor<2x3xf32>
}

// -----

// @lut_s8: on int8 every activation is a table.
!q = !quant.uniform<i8:f32, 0.5:3>
// CHECK-LABEL: @table
// CHECK: %[[T:.*]] = ecgrt.constant "table" {{.*}} : tensor<256xi8>
// CHECK: ecgrt.lut_s8(%arg0, %[[T]] -> %arg1) {n = 6}
func.func @table(%x: tensor<2x3x!q>) -> tensor<2x3x!q> {
  %0 = ecg.swish %x : tensor<2x3x!q> -> tensor<2x3x!q>
  return %0 : tensor<2x3x!q>
}

// -----

// A batch norm is a scale 2/sqrt(3.99+0.01) = 1 and an offset 0.5 - 3*1.
// CHECK-LABEL: @batch_norm
// CHECK: %[[S:.*]] = ecgrt.constant "scale" dense<1.000000e+00> : tensor<2xf32>
// CHECK: %[[O:.*]] = ecgrt.constant "offset" dense<-2.500000e+00> : tensor<2xf32>
// CHECK: ecgrt.scale_shift_f32(%arg0, %[[S]], %[[O]] -> %arg1) {channels = 2, inner = 4, act_min = minus_inf, act_max = inf}
func.func @batch_norm(%x: tensor<1x2x4xf32>) -> tensor<1x2x4xf32> {
  %s = ecg.constant dense<2.0> : tensor<2xf32> -> tensor<2xf32>
  %b = ecg.constant dense<0.5> : tensor<2xf32> -> tensor<2xf32>
  %m = ecg.constant dense<3.0> : tensor<2xf32> -> tensor<2xf32>
  %v = ecg.constant dense<3.75> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.batch_norm %x, %s, %b, %m, %v epsilon 0.25 : (tensor<1x2x4xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<1x2x4xf32>
  return %y : tensor<1x2x4xf32>
}

// -----

// Equal shapes are one dimension, whatever their rank.
// CHECK-LABEL: @add_dense
// CHECK: ecgrt.add_f32(%arg0, %arg1 -> %arg2) {dims = [1, 1, 1, 120], a_strides = [0, 0, 0, 1], b_strides = [0, 0, 0, 1],
func.func @add_dense(%a: tensor<1x2x3x4x5xf32>, %b: tensor<1x2x3x4x5xf32>) -> tensor<1x2x3x4x5xf32> {
  %y = ecg.add %a, %b : (tensor<1x2x3x4x5xf32>, tensor<1x2x3x4x5xf32>) -> tensor<1x2x3x4x5xf32>
  return %y : tensor<1x2x3x4x5xf32>
}

// -----

// A channel's factor repeats along time (squeeze and excite).
// CHECK-LABEL: @mul_channels
// CHECK: ecgrt.mul_f32(%arg0, %arg1 -> %arg2) {dims = [1, 1, 3, 4], a_strides = [0, 0, 4, 1], b_strides = [0, 0, 1, 0],
func.func @mul_channels(%a: tensor<1x3x4xf32>, %b: tensor<3x1xf32>) -> tensor<1x3x4xf32> {
  %y = ecg.mul %a, %b : (tensor<1x3x4xf32>, tensor<3x1xf32>) -> tensor<1x3x4xf32>
  return %y : tensor<1x3x4xf32>
}

// -----

// @add_s8: 0.5/1 and 0.25/1 over 2^23 = 4194304 and 2097152.
!a = !quant.uniform<i8:f32, 0.5:1>
!b = !quant.uniform<i8:f32, 0.25:2>
!y = !quant.uniform<i8:f32, 1.0:3>
// CHECK-LABEL: @add_s8
// CHECK: a_zp = 1, b_zp = 2, out_zp = 3, a_mult = 4194304, b_mult = 2097152, shift = 23, act_min = 3, act_max = 127}
func.func @add_s8(%a: tensor<4x!a>, %b: tensor<4x!b>) -> tensor<4x!y> {
  %y = ecg.add %a, %b clamp <0.0, inf> : (tensor<4x!a>, tensor<4x!b>) -> tensor<4x!y>
  return %y : tensor<4x!y>
}

// -----

// @mul_s8: 0.5 * 0.25 / 1.
!a = !quant.uniform<i8:f32, 0.5:1>
!b = !quant.uniform<i8:f32, 0.25:2>
!y = !quant.uniform<i8:f32, 1.0:3>
// CHECK-LABEL: @mul_s8
// CHECK: a_zp = 1, b_zp = 2, out_zp = 3, mult = 1073741824, shift = 33, act_min = -128, act_max = 127}
func.func @mul_s8(%a: tensor<4x!a>, %b: tensor<4x!b>) -> tensor<4x!y> {
  %y = ecg.mul %a, %b : (tensor<4x!a>, tensor<4x!b>) -> tensor<4x!y>
  return %y : tensor<4x!y>
}
