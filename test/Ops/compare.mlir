// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// @compare, with broadcasting: a column against a row.
// CHECK-LABEL: @less
// CHECK-NEXT: ecg.constant dense<{{\[\[}}false, true], [false, false]]> : tensor<2x2xi1>
func.func @less() -> tensor<2x2xi1> {
  %a = ecg.constant dense<[[1], [2]]> : tensor<2x1xi32> -> tensor<2x1xi32>
  %b = ecg.constant dense<[1, 2]> : tensor<2xi32> -> tensor<2xi32>
  %y = ecg.compare "less" %a, %b : (tensor<2x1xi32>, tensor<2xi32>) -> tensor<2x2xi1>
  return %y : tensor<2x2xi1>
}

// NaN alone differs from itself.
// CHECK-LABEL: @nan
// CHECK-NEXT: ecg.constant dense<[true, false]> : tensor<2xi1>
func.func @nan() -> tensor<2xi1> {
  %x = ecg.constant dense<[0x7FC00000, 1.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.compare "not_equal" %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  return %y : tensor<2xi1>
}
