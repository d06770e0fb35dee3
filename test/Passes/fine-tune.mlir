// RUN: ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-fine-tune{data=synthetic:n=60,length=64,rhythms=normal+afib epochs=2 lr=0.01}))' -o %t.one.mlir
// RUN: ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-fine-tune{data=synthetic:n=60,length=64,rhythms=normal+afib epochs=2 lr=0.01 threads=1}))' -o %t.two.mlir
// RUN: cmp %t.one.mlir %t.two.mlir
// RUN: FileCheck %s --input-file=%t.one.mlir
// RUN: ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-distill{data=synthetic:n=60,length=64,rhythms=normal+afib epochs=1 teacher=%t.one.mlir}))' | FileCheck %s

// Weights change, shapes and everything else stay.
// CHECK: func.func @net
// CHECK-SAME: ecg.training = "epoch {{[12]}} of {{[12]}}, accuracy {{[0-9.]+}} on val"
// CHECK-NOT: dense<1.000000e-01> : tensor<2x64xf32>
// CHECK: ecg.linear {{.*}} : (tensor<1x64xf32>, tensor<2x64xf32>, tensor<2xf32>) -> tensor<1x2xf32>
func.func @net(%x: tensor<1x64xf32>) -> tensor<1x2xf32> {
  %w = ecg.constant dense<0.1> : tensor<2x64xf32> -> tensor<2x64xf32>
  %b = ecg.constant dense<0.0> : tensor<2xf32> -> tensor<2xf32>
  %y = ecg.linear %x, %w, %b : (tensor<1x64xf32>, tensor<2x64xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
