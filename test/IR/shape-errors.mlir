// RUN: ecg-opt %s --split-input-file --verify-diagnostics

// What the shape rules refuse (lib/IR/Shapes.cpp), one function a message.

func.func @rank(%x: tensor<1x8xf32>, %w: tensor<4x8x1xf32>) {
  // expected-error @+2 {{input must have rank 3, got shape 1x8}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.conv1d %x, %w : (tensor<1x8xf32>, tensor<4x8x1xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @weight_rank(%x: tensor<1x2x8xf32>, %w: tensor<4x2xf32>) {
  // expected-error @+2 {{weight must have rank 3, got shape 4x2}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.conv1d %x, %w : (tensor<1x2x8xf32>, tensor<4x2xf32>) -> tensor<1x4x8xf32>
  return
}

// -----

func.func @pads(%x: tensor<1x2x8xf32>, %w: tensor<4x2x3xf32>) {
  // expected-error @+2 {{pads must have 2 entries, got 1}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.conv1d %x, %w pads [1] : (tensor<1x2x8xf32>, tensor<4x2x3xf32>) -> tensor<1x4x8xf32>
  return
}

// -----

func.func @strides(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>) {
  // expected-error @+2 {{strides must have 2 entries, got 1}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.conv2d %x, %w strides [1] : (tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) -> tensor<1x4x6x6xf32>
  return
}

// -----

func.func @dilations(%x: tensor<1x2x8x8xf32>, %w: tensor<4x2x3x3xf32>) {
  // expected-error @+2 {{dilations must have 2 entries, got 3}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.conv2d %x, %w dilations [1, 1, 1] : (tensor<1x2x8x8xf32>, tensor<4x2x3x3xf32>) -> tensor<1x4x6x6xf32>
  return
}

// -----

func.func @channels(%x: tensor<1x3x8xf32>, %w: tensor<4x2x3xf32>) {
  // expected-error @+2 {{input has 3 channels, weight 4x2x3 with 1 groups expects 2}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.conv1d %x, %w : (tensor<1x3x8xf32>, tensor<4x2x3xf32>) -> tensor<1x4x6xf32>
  return
}

// -----

// Outputs that cannot be divided over the groups.
func.func @groups(%x: tensor<1x6x8xf32>, %w: tensor<4x2x3xf32>) {
  // expected-error @+2 {{input has 6 channels, weight 4x2x3 with 3 groups expects 6}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.conv1d %x, %w groups 3 : (tensor<1x6x8xf32>, tensor<4x2x3xf32>) -> tensor<1x4x6xf32>
  return
}

// -----

func.func @stride(%x: tensor<1x2x8xf32>, %w: tensor<4x2x3xf32>) {
  // expected-error @+2 {{kernel, stride and dilation must be positive and pads not negative, got kernel 3, stride 0, dilation 1, pads 0 and 0}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.conv1d %x, %w stride 0 : (tensor<1x2x8xf32>, tensor<4x2x3xf32>) -> tensor<1x4x6xf32>
  return
}

// -----

func.func @window(%x: tensor<1x2x8xf32>, %w: tensor<4x2x3xf32>) {
  // expected-error @+2 {{window of span 9 and stride 1 does not fit into length 8 with pads 0 and 0}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.conv1d %x, %w dilation 4 : (tensor<1x2x8xf32>, tensor<4x2x3xf32>) -> tensor<1x4x1xf32>
  return
}

// -----

func.func @result(%x: tensor<1x2x8xf32>, %w: tensor<4x2x3xf32>) {
  // expected-error @+2 {{inferred type(s) 'tensor<1x4x6xf32>' are incompatible with return type(s) of operation 'tensor<1x4x8xf32>'}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.conv1d %x, %w : (tensor<1x2x8xf32>, tensor<4x2x3xf32>) -> tensor<1x4x8xf32>
  return
}

// -----

