// RUN: ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-cluster-weights{cluster=2,epochs=0}))' | FileCheck %s
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-cluster-weights{cluster=1}))' 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-cluster-weights{cluster=4,protect=nobody,epochs=0}))' 2>&1 | FileCheck %s --check-prefix=NOBODY

// CHECK-LABEL: func.func @layer
// CHECK: dense<{{\[\[\[}}2.500000e+00], [-1.500000e+00], [2.500000e+00], [-1.500000e+00]]]>
// ONE: error: clustering: clustering option '1': expected a whole number from 2
// NOBODY: error: clustering: no layer is called 'nobody', which is to be protected
func.func @layer(%x: tensor<1x4x8xf32>) -> tensor<1x1x8xf32> {
  %k = ecg.constant dense<[[[3.0], [-1.0], [2.0], [-2.0]]]> : tensor<1x4x1xf32> -> tensor<1x4x1xf32>
  %0 = ecg.conv1d %x, %k : (tensor<1x4x8xf32>, tensor<1x4x1xf32>) -> tensor<1x1x8xf32>
  return %0 : tensor<1x1x8xf32>
}
