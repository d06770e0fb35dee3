// RUN: ecg-opt %s --split-input-file --verify-diagnostics

func.func @depth(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // expected-error @+2 {{matrices of shapes 2x3 and 2x3 have no product}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.matmul %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// -----

func.func @order(%a: tensor<2x3xf32>, %b: tensor<3x2xf32>) -> tensor<2x2xf32> {
  // expected-error @+2 {{lhs order [1x1] does not permute the dimensions of 2x3}}
  // expected-error @+1 {{failed to infer returned types}}
  %y = ecg.matmul %a, %b lhs [1, 1] : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// -----

func.func @elements(%a: tensor<2x3xf32>, %b: tensor<3x2xi32>) -> tensor<2x2xf32> {
  // expected-error @+1 {{needs operands and result of the same element type}}
  %y = ecg.matmul %a, %b : (tensor<2x3xf32>, tensor<3x2xi32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// -----

func.func @axes(%x: tensor<1x4x3xf32>, %v: tensor<3xf32>) -> tensor<1x4x3xf32> {
  // expected-error @+1 {{axes [2, 1] are not neighbouring dimensions of 1x4x3}}
  %y = ecg.layer_norm %x, %v, %v axes [2, 1] epsilon 0.0 : (tensor<1x4x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<1x4x3xf32>
  return %y : tensor<1x4x3xf32>
}

// -----

func.func @scale(%x: tensor<1x4x3xf32>, %v: tensor<4xf32>) -> tensor<1x4x3xf32> {
  // expected-error @+1 {{scale and shift must have shape 3, got 4}}
  %y = ecg.layer_norm %x, %v, %v axes [2] epsilon 0.0 : (tensor<1x4x3xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x3xf32>
  return %y : tensor<1x4x3xf32>
}
