// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// Different borders before and behind.
// CHECK-LABEL: @time
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}9.000000e+00, 1.000000e+00, 2.000000e+00, 9.000000e+00, 9.000000e+00], [9.000000e+00, 3.000000e+00, 4.000000e+00, 9.000000e+00, 9.000000e+00]]]> : tensor<1x2x5xf32>
func.func @time() -> tensor<1x2x5xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0], [3.0, 4.0]]]> : tensor<1x2x2xf32> -> tensor<1x2x2xf32>
  %y = ecg.pad %x low [0, 0, 1] high [0, 0, 2] value 9.0 : tensor<1x2x2xf32> -> tensor<1x2x5xf32>
  return %y : tensor<1x2x5xf32>
}

// Zero channels on both sides.
// CHECK-LABEL: @channels
// CHECK-NEXT: ecg.constant dense<{{\[\[\[}}0.000000e+00, 0.000000e+00], [1.000000e+00, 2.000000e+00], [3.000000e+00, 4.000000e+00], [0.000000e+00, 0.000000e+00], [0.000000e+00, 0.000000e+00]]]> : tensor<1x5x2xf32>
func.func @channels() -> tensor<1x5x2xf32> {
  %x = ecg.constant dense<[[[1.0, 2.0], [3.0, 4.0]]]> : tensor<1x2x2xf32> -> tensor<1x2x2xf32>
  %y = ecg.pad %x low [0, 1, 0] high [0, 2, 0] value 0.0 : tensor<1x2x2xf32> -> tensor<1x5x2xf32>
  return %y : tensor<1x5x2xf32>
}
