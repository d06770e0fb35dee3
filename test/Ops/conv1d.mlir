// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Every input channel contributes, the bias once. One output channel takes the
// direct path.
// CHECK-LABEL: @one_output
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.060000e+02, 1.080000e+02, 1.100000e+02, 1.120000e+02]]]> : tensor<1x1x4xf32>
func.func @one_output() -> tensor<1x1x4xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0, 4.0, 5.0], [6.0, 7.0, 8.0, 9.0, 10.0]]]> : tensor<1x2x5xf32> -> tensor<1x2x5xf32>
  %w = ecg.constant dense<[[[1.0, 0.0], [2.0, -1.0]]]> : tensor<1x2x2xf32> -> tensor<1x2x2xf32>
  %b = ecg.constant dense<[100.0]> : tensor<1xf32> -> tensor<1xf32>
  %y = ecg.conv1d %x, %w, %b : (tensor<1x2x5xf32>, tensor<1x2x2xf32>, tensor<1xf32>) -> tensor<1x1x4xf32>
  return %y : tensor<1x1x4xf32>
}

// The same by the matrix product.
// CHECK-LABEL: @two_outputs
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}6.000000e+00, 8.000000e+00, 1.000000e+01, 1.200000e+01], [1.500000e+01, 1.800000e+01, 2.100000e+01, 2.400000e+01]]]> : tensor<1x2x4xf32>
func.func @two_outputs() -> tensor<1x2x4xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0, 4.0, 5.0], [6.0, 7.0, 8.0, 9.0, 10.0]]]> : tensor<1x2x5xf32> -> tensor<1x2x5xf32>
  %w = ecg.constant dense<[[[1.0, 0.0], [2.0, -1.0]], [[0.0, 1.0], [1.0, 1.0]]]> : tensor<2x2x2xf32> -> tensor<2x2x2xf32>
  %y = ecg.conv1d %x, %w : (tensor<1x2x5xf32>, tensor<2x2x2xf32>) -> tensor<1x2x4xf32>
  return %y : tensor<1x2x4xf32>
}

// One zero before, two behind, every second window.
// CHECK-LABEL: @asymmetric_pads
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}2.100000e+02, 4.320000e+02, 6.540000e+02, 6.000000e+00], [3.000000e+00, 9.000000e+00, 1.500000e+01, 6.000000e+00]]]> : tensor<1x2x4xf32>
func.func @asymmetric_pads() -> tensor<1x2x4xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]]> : tensor<1x1x6xf32> -> tensor<1x1x6xf32>
  %w = ecg.constant dense<[[[1.0, 10.0, 100.0]], [[1.0, 1.0, 1.0]]]> : tensor<2x1x3xf32> -> tensor<2x1x3xf32>
  %y = ecg.conv1d %x, %w stride 2 pads [1, 2] : (tensor<1x1x6xf32>, tensor<2x1x3xf32>) -> tensor<1x2x4xf32>
  return %y : tensor<1x2x4xf32>
}

// Taps two samples apart.
// CHECK-LABEL: @dilation
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}5.310000e+02, 6.420000e+02], [9.000000e+00, 1.200000e+01]]]> : tensor<1x2x2xf32>
func.func @dilation() -> tensor<1x2x2xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]]> : tensor<1x1x6xf32> -> tensor<1x1x6xf32>
  %w = ecg.constant dense<[[[1.0, 10.0, 100.0]], [[1.0, 1.0, 1.0]]]> : tensor<2x1x3xf32> -> tensor<2x1x3xf32>
  %y = ecg.conv1d %x, %w dilation 2 : (tensor<1x1x6xf32>, tensor<2x1x3xf32>) -> tensor<1x2x2xf32>
  return %y : tensor<1x2x2xf32>
}

// A window that begins and ends outside the input.
// CHECK-LABEL: @padding_only
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}0.000000e+00, 3.000000e+02, 3.000000e+01, 3.000000e+00, 0.000000e+00], [0.000000e+00, 3.000000e+00, 3.000000e+00, 3.000000e+00, 0.000000e+00]]]> : tensor<1x2x5xf32>
func.func @padding_only() -> tensor<1x2x5xf32> {
  %x = ecg.constant dense<[[[3.0]]]> : tensor<1x1x1xf32> -> tensor<1x1x1xf32>
  %w = ecg.constant dense<[[[1.0, 10.0, 100.0]], [[1.0, 1.0, 1.0]]]> : tensor<2x1x3xf32> -> tensor<2x1x3xf32>
  %y = ecg.conv1d %x, %w pads [3, 3] : (tensor<1x1x1xf32>, tensor<2x1x3xf32>) -> tensor<1x2x5xf32>
  return %y : tensor<1x2x5xf32>
}

