// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// @log_softmax_f32: far below the largest the logarithm of softmax would be -inf.
// CHECK-LABEL: @log_softmax
// CHECK-NEXT: ecg.constant dense<{{\[\[}}0.000000e+00, -1.000000e+03]]> : tensor<1x2xf32>
func.func @log_softmax() -> tensor<1x2xf32> {
  %x = ecg.constant dense<[[1000.0, 0.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %y = ecg.log_softmax %x axis 1 : tensor<1x2xf32> -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
