// RUN: ecg-opt %s --ecg-fuse-gelu --split-input-file | FileCheck %s --enable-var-scope

// As PyTorch writes it.
// CHECK-LABEL: @erf
// CHECK: %[[Y:.*]] = ecg.unary "gelu" %arg0 : tensor<1x5xf32> -> tensor<1x5xf32>
// CHECK-NEXT: return %[[Y]]
func.func @erf(%x: tensor<1x5xf32>) -> tensor<1x5xf32> {
  %root = ecg.constant dense<0.707106769> : tensor<f32> -> tensor<f32>
  %one = ecg.constant dense<1.0> : tensor<f32> -> tensor<f32>
  %half = ecg.constant dense<0.5> : tensor<f32> -> tensor<f32>
  %0 = ecg.mul %x, %root : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  %1 = ecg.unary "erf" %0 : tensor<1x5xf32> -> tensor<1x5xf32>
  %2 = ecg.add %1, %one : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  %3 = ecg.mul %x, %2 : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %4 = ecg.mul %3, %half : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  return %4 : tensor<1x5xf32>
}

// -----

// Divided by the root, and half of x first, as Keras writes it.
// CHECK-LABEL: @half_first
// CHECK: ecg.unary "gelu" %arg0
func.func @half_first(%x: tensor<1x5xf32>) -> tensor<1x5xf32> {
  %root = ecg.constant dense<1.41421354> : tensor<f32> -> tensor<f32>
  %one = ecg.constant dense<1.0> : tensor<f32> -> tensor<f32>
  %half = ecg.constant dense<0.5> : tensor<f32> -> tensor<f32>
  %h = ecg.mul %half, %x : (tensor<f32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %0 = ecg.binary "div" %x, %root : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  %1 = ecg.unary "erf" %0 : tensor<1x5xf32> -> tensor<1x5xf32>
  %2 = ecg.add %one, %1 : (tensor<f32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %3 = ecg.mul %h, %2 : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  return %3 : tensor<1x5xf32>
}

// -----

// Stays: another value outside the bracket, another factor inside.
// CHECK-LABEL: @stays
// CHECK-NOT: "gelu"
func.func @stays(%x: tensor<1x5xf32>, %z: tensor<1x5xf32>) -> (tensor<1x5xf32>, tensor<1x5xf32>) {
  %root = ecg.constant dense<0.707106769> : tensor<f32> -> tensor<f32>
  %one = ecg.constant dense<1.0> : tensor<f32> -> tensor<f32>
  %half = ecg.constant dense<0.5> : tensor<f32> -> tensor<f32>
  %0 = ecg.mul %x, %root : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  %1 = ecg.unary "erf" %0 : tensor<1x5xf32> -> tensor<1x5xf32>
  %2 = ecg.add %1, %one : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  %3 = ecg.mul %z, %2 : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %4 = ecg.mul %3, %half : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  %5 = ecg.unary "erf" %x : tensor<1x5xf32> -> tensor<1x5xf32>
  %6 = ecg.add %5, %one : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  %7 = ecg.mul %x, %6 : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %8 = ecg.mul %7, %half : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  return %4, %8 : tensor<1x5xf32>, tensor<1x5xf32>
}

// -----

// With tanh and a power.
// CHECK-LABEL: @tanh
// CHECK: ecg.unary "gelu_tanh" %arg0
func.func @tanh(%x: tensor<1x5xf32>) -> tensor<1x5xf32> {
  %three = ecg.constant dense<3.0> : tensor<f32> -> tensor<f32>
  %cubic = ecg.constant dense<0.044715> : tensor<f32> -> tensor<f32>
  %root = ecg.constant dense<0.797884583> : tensor<f32> -> tensor<f32>
  %one = ecg.constant dense<1.0> : tensor<f32> -> tensor<f32>
  %half = ecg.constant dense<0.5> : tensor<f32> -> tensor<f32>
  %0 = ecg.binary "pow" %x, %three : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  %1 = ecg.mul %0, %cubic : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  %2 = ecg.add %x, %1 : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %3 = ecg.mul %2, %root : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  %4 = ecg.tanh %3 : tensor<1x5xf32> -> tensor<1x5xf32>
  %5 = ecg.add %4, %one : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  %6 = ecg.mul %x, %5 : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
  %7 = ecg.mul %6, %half : (tensor<1x5xf32>, tensor<f32>) -> tensor<1x5xf32>
  return %7 : tensor<1x5xf32>
}

