// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// CHECK-LABEL: @rows
// CHECK-NEXT: ecg.constant dense<{{\[\[}}0.09003{{[0-9]*}}, 0.24472{{[0-9]*}}, 0.66524{{[0-9]*}}], [0.21194{{[0-9]*}}, 0.21194{{[0-9]*}}, 0.57611{{[0-9]*}}]]> : tensor<2x3xf32>
func.func @rows() -> tensor<2x3xf32> {
  %x = ecg.constant dense<[[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]]> : tensor<2x3xf32> -> tensor<2x3xf32>
  %y = ecg.softmax %x axis 1 : tensor<2x3xf32> -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// An axis that is not the last.
// CHECK-LABEL: @columns
// CHECK-NEXT: ecg.constant dense<{{\[\[}}0.73105{{[0-9]*}}, 0.88079{{[0-9]*}}, 0.88079{{[0-9]*}}], [0.26894{{[0-9]*}}, 0.11920{{[0-9]*}}, 0.11920{{[0-9]*}}]]> : tensor<2x3xf32>
func.func @columns() -> tensor<2x3xf32> {
  %x = ecg.constant dense<[[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]]> : tensor<2x3xf32> -> tensor<2x3xf32>
  %y = ecg.softmax %x axis 0 : tensor<2x3xf32> -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// Large values do not overflow.
// CHECK-LABEL: @large
// CHECK-NEXT: ecg.constant dense<{{\[\[}}2.500000e-01, 0.000000e+00, 2.500000e-01, 2.500000e-01, 2.500000e-01]]> : tensor<1x5xf32>
func.func @large() -> tensor<1x5xf32> {
  %x = ecg.constant dense<[[1000.0, 0.0, 1000.0, 1000.0, 1000.0]]> : tensor<1x5xf32> -> tensor<1x5xf32>
  %y = ecg.softmax %x axis 1 : tensor<1x5xf32> -> tensor<1x5xf32>
  return %y : tensor<1x5xf32>
}
