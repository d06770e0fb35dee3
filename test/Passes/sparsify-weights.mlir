// RUN: ecg-opt %s --split-input-file --pass-pipeline='builtin.module(func.func(ecg-sparsify-weights{sparsify=sparsity=0.5,ranking=layer,epochs=0}))' | FileCheck %s
// RUN: ecg-opt %s --split-input-file --pass-pipeline='builtin.module(func.func(ecg-sparsify-weights{sparsify=pattern=1:4,epochs=0}))' | FileCheck %s --check-prefix=PATTERN
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-sparsify-weights{sparsify=sparsity=0.5,pattern=1:2}))' 2>&1 | FileCheck %s --check-prefix=BOTH
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-sparsify-weights{sparsify=epochs=3}))' 2>&1 | FileCheck %s --check-prefix=GOAL
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-sparsify-weights{sparsify=sparsity=0.5}))' 2>&1 | FileCheck %s --check-prefix=DATA

// Biases stay, and of a layer without half to spare what is smallest goes.
// CHECK-LABEL: func.func @layers
// CHECK-DAG: dense<{{\[\[\[}}3.000000e+00], [0.000000e+00], [0.000000e+00], [-2.000000e+00]]]>
// CHECK-DAG: dense<1.000000e-01>
// PATTERN-LABEL: func.func @layers
// PATTERN-DAG: dense<{{\[\[\[}}3.000000e+00], [0.000000e+00], [0.000000e+00], [0.000000e+00]]]>
// BOTH: error: sparsity: sparsity takes a share or a pattern, not both
// GOAL: error: sparsity: sparsity needs a goal: sparsity=0.8 or pattern=2:4
// DATA: error: sparsity: needs data to learn from
func.func @layers(%x: tensor<1x4x8xf32>) -> tensor<1x1x8xf32> {
  %k = ecg.constant dense<[[[3.0], [-1.0], [0.5], [-2.0]]]> : tensor<1x4x1xf32> -> tensor<1x4x1xf32>
  %b = ecg.constant dense<[0.1]> : tensor<1xf32> -> tensor<1xf32>
  %0 = ecg.conv1d %x, %k, %b : (tensor<1x4x8xf32>, tensor<1x4x1xf32>, tensor<1xf32>) -> tensor<1x1x8xf32>
  return %0 : tensor<1x1x8xf32>
}
