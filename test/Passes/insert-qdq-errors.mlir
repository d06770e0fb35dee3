// RUN: ecg-opt %s --ecg-insert-qdq --split-input-file --verify-diagnostics
// RUN: not ecg-opt %s --ecg-insert-qdq=skip=conv9 --split-input-file 2>&1 | FileCheck %s

// CHECK: no layer is called 'conv9', which skip asks for

// A layer whose input was never observed.
// expected-error @+1 {{argument 0 '' has no calibrated range; run ecg-calibrate first}}
func.func @argument(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %y = ecg.relu %x {ecg.ranges = [array<f32: 0.0, 1.0>]} : tensor<1x2xf32> -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

func.func @result(%x: tensor<1x2xf32> {ecg.range = array<f32: 0.0, 1.0>}) -> tensor<1x2xf32> {
  // expected-error @+1 {{result of ecg.relu '' has no calibrated range; run ecg-calibrate first}}
  %y = ecg.relu %x : tensor<1x2xf32> -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// Ranges that are none: the wrong way round, or not finite.
func.func @reversed(%x: tensor<1x2xf32> {ecg.range = array<f32: 0.0, 1.0>}) -> tensor<1x2xf32> {
  // expected-error @+1 {{result of ecg.relu '' has no calibrated range}}
  %y = ecg.relu %x {ecg.ranges = [array<f32: 1.0, 0.0>]} : tensor<1x2xf32> -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

func.func @infinite(%x: tensor<1x2xf32> {ecg.range = array<f32: 0.0, 0x7F800000>}) -> tensor<1x2xf32> {
  // expected-error @-1 {{argument 0 '' has no calibrated range}}
  %y = ecg.relu %x {ecg.ranges = [array<f32: 0.0, 1.0>]} : tensor<1x2xf32> -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// Weights and other constants that no scale represents.
func.func @weights(%x: tensor<1x1xf32> {ecg.range = array<f32: 0.0, 1.0>}) -> tensor<1x1xf32> {
  // expected-error @+1 {{constant '' holds values that are NaN or infinite}}
  %w = ecg.constant dense<0x7F800000> : tensor<1x1xf32> -> tensor<1x1xf32>
  %y = ecg.linear %x, %w {ecg.ranges = [array<f32: 0.0, 1.0>]} : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

// -----

func.func @operand(%x: tensor<1x1xf32> {ecg.range = array<f32: 0.0, 1.0>}) -> tensor<1x1xf32> {
  // expected-error @+1 {{constant '' holds values that are NaN or infinite}}
  %c = ecg.constant dense<0x7FC00000> : tensor<1x1xf32> -> tensor<1x1xf32>
  %y = ecg.add %x, %c {ecg.ranges = [array<f32: 0.0, 1.0>]} : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}
