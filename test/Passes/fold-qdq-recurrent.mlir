// RUN: ecg-opt %s -split-input-file -ecg-fold-qdq | FileCheck %s

// Input and output become int8; states and weights stay as they are.
!x = !quant.uniform<i8:f32, 0.5>
!y = !quant.uniform<i8:f32, 0.0078125>
// CHECK-LABEL: @folded
// CHECK: %[[Y:.*]], %[[H:.*]] = ecg.rnn %arg0, {{.*}} : (tensor<2x1x2x!quant{{.*}}>, tensor<1x1x2xf32>, tensor<1x1x1xf32>) -> (tensor<2x1x1x1x!quant{{.*}}>, tensor<1x1x1xf32>)
// CHECK: return %[[Y]], %[[H]]
func.func @folded(%q: tensor<2x1x2x!x>) -> (tensor<2x1x1x1x!y>, tensor<1x1x1xf32>) {
  %w = ecg.constant dense<0.5> : tensor<1x1x2xf32> -> tensor<1x1x2xf32>
  %r = ecg.constant dense<0.5> : tensor<1x1x1xf32> -> tensor<1x1x1xf32>
  %x = ecg.dequantize %q : tensor<2x1x2x!x> -> tensor<2x1x2xf32>
  %y, %h = ecg.rnn %x, %w, %r : (tensor<2x1x2xf32>, tensor<1x1x2xf32>, tensor<1x1x1xf32>) -> (tensor<2x1x1x1xf32>, tensor<1x1x1xf32>)
  %qy = ecg.quantize %y : tensor<2x1x1x1xf32> -> tensor<2x1x1x1x!y>
  return %qy, %h : tensor<2x1x1x1x!y>, tensor<1x1x1xf32>
}

// -----

// Where only the last state is read, the input decides.
!x = !quant.uniform<i8:f32, 0.5>
// CHECK-LABEL: @last_only
// CHECK: ecg.rnn %arg0, {{.*}} : (tensor<2x1x2x!quant
func.func @last_only(%q: tensor<2x1x2x!x>) -> tensor<1x1x1xf32> {
  %w = ecg.constant dense<0.5> : tensor<1x1x2xf32> -> tensor<1x1x2xf32>
  %r = ecg.constant dense<0.5> : tensor<1x1x1xf32> -> tensor<1x1x1xf32>
  %x = ecg.dequantize %q : tensor<2x1x2x!x> -> tensor<2x1x2xf32>
  %y, %h = ecg.rnn %x, %w, %r : (tensor<2x1x2xf32>, tensor<1x1x2xf32>, tensor<1x1x1xf32>) -> (tensor<2x1x1x1xf32>, tensor<1x1x1xf32>)
  return %h : tensor<1x1x1xf32>
}

// -----

// Activations that int8 kernels do not know, and weights computed at run time,
// keep the layer in float.
!x = !quant.uniform<i8:f32, 0.5>
// CHECK-LABEL: @float
// CHECK-COUNT-2: ecg.rnn %{{[0-9]+}}, {{.*}} : (tensor<2x1x2xf32>
func.func @float(%q: tensor<2x1x2x!x>, %w: tensor<1x1x2xf32>) -> (tensor<1x1x1xf32>, tensor<1x1x1xf32>) {
  %c = ecg.constant dense<0.5> : tensor<1x1x2xf32> -> tensor<1x1x2xf32>
  %r = ecg.constant dense<0.5> : tensor<1x1x1xf32> -> tensor<1x1x1xf32>
  %x = ecg.dequantize %q : tensor<2x1x2x!x> -> tensor<2x1x2xf32>
  %y, %h = ecg.rnn %x, %c, %r {activations = ["relu"]} : (tensor<2x1x2xf32>, tensor<1x1x2xf32>, tensor<1x1x1xf32>) -> (tensor<2x1x1x1xf32>, tensor<1x1x1xf32>)
  %y1, %h1 = ecg.rnn %x, %w, %r : (tensor<2x1x2xf32>, tensor<1x1x2xf32>, tensor<1x1x1xf32>) -> (tensor<2x1x1x1xf32>, tensor<1x1x1xf32>)
  return %h, %h1 : tensor<1x1x1xf32>, tensor<1x1x1xf32>
}
