// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// CHECK-LABEL: @nearest
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}1.000000e+00, 1.000000e+00, 2.000000e+00, 2.000000e+00]]]>
func.func @nearest() -> tensor<1x1x4xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0]]]> : tensor<1x1x2xf32> -> tensor<1x1x2xf32>
  %y = ecg.resize %x mode "nearest" coordinates "asymmetric" scales [1.0, 1.0, 2.0] nearest "floor" : tensor<1x1x2xf32> -> tensor<1x1x4xf32>
  return %y : tensor<1x1x4xf32>
}

// Both dimensions, outputs in the middle of inputs, the edges repeated.
// CHECK-LABEL: @linear
// CHECK-NEXT: ecg.constant dense<{{\[\[}}0.000000e+00, 1.000000e+00, 3.000000e+00, 4.000000e+00], [4.000000e+00, 5.000000e+00, 7.000000e+00, 8.000000e+00], [1.200000e+01, 1.300000e+01, 1.500000e+01, 1.600000e+01], [1.600000e+01, 1.700000e+01, 1.900000e+01, 2.000000e+01]]>
func.func @linear() -> tensor<4x4xf32> {
  %x = ecg.constant dense<[[0.0, 4.0], [16.0, 20.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %y = ecg.resize %x mode "linear" coordinates "half_pixel" scales [2.0, 2.0] : tensor<2x2xf32> -> tensor<4x4xf32>
  return %y : tensor<4x4xf32>
}

// Positions 0, 1.5 and 3 of a cubic: -1/16, 9/16, 9/16, -1/16 with a = -0.5.
// CHECK-LABEL: @cubic
// CHECK-NEXT: ecg.constant dense<{{\[}}1.600000e+01, 1.700000e+01, 0.000000e+00]>
func.func @cubic() -> tensor<3xf32> {
  %x = ecg.constant dense<[16.0, 32.0, 0.0, 0.0, 16.0]> : tensor<5xf32> -> tensor<5xf32>
  %y = ecg.resize %x mode "cubic" coordinates "tf_crop_and_resize" scales [0.6] cubic_coeff -0.5 roi [0.0, 0.75] extrapolation 0.0 : tensor<5xf32> -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// A third as a float does not move the positions.
// CHECK-LABEL: @third
// CHECK-NEXT: ecg.constant dense<{{\[}}0.000000e+00, 3.000000e+00, 6.000000e+00]>
func.func @third() -> tensor<3xf32> {
  %x = ecg.constant dense<[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]> : tensor<9xf32> -> tensor<9xf32>
  %y = ecg.resize %x mode "nearest" coordinates "asymmetric" scales [0.333333343] nearest "floor" : tensor<9xf32> -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// What lies outside the input is the extrapolation value.
// CHECK-LABEL: @outside
// CHECK-NEXT: ecg.constant dense<{{\[}}2.000000e+00, 9.000000e+00]>
func.func @outside() -> tensor<2xf32> {
  %x = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.resize %x mode "linear" coordinates "tf_crop_and_resize" scales [1.0] roi [1.0, 2.0] extrapolation 9.0 : tensor<2xf32> -> tensor<2xf32>
  return %y : tensor<2xf32>
}
