// RUN: ecg-opt %s --split-input-file --verify-diagnostics

// What the verifiers refuse (lib/IR/Verifiers.cpp), one function a message.

func.func @bias(%x: tensor<1x2x8xf32>, %w: tensor<4x2x3xf32>, %b: tensor<3xf32>) {
  // expected-error @+1 {{'ecg.conv1d' op bias must have shape 4, got 3}}
  %y = ecg.conv1d %x, %w, %b : (tensor<1x2x8xf32>, tensor<4x2x3xf32>, tensor<3xf32>) -> tensor<1x4x6xf32>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5:3>

func.func @mixed(%x: tensor<1x2x!q>, %w: tensor<4x2xf32>) {
  // expected-error @+1 {{'ecg.linear' op mixes float and quantized operands and results; convert with ecg.quantize and ecg.dequantize}}
  %y = ecg.linear %x, %w : (tensor<1x2x!q>, tensor<4x2xf32>) -> tensor<1x4x!q>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5:3>

func.func @mixed_result(%x: tensor<1x2x8x!q>) {
  // expected-error @+1 {{'ecg.max_pool' op mixes float and quantized operands}}
  %y = ecg.max_pool %x kernel [2] strides [2] : tensor<1x2x8x!q> -> tensor<1x2x4xf32>
  return
}

// -----

func.func @constant() {
  // expected-error @+1 {{'ecg.constant' op value of type 'tensor<2xf32>' does not hold the numbers of 'tensor<3xf32>'}}
  %c = ecg.constant dense<1.0> : tensor<2xf32> -> tensor<3xf32>
  return
}

// -----

// Quantized constants hold the integers they are stored as.
func.func @quantized_constant() {
  // expected-error @+1 {{does not hold the numbers of}}
  %c = ecg.constant dense<1.0> : tensor<2xf32> -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5:3>

func.func @quantize(%x: tensor<4xf32>) {
  // expected-error @+1 {{'ecg.quantize' op must not change the shape}}
  %y = ecg.quantize %x : tensor<4xf32> -> tensor<2x2x!q>
  return
}

// -----

!q = !quant.uniform<i8:f32, 0.5:3>

func.func @dequantize(%x: tensor<4x!q>) {
  // expected-error @+1 {{'ecg.dequantize' op must not change the shape}}
  %y = ecg.dequantize %x : tensor<4x!q> -> tensor<2x2xf32>
  return
}

// -----

func.func @fake_quantize_range(%x: tensor<4xf32>, %s: tensor<1xf32>) {
  // expected-error @+1 {{'ecg.fake_quantize' op range must not fall}}
  %y = ecg.fake_quantize %x, %s range [3, 2] : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @fake_quantize_pairs(%x: tensor<4xf32>, %s: tensor<4xf32>) {
  // expected-error @+1 {{'ecg.fake_quantize' op range must hold two integers, or two for each scale, got 4}}
  %y = ecg.fake_quantize %x, %s range [-1, 1, -7, 7] axis 0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @fake_quantize_limits(%x: tensor<4xf32>, %s: tensor<1xf32>) {
  // expected-error @+1 {{'ecg.fake_quantize' op range must lie within 2^21 of zero}}
  %y = ecg.fake_quantize %x, %s range [-9000000, 7] : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @fake_quantize_zero_point(%x: tensor<4xf32>, %s: tensor<1xf32>) {
  // expected-error @+1 {{'ecg.fake_quantize' op zero point 9 must lie in the range}}
  %y = ecg.fake_quantize %x, %s range [-8, 7] zero_point 9 : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @fake_quantize_scales(%x: tensor<4x2xf32>, %s: tensor<1xf32>) {
  // expected-error @+1 {{'ecg.fake_quantize' op scale must have shape 4, got 1}}
  %y = ecg.fake_quantize %x, %s range [-8, 7] axis 0 : (tensor<4x2xf32>, tensor<1xf32>) -> tensor<4x2xf32>
  return
}

// -----

func.func @batch_norm_rank(%x: tensor<4xf32>, %p: tensor<4xf32>) {
  // expected-error @+1 {{'ecg.batch_norm' op input must have a channel dimension, got shape 4}}
  %y = ecg.batch_norm %x, %p, %p, %p, %p epsilon 0.0 : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @batch_norm_mean(%x: tensor<1x4xf32>, %p: tensor<4xf32>, %m: tensor<5xf32>) {
  // expected-error @+1 {{'ecg.batch_norm' op mean must have shape 4, got 5}}
  %y = ecg.batch_norm %x, %p, %p, %m, %p epsilon 0.0 : (tensor<1x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<5xf32>, tensor<4xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @softmax(%x: tensor<1x4xf32>) {
  // expected-error @+1 {{'ecg.softmax' op axis 2 is not a dimension of a tensor of rank 2}}
  %y = ecg.softmax %x axis 2 : tensor<1x4xf32> -> tensor<1x4xf32>
  return
}

// -----

func.func @reshape(%x: tensor<1x4xf32>) {
  // expected-error @+1 {{'ecg.reshape' op cannot make 2x3 of 1x4}}
  %y = ecg.reshape %x : tensor<1x4xf32> -> tensor<2x3xf32>
  return
}

// -----

func.func @clamp(%x: tensor<1x4xf32>) {
  // expected-error @+1 {{clamp needs a lower limit that is not above the upper, got 2.000000e+00 and 1.000000e+00}}
  %y = ecg.clip %x to <2.0, 1.0> : tensor<1x4xf32> -> tensor<1x4xf32>
  return
}

// -----

// Shapes are static.
func.func @dynamic(%x: tensor<1x?xf32>) {
  // expected-error @+1 {{'ecg.relu' op operand #0 must be statically shaped tensor}}
  %y = ecg.relu %x : tensor<1x?xf32> -> tensor<1x?xf32>
  return
}

// -----

!w = !quant.uniform<i8:f32:0, {0.5, 0.25}>

// One scale an index of the axis, no fewer, and an axis there is.
func.func @constant_scales() {
  // expected-error @+1 {{'ecg.constant' op has 2 scales along dimension 0 of 3x2}}
  %c = ecg.constant dense<1> : tensor<3x2xi8> -> tensor<3x2x!w>
  return
}

// -----

!w = !quant.uniform<i8:f32:2, {0.5, 0.25}>

func.func @quantize_scales(%x: tensor<2x2xf32>) {
  // expected-error @+1 {{'ecg.quantize' op has 2 scales along dimension 2 of 2x2}}
  %y = ecg.quantize %x : tensor<2x2xf32> -> tensor<2x2x!w>
  return
}

// -----

!w = !quant.uniform<i8:f32:0, {0.5, 0.25}>

func.func @dequantize_scales(%x: tensor<3x2x!w>) {
  // expected-error @+1 {{'ecg.dequantize' op has 2 scales along dimension 0 of 3x2}}
  %y = ecg.dequantize %x : tensor<3x2x!w> -> tensor<3x2xf32>
  return
}
