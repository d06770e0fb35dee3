// RUN: ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-prune-channels{prune=l1,keep=0.5,epochs=0}))' | FileCheck %s

// The filters of largest magnitude stay, with their biases, and the columns
// that read them; the classes stay all.
// CHECK-LABEL: func.func @chain(%{{.*}}: tensor<1x1x8xf32>) -> tensor<1x2xf32>
// CHECK-DAG: dense<{{\[\[\[}}3.000000e+00]], {{\[\[}}-2.000000e+00]]]>
// CHECK-DAG: dense<[1.000000e+01, 4.000000e+01]>
// CHECK-DAG: dense<{{\[\[}}1.000000e+00, 4.000000e+00], [5.000000e+00, 8.000000e+00]]>
// CHECK: ecg.conv1d {{.*}} -> tensor<1x2x8xf32>
// CHECK: ecg.global_avg_pool {{.*}} -> tensor<1x2x1xf32>
func.func @chain(%x: tensor<1x1x8xf32>) -> tensor<1x2xf32> {
  %k = ecg.constant dense<[[[3.0]], [[-1.0]], [[0.5]], [[-2.0]]]> : tensor<4x1x1xf32> -> tensor<4x1x1xf32>
  %b = ecg.constant dense<[10.0, 20.0, 30.0, 40.0]> : tensor<4xf32> -> tensor<4xf32>
  %w = ecg.constant dense<[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]> : tensor<2x4xf32> -> tensor<2x4xf32>
  %0 = ecg.conv1d %x, %k, %b : (tensor<1x1x8xf32>, tensor<4x1x1xf32>, tensor<4xf32>) -> tensor<1x4x8xf32>
  %1 = ecg.relu %0 : tensor<1x4x8xf32> -> tensor<1x4x8xf32>
  %2 = ecg.global_avg_pool %1 : tensor<1x4x8xf32> -> tensor<1x4x1xf32>
  %3 = ecg.reshape %2 : tensor<1x4x1xf32> -> tensor<1x4xf32>
  %y = ecg.linear %3, %w : (tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// Layers that a sum couples lose the same channels, those whose filters are
// smallest together: 2 + 1 of the first, 1 + 1 of the second.
// CHECK-LABEL: func.func @residual
// CHECK-DAG: dense<{{\[\[\[}}-3.000000e+00]], {{\[\[}}4.000000e+00]]]>
// CHECK-DAG: dense<{{\[\[\[}}0.000000e+00], [3.000000e+00]], {{\[\[}}5.000000e+00], [0.000000e+00]]]>
// CHECK: ecg.add {{.*}} -> tensor<1x2x8xf32>
func.func @residual(%x: tensor<1x1x8xf32>) -> tensor<1x1x8xf32> {
  %k = ecg.constant dense<[[[2.0]], [[-3.0]], [[1.0]], [[4.0]]]> : tensor<4x1x1xf32> -> tensor<4x1x1xf32>
  %l = ecg.constant dense<[[[0.0], [1.0], [0.0], [0.0]], [[0.0], [0.0], [0.0], [3.0]], [[1.0], [0.0], [0.0], [0.0]], [[0.0], [5.0], [0.0], [0.0]]]> : tensor<4x4x1xf32> -> tensor<4x4x1xf32>
  %m = ecg.constant dense<1.0> : tensor<1x4x1xf32> -> tensor<1x4x1xf32>
  %a = ecg.conv1d %x, %k : (tensor<1x1x8xf32>, tensor<4x1x1xf32>) -> tensor<1x4x8xf32>
  %b = ecg.conv1d %a, %l : (tensor<1x4x8xf32>, tensor<4x4x1xf32>) -> tensor<1x4x8xf32>
  %c = ecg.add %a, %b : (tensor<1x4x8xf32>, tensor<1x4x8xf32>) -> tensor<1x4x8xf32>
  %y = ecg.conv1d %c, %m : (tensor<1x4x8xf32>, tensor<1x4x1xf32>) -> tensor<1x1x8xf32>
  return %y : tensor<1x1x8xf32>
}