func.func @linear_rank(%x: tensor<1x2xf32>, %w: tensor<4xf32>) {
  // expected-error @+2 {{weight must have rank 2, got shape 4}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.linear %x, %w : (tensor<1x2xf32>, tensor<4xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @features(%x: tensor<1x2xf32>, %w: tensor<4x3xf32>) {
  // expected-error @+2 {{input 1x2 does not end in the 3 features of weight 4x3}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.linear %x, %w : (tensor<1x2xf32>, tensor<4x3xf32>) -> tensor<1x4xf32>
  return
}

// -----

func.func @pool_kernel(%x: tensor<1x2x8xf32>) {
  // expected-error @+2 {{kernel must have 1 or 2 entries, got 3}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.max_pool %x kernel [2, 2, 2] strides [2, 2, 2] : tensor<1x2x8xf32> -> tensor<1x2x4xf32>
  return
}

// -----

func.func @pool_rank(%x: tensor<1x2x8xf32>) {
  // expected-error @+2 {{input must have rank 4, got shape 1x2x8}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.avg_pool %x kernel [2, 2] strides [2, 2] : tensor<1x2x8xf32> -> tensor<1x2x4xf32>
  return
}

// -----

func.func @global_pool(%x: tensor<1x2xf32>) {
  // expected-error @+2 {{input must have rank 3 or more, got shape 1x2}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.global_avg_pool %x : tensor<1x2xf32> -> tensor<1x2xf32>
  return
}

// -----

func.func @broadcast(%x: tensor<1x2x8xf32>, %y: tensor<3x1xf32>) {
  // expected-error @+2 {{shapes 1x2x8 and 3x1 do not broadcast}}
  // expected-error @+1 {{failed to infer returned types}}
  %z = ecg.add %x, %y : (tensor<1x2x8xf32>, tensor<3x1xf32>) -> tensor<1x2x8xf32>
  return
}

// -----

func.func @concat_axis(%x: tensor<1x2xf32>) {
  // expected-error @+2 {{axis 2 is not a dimension of 1x2}}
  // expected-error @+1 {{failed to infer returned types}}
  %z = ecg.concat %x axis 2 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return
}

// -----

func.func @concat_rank(%x: tensor<1x2xf32>, %y: tensor<2xf32>) {
  // expected-error @+2 {{inputs differ in rank}}
  // expected-error @+1 {{failed to infer returned types}}
  %z = ecg.concat %x, %y axis 0 : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @concat_shape(%x: tensor<1x2xf32>, %y: tensor<1x3xf32>) {
  // expected-error @+2 {{input 1x3 differs from 1x2 not only on axis 0}}
  // expected-error @+1 {{failed to infer returned types}}
  %z = ecg.concat %x, %y axis 0 : (tensor<1x2xf32>, tensor<1x3xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @permutation(%x: tensor<1x2x3xf32>) {
  // expected-error @+2 {{permutation [0x2x2] does not permute the dimensions of 1x2x3}}
  // expected-error @+1 {{failed to infer returned types}}
  %z = ecg.transpose %x permutation [0, 2, 2] : tensor<1x2x3xf32> -> tensor<1x3x3xf32>
  return
}

// -----

func.func @pad_length(%x: tensor<1x2xf32>) {
  // expected-error @+2 {{low must have 2 entries, got 1}}
  // expected-error @+1 {{failed to infer returned types}}
  %z = ecg.pad %x low [1] high [0, 0] value 0.0 : tensor<1x2xf32> -> tensor<1x2xf32>
  return
}

// -----

func.func @pad_negative(%x: tensor<1x2xf32>) {
  // expected-error @+2 {{pads must not be negative, got 0 and -1 on dimension 1}}
  // expected-error @+1 {{failed to infer returned types}}
  %z = ecg.pad %x low [0, 0] high [0, -1] value 0.0 : tensor<1x2xf32> -> tensor<1x1xf32>
  return
}
