// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Every input spreads over the taps; stride 2 leaves gaps of one, the output
// padding sees the bias alone.
// CHECK-LABEL: @strided
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}6.000000e+00, 1.500000e+01, 1.070000e+02, 2.500000e+01, 2.050000e+02, 5.000000e+00]]]> : tensor<1x1x6xf32>
func.func @strided() -> tensor<1x1x6xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0]]]> : tensor<1x1x2xf32> -> tensor<1x1x2xf32>
  %w = ecg.constant dense<[[[1.0, 10.0, 100.0]]]> : tensor<1x1x3xf32> -> tensor<1x1x3xf32>
  %b = ecg.constant dense<[5.0]> : tensor<1xf32> -> tensor<1xf32>
  %y = ecg.conv_transpose %x, %w, %b strides [2] pads [0, 0] dilations [1] output_padding [1] : (tensor<1x1x2xf32>, tensor<1x1x3xf32>, tensor<1xf32>) -> tensor<1x1x6xf32>
  return %y : tensor<1x1x6xf32>
}

// Pads cut off; the second group sees its own channel and dilated taps.
// CHECK-LABEL: @grouped
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.300000e+01, 1.300000e+01], {{\[}}4.000000e+00, 0.000000e+00]]]> : tensor<1x2x2xf32>
func.func @grouped() -> tensor<1x2x2xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0, 3.0], [4.0, -5.0, 6.0]]]> : tensor<1x2x3xf32> -> tensor<1x2x3xf32>
  %w = ecg.constant dense<[[[1.0, 10.0]], [[0.0, 1.0]]]> : tensor<2x1x2xf32> -> tensor<2x1x2xf32>
  %y = ecg.conv_transpose %x, %w strides [1] pads [2, 1] dilations [2] output_padding [0] groups 2 clamp <0.0, 13.0> : (tensor<1x2x3xf32>, tensor<2x1x2xf32>) -> tensor<1x2x2xf32>
  return %y : tensor<1x2x2xf32>
}
