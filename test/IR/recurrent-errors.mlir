// RUN: ecg-opt %s --split-input-file --verify-diagnostics

// What recurrent layers refuse (lib/IR/Recurrent.cpp), one function a message.

func.func @rank(%x: tensor<4x2xf32>, %w: tensor<1x8x3xf32>, %r: tensor<1x8x2xf32>) {
  // expected-error @+1 {{input, weight and recurrence must have rank 3, got shapes 4x2, 1x8x3 and 1x8x2}}
  %y, %h, %c = ecg.lstm %x, %w, %r : (tensor<4x2xf32>, tensor<1x8x3xf32>, tensor<1x8x2xf32>) -> (tensor<4x1x1x2xf32>, tensor<1x1x2xf32>, tensor<1x1x2xf32>)
  return
}

// -----

func.func @gates(%x: tensor<4x1x3xf32>, %w: tensor<1x6x3xf32>, %r: tensor<1x8x2xf32>) {
  // expected-error @+1 {{'ecg.lstm' op weight must have shape 1x8x3, got 1x6x3}}
  %y, %h, %c = ecg.lstm %x, %w, %r : (tensor<4x1x3xf32>, tensor<1x6x3xf32>, tensor<1x8x2xf32>) -> (tensor<4x1x1x2xf32>, tensor<1x1x2xf32>, tensor<1x1x2xf32>)
  return
}

// -----

func.func @bias(%x: tensor<4x1x3xf32>, %w: tensor<1x6x3xf32>, %r: tensor<1x6x2xf32>, %b: tensor<1x6xf32>) {
  // expected-error @+1 {{'ecg.gru' op bias must have shape 1x12, got 1x6}}
  %y, %h = ecg.gru %x, %w, %r bias %b : (tensor<4x1x3xf32>, tensor<1x6x3xf32>, tensor<1x6x2xf32>, tensor<1x6xf32>) -> (tensor<4x1x1x2xf32>, tensor<1x1x2xf32>)
  return
}

// -----

func.func @one_state(%x: tensor<4x1x3xf32>, %w: tensor<1x8x3xf32>, %r: tensor<1x8x2xf32>, %h0: tensor<1x1x2xf32>) {
  // expected-error @+1 {{'ecg.lstm' op needs both initial states or none}}
  %y, %h, %c = ecg.lstm %x, %w, %r initial_h %h0 : (tensor<4x1x3xf32>, tensor<1x8x3xf32>, tensor<1x8x2xf32>, tensor<1x1x2xf32>) -> (tensor<4x1x1x2xf32>, tensor<1x1x2xf32>, tensor<1x1x2xf32>)
  return
}

// -----

func.func @activation(%x: tensor<4x1x3xf32>, %w: tensor<1x2x3xf32>, %r: tensor<1x2x2xf32>) {
  // expected-error @+1 {{'ecg.rnn' op has no activation 'cosine'}}
  %y, %h = ecg.rnn %x, %w, %r {activations = ["cosine"]} : (tensor<4x1x3xf32>, tensor<1x2x3xf32>, tensor<1x2x2xf32>) -> (tensor<4x1x1x2xf32>, tensor<1x1x2xf32>)
  return
}

// -----

func.func @activations(%x: tensor<4x1x3xf32>, %w: tensor<2x2x3xf32>, %r: tensor<2x2x2xf32>) {
  // expected-error @+1 {{'ecg.rnn' op needs 2 activations, alphas and betas where it has any: one a function and direction}}
  %y, %h = ecg.rnn %x, %w, %r {activations = ["tanh"]} : (tensor<4x1x3xf32>, tensor<2x2x3xf32>, tensor<2x2x2xf32>) -> (tensor<4x2x1x2xf32>, tensor<2x1x2xf32>)
  return
}

// -----

func.func @directions(%x: tensor<4x1x3xf32>, %w: tensor<2x2x3xf32>, %r: tensor<2x2x2xf32>) {
  // expected-error @+1 {{'ecg.rnn' op weight must have one direction, or two of a layer that is not reverse}}
  %y, %h = ecg.rnn %x, %w, %r reverse : (tensor<4x1x3xf32>, tensor<2x2x3xf32>, tensor<2x2x2xf32>) -> (tensor<4x2x1x2xf32>, tensor<2x1x2xf32>)
  return
}

// -----

func.func @clip(%x: tensor<4x1x3xf32>, %w: tensor<1x2x3xf32>, %r: tensor<1x2x2xf32>) {
  // expected-error @+1 {{'ecg.rnn' op clip must be positive}}
  %y, %h = ecg.rnn %x, %w, %r {clip = 0.0 : f32} : (tensor<4x1x3xf32>, tensor<1x2x3xf32>, tensor<1x2x2xf32>) -> (tensor<4x1x1x2xf32>, tensor<1x1x2xf32>)
  return
}
