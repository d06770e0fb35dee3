// RUN: ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-equalize-channels{data=synthetic:n=20,rhythms=normal+bigeminy}))' | FileCheck %s
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-equalize-channels))' 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-equalize-channels{data=synthetic:n=20 split=none}))' 2>&1 | FileCheck %s --check-prefix=SPLIT

// The second channel is a sixteenth of the first, its readers take no notice,
// as each reads one channel: it becomes 16 times as large.
// CHECK-LABEL: func.func @f
// CHECK-DAG: ecg.constant dense<8.000000e+00> : tensor<2x1x1xf32>
// CHECK-DAG: ecg.constant dense<{{\[\[\[}}1.000000e+00]], {{\[\[}}6.250000e-02]]]>
// DATA: error: equalization: needs data to run the network on
// SPLIT: error: equalization: {{.*}}'none'
func.func @f(%x: tensor<1x1x128xf32>) -> tensor<1x2x128xf32> {
  %k = ecg.constant dense<[[[8.0]], [[0.5]]]> : tensor<2x1x1xf32> -> tensor<2x1x1xf32>
  %l = ecg.constant dense<1.0> : tensor<2x1x1xf32> -> tensor<2x1x1xf32>
  %0 = ecg.conv1d %x, %k : (tensor<1x1x128xf32>, tensor<2x1x1xf32>) -> tensor<1x2x128xf32>
  %1 = ecg.relu %0 : tensor<1x2x128xf32> -> tensor<1x2x128xf32>
  %2 = ecg.conv1d %1, %l groups 2 : (tensor<1x2x128xf32>, tensor<2x1x1xf32>) -> tensor<1x2x128xf32>
  return %2 : tensor<1x2x128xf32>
}
