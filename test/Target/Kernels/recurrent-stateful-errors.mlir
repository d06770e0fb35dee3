// RUN: ecg-opt %s -split-input-file -verify-diagnostics -ecg-lower-to-rt=stateful

func.func @bidirectional(%x: tensor<4x1x3xf32>) -> tensor<2x1x2xf32> {
  %w = ecg.constant dense<1.0> : tensor<2x6x3xf32> -> tensor<2x6x3xf32>
  %r = ecg.constant dense<1.0> : tensor<2x6x2xf32> -> tensor<2x6x2xf32>
  // expected-error @+1 {{is bidirectional: it reads a signal from its end and cannot keep state}}
  %y, %h = ecg.gru %x, %w, %r : (tensor<4x1x3xf32>, tensor<2x6x3xf32>, tensor<2x6x2xf32>) -> (tensor<4x2x1x2xf32>, tensor<2x1x2xf32>)
  return %h : tensor<2x1x2xf32>
}

// -----

// A state that is an input is the caller's already.
// expected-error @+1 {{has no recurrent layer that starts from zero, so there is no state to keep}}
func.func @none(%x: tensor<4x1x3xf32>, %h0: tensor<1x1x2xf32>) -> tensor<1x1x2xf32> {
  %w = ecg.constant dense<1.0> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %r = ecg.constant dense<1.0> : tensor<1x2x2xf32> -> tensor<1x2x2xf32>
  %y, %h = ecg.rnn %x, %w, %r initial_h %h0 : (tensor<4x1x3xf32>, tensor<1x2x3xf32>, tensor<1x2x2xf32>, tensor<1x1x2xf32>) -> (tensor<4x1x1x2xf32>, tensor<1x1x2xf32>)
  return %h : tensor<1x1x2xf32>
}
