// RUN: not ecg-opt %s --ecg-fine-tune 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-fine-tune{data=synthetic:n=20,rhythms=normal+afib optimizer=sgdm}))' 2>&1 | FileCheck %s --check-prefix=OPTIMIZER
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-distill{data=synthetic:n=20,rhythms=normal+afib}))' 2>&1 | FileCheck %s --check-prefix=TEACHER
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-distill{data=synthetic:n=20,rhythms=normal+afib teacher=%t.none}))' 2>&1 | FileCheck %s --check-prefix=FILE

// DATA: error: fine-tuning: needs data to learn from
// OPTIMIZER: error: fine-tuning: {{.*}}sgdm
// TEACHER: error: distillation: needs a teacher to learn from
// FILE: error: distillation: teacher '{{.*}}none' is no MLIR file with one function
func.func @net(%x: tensor<1x64xf32>) -> tensor<1x2xf32> {
  %w = ecg.constant dense<0.1> : tensor<2x64xf32> -> tensor<2x64xf32>
  %y = ecg.linear %x, %w : (tensor<1x64xf32>, tensor<2x64xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
