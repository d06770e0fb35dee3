// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt | FileCheck %s

// Weights are quantized a row: 127 * scale is the largest of it. The biases are
// summed, in units of 2^-16, and states are float outside.
// s_x * s_w * 2^16 = 0.5 * 0.5/127 * 2^16 and s_r * 2 = 2 * 0.25/127; h becomes
// y by 2^-15 / 2^-7.
!x = !quant.uniform<i8:f32, 0.5:3>
!y = !quant.uniform<i8:f32, 0.0078125:-1>
// CHECK-LABEL: @rnn
// CHECK-DAG: %[[W:.*]] = ecgrt.constant "weight" dense<[127, -51]> : tensor<2xi8>
// CHECK-DAG: %[[R:.*]] = ecgrt.constant "recurrence" dense<-127> : tensor<1xi8>
// CHECK-DAG: ecgrt.constant "bias" dense<49152> : tensor<1xi32>
// CHECK: ecgrt.to_fixed_s16(%arg1 -> %[[H:.*]]) {n = 1, bits = 15}
// CHECK: ecgrt.rnn_s8(%arg0, %[[W]], %[[R]], {{.*}} -> %arg2, %[[H]], %{{.*}}) {steps = 2, batch = 1, input = 2, hidden = 1, directions = 1, direction = 0, reverse = 0, from_zero = 0, in_zp = 3, y_zp = -1, y_mult = 1073741824, y_shift = 38, clip = 2147483647}
// CHECK: ecgrt.from_fixed_s16(%[[H]] -> %arg3) {n = 1, bits = 15}
func.func @rnn(%x: tensor<2x1x2x!x>, %h0: tensor<1x1x1xf32>) -> (tensor<2x1x1x1x!y>, tensor<1x1x1xf32>) {
  %w = ecg.constant dense<[[[0.5, -0.2]]]> : tensor<1x1x2xf32> -> tensor<1x1x2xf32>
  %r = ecg.constant dense<[[[-0.25]]]> : tensor<1x1x1xf32> -> tensor<1x1x1xf32>
  %b = ecg.constant dense<[[0.5, 0.25]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %y, %h = ecg.rnn %x, %w, %r bias %b initial_h %h0 : (tensor<2x1x2x!x>, tensor<1x1x2xf32>, tensor<1x1x1xf32>, tensor<1x2xf32>, tensor<1x1x1xf32>) -> (tensor<2x1x1x1x!y>, tensor<1x1x1xf32>)
  return %y, %h : tensor<2x1x1x1x!y>, tensor<1x1x1xf32>
}

// -----

// The GRU keeps the bias of r apart; what nobody reads is not written.
!x = !quant.uniform<i8:f32, 0.5>
// CHECK-LABEL: @gru
// CHECK: ecgrt.constant "bias" dense<[65536, 65536, 32768, 32768]> : tensor<4xi32>
// CHECK: %[[NONE:.*]] = ecgrt.alloc : memref<0xi8>
// CHECK: ecgrt.gru_s8({{.*}} -> %[[NONE]], %[[H:.*]], %{{.*}}) {{.*}}from_zero = 1, linear_before_reset = 1, {{.*}}clip = 65536}
// CHECK: ecgrt.from_fixed_s16(%[[H]] -> %arg1)
func.func @gru(%x: tensor<2x1x2x!x>) -> tensor<1x1x1xf32> {
  %w = ecg.constant dense<0.5> : tensor<1x3x2xf32> -> tensor<1x3x2xf32>
  %r = ecg.constant dense<0.5> : tensor<1x3x1xf32> -> tensor<1x3x1xf32>
  %b = ecg.constant dense<0.5> : tensor<1x6xf32> -> tensor<1x6xf32>
  %y, %h = ecg.gru %x, %w, %r bias %b linear_before_reset {clip = 1.0 : f32} : (tensor<2x1x2x!x>, tensor<1x3x2xf32>, tensor<1x3x1xf32>, tensor<1x6xf32>) -> (tensor<2x1x1x1x!x>, tensor<1x1x1xf32>)
  return %h : tensor<1x1x1xf32>
}
