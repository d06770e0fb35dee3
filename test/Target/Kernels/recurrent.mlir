// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt | FileCheck %s

// Tensors the layer does not have are buffers without elements; the states
// nobody reads are working memory.
// CHECK-LABEL: @plain
// CHECK: %[[NONE:.*]] = ecgrt.alloc : memref<0xf32>
// CHECK: %[[ALL:.*]] = ecgrt.alloc : memref<0xi32>
// CHECK: %[[C:.*]] = ecgrt.alloc : memref<1x1x2xf32>
// CHECK: %[[S:.*]] = ecgrt.alloc : memref<2xf32>
// CHECK: ecgrt.lstm_f32(%arg0, %{{.*}}, %{{.*}}, %[[NONE]], %{{.*}}, %[[ALL]] -> %{{.*}}, %arg1, %[[C]], %[[S]])
// CHECK-SAME: {steps = 4, batch = 1, input = 3, hidden = 2, directions = 1, direction = 0, reverse = 0, from_zero = 1,
// CHECK-SAME: input_forget = 0, act_f = 0, act_g = 1, act_h = 1,
// CHECK-SAME: clip = inf}
func.func @plain(%x: tensor<4x1x3xf32>) -> tensor<1x1x2xf32> {
  %w = ecg.constant dense<1.0> : tensor<1x8x3xf32> -> tensor<1x8x3xf32>
  %r = ecg.constant dense<1.0> : tensor<1x8x2xf32> -> tensor<1x8x2xf32>
  %y, %h, %c = ecg.lstm %x, %w, %r : (tensor<4x1x3xf32>, tensor<1x8x3xf32>, tensor<1x8x2xf32>) -> (tensor<4x1x1x2xf32>, tensor<1x1x2xf32>, tensor<1x1x2xf32>)
  return %h : tensor<1x1x2xf32>
}

// -----

// A call a direction, on the same tensors.
// CHECK-LABEL: @bidirectional
// CHECK: ecgrt.gru_f32({{.*}}direction = 0, reverse = 0,
// CHECK: ecgrt.gru_f32({{.*}}direction = 1, reverse = 1,
func.func @bidirectional(%x: tensor<4x1x3xf32>) -> tensor<4x2x1x2xf32> {
  %w = ecg.constant dense<1.0> : tensor<2x6x3xf32> -> tensor<2x6x3xf32>
  %r = ecg.constant dense<1.0> : tensor<2x6x2xf32> -> tensor<2x6x2xf32>
  %y, %h = ecg.gru %x, %w, %r : (tensor<4x1x3xf32>, tensor<2x6x3xf32>, tensor<2x6x2xf32>) -> (tensor<4x2x1x2xf32>, tensor<2x1x2xf32>)
  return %y : tensor<4x2x1x2xf32>
}

// -----

// The state that is given is copied to where the layer works, here the output.
// Weights may come at run time.
// CHECK-LABEL: @state
// CHECK: ecgrt.copy_f32(%arg3 -> %arg4)
// CHECK: ecgrt.rnn_f32(%arg0, %arg1, %arg2, %{{.*}} -> %{{.*}}, %arg4, %{{.*}}) {{.*}}from_zero = 0, act_f = 8, alpha_f = 5.000000e-01, beta_f = 2.500000e-01, clip = 3.000000e+00}
func.func @state(%x: tensor<4x1x3xf32>, %w: tensor<1x2x3xf32>, %r: tensor<1x2x2xf32>, %h0: tensor<1x1x2xf32>) -> tensor<1x1x2xf32> {
  %y, %h = ecg.rnn %x, %w, %r initial_h %h0 {activations = ["affine"], alphas = array<f32: 0.5>, betas = array<f32: 0.25>, clip = 3.0 : f32} : (tensor<4x1x3xf32>, tensor<1x2x3xf32>, tensor<1x2x2xf32>, tensor<1x1x2xf32>) -> (tensor<4x1x1x2xf32>, tensor<1x1x2xf32>)
  return %h : tensor<1x1x2xf32>
}
