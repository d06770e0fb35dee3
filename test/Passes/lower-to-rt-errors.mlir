// RUN: ecg-opt %s -split-input-file -ecg-lower-to-rt -verify-diagnostics

func.func @weights_at_run_time(%x: tensor<1x2xf32>, %w: tensor<3x2xf32>) -> tensor<1x3xf32> {
  // expected-error@+1 {{needs weights that are a constant}}
  %y = ecg.linear %x, %w : (tensor<1x2xf32>, tensor<3x2xf32>) -> tensor<1x3xf32>
  return %y : tensor<1x3xf32>
}

// -----

// 127 * 1024 products of up to 127 * 255 and a bias leave int32.
!x = !quant.uniform<i8:f32, 0.5:127>
!w = !quant.uniform<i8<-127:127>:f32, 0.25>
func.func @overflow(%x: tensor<1x70000x!x>) -> tensor<1x1x!x> {
  %w = ecg.constant dense<127> : tensor<1x70000xi8> -> tensor<1x70000x!w>
  // expected-error@+1 {{may overflow the 32-bit accumulator of output channel 0: the sum can reach 2266950000}}
  %y = ecg.linear %x, %w : (tensor<1x70000x!x>, tensor<1x70000x!w>) -> tensor<1x1x!x>
  return %y : tensor<1x1x!x>
}

// -----

!x = !quant.uniform<i8:f32, 0.5>
!w = !quant.uniform<i8:f32, 0.25:3>
func.func @asymmetric_weights(%x: tensor<1x2x!x>) -> tensor<1x1x!x> {
  %w = ecg.constant dense<1> : tensor<1x2xi8> -> tensor<1x2x!w>
  // expected-error@+1 {{has no kernel; signed i8 with zero point 0, one scale or one an output channel (dimension 0), has}}
  %y = ecg.linear %x, %w : (tensor<1x2x!x>, tensor<1x2x!w>) -> tensor<1x1x!x>
  return %y : tensor<1x1x!x>
}

// -----

!x = !quant.uniform<i8:f32, 0.5>
!w = !quant.uniform<i8:f32, 0.25>
func.func @weight_of_minus_128(%x: tensor<1x2x!x>) -> tensor<1x1x!x> {
  %w = ecg.constant dense<-128> : tensor<1x2xi8> -> tensor<1x2x!w>
  // expected-error@+1 {{has a weight of -128; kernels take -127 to 127}}
  %y = ecg.linear %x, %w : (tensor<1x2x!x>, tensor<1x2x!w>) -> tensor<1x1x!x>
  return %y : tensor<1x1x!x>
}

// -----

!x = !quant.uniform<i16:f32, 0.5:3>
func.func @int16(%x: tensor<4x!x>) -> tensor<4x!x> {
  // expected-error@+1 {{has no kernel for elements of type '!quant.uniform<i16:f32, 5.000000e-01:3>'; f32, !quant.uniform<i8:f32, scale:zero_point> and !quant.uniform<i16:f32, scale> have}}
  %y = ecg.tanh %x : tensor<4x!x> -> tensor<4x!x>
  return %y : tensor<4x!x>
}

// -----

!a = !quant.uniform<i8:f32, 1.0e+10>
!b = !quant.uniform<i8:f32, 1.0>
func.func @ratio(%a: tensor<4x!a>, %b: tensor<4x!b>) -> tensor<4x!b> {
  // expected-error@+1 {{cannot requantize: the ratios}}
  %y = ecg.add %a, %b : (tensor<4x!a>, tensor<4x!b>) -> tensor<4x!b>
  return %y : tensor<4x!b>
}

// -----

!q = !quant.uniform<i8:f32, 0.5>
func.func @mixed(%x: tensor<4x!q>) -> tensor<4xf32> {
  // expected-error@+1 {{has no kernel that mixes float and integers}}
  %y = ecg.tanh %x : tensor<4x!q> -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// -----

func.func @six_patterns(%a: tensor<2x1x2x1x2xf32>, %b: tensor<1x2x1x2x1xf32>) -> tensor<2x2x2x2x2xf32> {
  // expected-error@+1 {{the operands broadcast in a pattern of more than four dimensions}}
  %y = ecg.add %a, %b : (tensor<2x1x2x1x2xf32>, tensor<1x2x1x2x1xf32>) -> tensor<2x2x2x2x2xf32>
  return %y : tensor<2x2x2x2x2xf32>
}

// -----

func.func @window(%x: tensor<1x1x8xf32>) -> tensor<1x1x1xf32> {
  %w = ecg.constant dense<1.0> : tensor<1x1x2xf32> -> tensor<1x1x2xf32>
  // expected-error@+1 {{has no kernel: one output depends on 2^30 bytes of input or more}}
  %y = ecg.conv1d %x, %w stride 1 pads [536870912, 536870912] dilation 1073741831 : (tensor<1x1x8xf32>, tensor<1x1x2xf32>) -> tensor<1x1x1xf32>
  return %y : tensor<1x1x1xf32>
}

// -----

func.func @stride(%x: tensor<1x1x8xf32>) -> tensor<1x1x1xf32> {
  // expected-error@+1 {{has a size or stride beyond the 32 bits that kernels take}}
  %y = ecg.max_pool %x kernel [2] strides [8589934592] : tensor<1x1x8xf32> -> tensor<1x1x1xf32>
  return %y : tensor<1x1x1xf32>
}

// -----

// expected-error@+1 {{a device tensor has 1 to 2^31 - 1 elements, got 'tensor<65536x65536xf32>'}}
func.func @huge(%x: tensor<65536x65536xf32>) -> tensor<65536x65536xf32> {
  return %x : tensor<65536x65536xf32>
}

// -----

!x = !quant.uniform<i16:f32, 0.5>
!y = !quant.uniform<i8:f32, 0.5>
func.func @widths(%x: tensor<4x!x>) -> tensor<4x!y> {
  // expected-error@+1 {{has no kernel that mixes int8 and int16}}
  %y = ecg.tanh %x : tensor<4x!x> -> tensor<4x!y>
  return %y : tensor<4x!y>
}

// -----

!x = !quant.uniform<i16:f32, 0.5>
func.func @softmax(%x: tensor<1x4x!x>) -> tensor<1x4x!x> {
  // expected-error@+1 {{has no kernel on int16}}
  %y = ecg.softmax %x axis 1 : tensor<1x4x!x> -> tensor<1x4x!x>
  return %y : tensor<1x4x!x>
}

// -----

!x = !quant.uniform<i16:f32, 0.5>
func.func @mean(%x: tensor<1x1x40000x!x>) -> tensor<1x1x1x!x> {
  // expected-error@+1 {{has no kernel for the mean of 40000 int16 elements; fewer than 2^15 have}}
  %y = ecg.global_avg_pool %x : tensor<1x1x40000x!x> -> tensor<1x1x1x!x>
  return %y : tensor<1x1x1x!x>
}
