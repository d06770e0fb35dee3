// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// @select: three operands of different shapes.
// CHECK-LABEL: @select
// CHECK-NEXT: ecg.constant dense<{{\[\[}}1.000000e+00, 2.000000e+00], [-1.000000e+00, -1.000000e+00]]> : tensor<2x2xf32>
func.func @select() -> tensor<2x2xf32> {
  %c = ecg.constant dense<[[true], [false]]> : tensor<2x1xi1> -> tensor<2x1xi1>
  %a = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
  %b = ecg.constant dense<-1.0> : tensor<f32> -> tensor<f32>
  %y = ecg.select %c, %a, %b : (tensor<2x1xi1>, tensor<2xf32>, tensor<f32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}
