// RUN: ecg-opt %s --ecg-fold-constants | FileCheck %s

// CHECK-LABEL: @product
// CHECK-NEXT: ecg.constant dense<{{\[\[}}1.000000e+00, 2.000000e+00], [5.000000e+00, 8.000000e+00]]> : tensor<2x2xf32>
func.func @product() -> tensor<2x2xf32> {
  %a = ecg.constant dense<[[1.0, 0.0, 0.0], [1.0, 2.0, 0.0]]> : tensor<2x3xf32> -> tensor<2x3xf32>
  %b = ecg.constant dense<[[1.0, 2.0], [2.0, 3.0], [7.0, 7.0]]> : tensor<3x2xf32> -> tensor<3x2xf32>
  %y = ecg.matmul %a, %b : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// Operands and result in another order, and a factor.
// CHECK-LABEL: @ordered
// CHECK-NEXT: ecg.constant dense<{{\[\[}}5.000000e-01, 2.500000e+00], [1.000000e+00, 4.000000e+00]]> : tensor<2x2xf32>
func.func @ordered() -> tensor<2x2xf32> {
  %a = ecg.constant dense<[[1.0, 1.0], [0.0, 2.0], [0.0, 0.0]]> : tensor<3x2xf32> -> tensor<3x2xf32>
  %b = ecg.constant dense<[[1.0, 2.0, 7.0], [2.0, 3.0, 7.0]]> : tensor<2x3xf32> -> tensor<2x3xf32>
  %y = ecg.matmul %a, %b lhs [1, 0] rhs [1, 0] result [1, 0] alpha 5.000000e-01 : (tensor<3x2xf32>, tensor<2x3xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// Stacks broadcast against each other: 2x1 against 3.
// CHECK-LABEL: @stacks
// CHECK-NEXT: ecg.constant dense<{{\[\[\[\[}}1.000000e+01]], {{\[\[}}2.000000e+01]], {{\[\[}}3.000000e+01]]], {{\[\[\[}}2.000000e+01]], {{\[\[}}4.000000e+01]], {{\[\[}}6.000000e+01]]]]> : tensor<2x3x1x1xf32>
func.func @stacks() -> tensor<2x3x1x1xf32> {
  %a = ecg.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32> -> tensor<2x1x1x1xf32>
  %b = ecg.constant dense<[[[10.0]], [[20.0]], [[30.0]]]> : tensor<3x1x1xf32> -> tensor<3x1x1xf32>
  %y = ecg.matmul %a, %b : (tensor<2x1x1x1xf32>, tensor<3x1x1xf32>) -> tensor<2x3x1x1xf32>
  return %y : tensor<2x3x1x1xf32>
}

// Integers wrap.
// CHECK-LABEL: @integers
// CHECK-NEXT: ecg.constant dense<-2147483647> : tensor<1x1xi32>
func.func @integers() -> tensor<1x1xi32> {
  %a = ecg.constant dense<[[2147483647, 2]]> : tensor<1x2xi32> -> tensor<1x2xi32>
  %b = ecg.constant dense<[[1], [1]]> : tensor<2x1xi32> -> tensor<2x1xi32>
  %y = ecg.matmul %a, %b : (tensor<1x2xi32>, tensor<2x1xi32>) -> tensor<1x1xi32>
  return %y : tensor<1x1xi32>
}
