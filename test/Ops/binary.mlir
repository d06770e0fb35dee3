// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// CHECK-LABEL: @sub
// CHECK-NEXT: ecg.constant dense<{{\[\[}}0, -1], [-7, -9223372036854775808]]> : tensor<2x2xi64>
func.func @sub() -> tensor<2x2xi64> {
  %a = ecg.constant dense<[[1, 2], [-6, 9223372036854775807]]> : tensor<2x2xi64> -> tensor<2x2xi64>
  %b = ecg.constant dense<[[1, 3], [1, -1]]> : tensor<2x2xi64> -> tensor<2x2xi64>
  %y = ecg.binary "sub" %a, %b : (tensor<2x2xi64>, tensor<2x2xi64>) -> tensor<2x2xi64>
  return %y : tensor<2x2xi64>
}

// Seven dimensions that are walked as five.
// CHECK-LABEL: @broadcast
// CHECK-NEXT: ecg.constant dense<{{.*}}[1.000000e+00, 2.000000e+00]{{.*}}[5.000000e-01, 1.000000e+00]{{.*}}> : tensor<1x2x1x1x1x1x2xf32>
func.func @broadcast() -> tensor<1x2x1x1x1x1x2xf32> {
  %a = ecg.constant dense<[2.0, 4.0]> : tensor<2xf32> -> tensor<2xf32>
  %b = ecg.constant dense<[[[[[[2.0]]]]], [[[[[4.0]]]]]]> : tensor<2x1x1x1x1x1xf32> -> tensor<2x1x1x1x1x1xf32>
  %y = ecg.binary "div" %a, %b : (tensor<2xf32>, tensor<2x1x1x1x1x1xf32>) -> tensor<2x1x1x1x1x2xf32>
  %z = ecg.reshape %y : tensor<2x1x1x1x1x2xf32> -> tensor<1x2x1x1x1x1x2xf32>
  return %z : tensor<1x2x1x1x1x1x2xf32>
}

// A quotient by 0 is defined as 0, that of the smallest number by -1 wraps.
// CHECK-LABEL: @div
// CHECK-NEXT: ecg.constant dense<[0, -2147483648, -3]> : tensor<3xi32>
func.func @div() -> tensor<3xi32> {
  %a = ecg.constant dense<[7, -2147483648, -7]> : tensor<3xi32> -> tensor<3xi32>
  %b = ecg.constant dense<[0, -1, 2]> : tensor<3xi32> -> tensor<3xi32>
  %y = ecg.binary "div" %a, %b : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi32>
  return %y : tensor<3xi32>
}