// Two groups: outputs 0 and 1 see inputs 0 and 1, outputs 2 and 3 the others.
// CHECK-LABEL: @groups
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}6.000000e+00, 8.000000e+00], [1.200000e+01, 1.600000e+01], [1.400000e+01, 1.600000e+01], [3.300000e+01, 3.600000e+01]]]> : tensor<1x4x2xf32>
func.func @groups() -> tensor<1x4x2xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [10.0, 11.0, 12.0]]]> : tensor<1x4x3xf32> -> tensor<1x4x3xf32>
  %w = ecg.constant dense<[[[1.0, 0.0], [0.0, 1.0]], [[1.0, 1.0], [1.0, 1.0]], [[2.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 3.0]]]> : tensor<4x2x2xf32> -> tensor<4x2x2xf32>
  %y = ecg.conv1d %x, %w groups 2 : (tensor<1x4x3xf32>, tensor<4x2x2xf32>) -> tensor<1x4x2xf32>
  return %y : tensor<1x4x2xf32>
}

// One input channel a group.
// CHECK-LABEL: @depthwise
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}2.000000e+00, 4.000000e+00, 6.000000e+00], [2.000000e+00, 1.000000e+01, 1.200000e+01], [2.400000e+01, 2.700000e+01, 3.000000e+01], [-6.000000e+00, 3.000000e+00, 3.000000e+00]]]> : tensor<1x4x3xf32>
func.func @depthwise() -> tensor<1x4x3xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0], [10.0, 11.0, 12.0]]]> : tensor<1x4x3xf32> -> tensor<1x4x3xf32>
  %w = ecg.constant dense<[[[1.0, 1.0]], [[2.0, 0.0]], [[0.0, 3.0]], [[1.0, -1.0]]]> : tensor<4x1x2xf32> -> tensor<4x1x2xf32>
  %b = ecg.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32> -> tensor<4xf32>
  %y = ecg.conv1d %x, %w, %b pads [1, 0] groups 4 : (tensor<1x4x3xf32>, tensor<4x1x2xf32>, tensor<4xf32>) -> tensor<1x4x3xf32>
  return %y : tensor<1x4x3xf32>
}

// Kernel 1 multiplies the input itself.
// CHECK-LABEL: @pointwise
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}9.000000e+00, 1.200000e+01, 1.500000e+01], [-1.000000e+00, 1.000000e+00, 3.000000e+00]]]> : tensor<1x2x3xf32>
func.func @pointwise() -> tensor<1x2x3xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %w = ecg.constant dense<[[[1.0], [2.0]], [[3.0], [-1.0]]]> : tensor<2x2x1xf32> -> tensor<2x2x1xf32>
  %y = ecg.conv1d %x, %w : (tensor<1x2x3xf32>, tensor<2x2x1xf32>) -> tensor<1x2x3xf32>
  return %y : tensor<1x2x3xf32>
}

// Kernel 1 with a stride does not.
// CHECK-LABEL: @pointwise_stride
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}9.000000e+00, 1.500000e+01], [-1.000000e+00, 3.000000e+00]]]> : tensor<1x2x2xf32>
func.func @pointwise_stride() -> tensor<1x2x2xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %w = ecg.constant dense<[[[1.0], [2.0]], [[3.0], [-1.0]]]> : tensor<2x2x1xf32> -> tensor<2x2x1xf32>
  %y = ecg.conv1d %x, %w stride 2 : (tensor<1x2x3xf32>, tensor<2x2x1xf32>) -> tensor<1x2x2xf32>
  return %y : tensor<1x2x2xf32>
}

// Two samples do not mix.
// CHECK-LABEL: @batch
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}3.000000e+00, 5.000000e+00], [-1.000000e+00, -1.000000e+00]], {{\[\[}}-1.000000e+00, 1.000000e+00], [9.000000e+00, -1.100000e+01]]]> : tensor<2x2x2xf32>
func.func @batch() -> tensor<2x2x2xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0]], [[4.0, -5.0, 6.0]]]> : tensor<2x1x3xf32> -> tensor<2x1x3xf32>
  %w = ecg.constant dense<[[[1.0, 1.0]], [[1.0, -1.0]]]> : tensor<2x1x2xf32> -> tensor<2x1x2xf32>
  %y = ecg.conv1d %x, %w : (tensor<2x1x3xf32>, tensor<2x1x2xf32>) -> tensor<2x2x2xf32>
  return %y : tensor<2x2x2xf32>
}

// The fused activation limits the sum, bias included.
// CHECK-LABEL: @clamped
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}4.000000e+00, 6.000000e+00], [1.000000e+00, 1.000000e+00]], {{\[\[}}0.000000e+00, 2.000000e+00], [6.000000e+00, 0.000000e+00]]]> : tensor<2x2x2xf32>
func.func @clamped() -> tensor<2x2x2xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0]], [[4.0, -5.0, 6.0]]]> : tensor<2x1x3xf32> -> tensor<2x1x3xf32>
  %w = ecg.constant dense<[[[1.0, 1.0]], [[1.0, -1.0]]]> : tensor<2x1x2xf32> -> tensor<2x1x2xf32>
  %b = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.conv1d %x, %w, %b clamp <0.0, 6.0> : (tensor<2x1x3xf32>, tensor<2x1x2xf32>, tensor<2xf32>) -> tensor<2x2x2xf32>
  return %y : tensor<2x2x2xf32>
}
