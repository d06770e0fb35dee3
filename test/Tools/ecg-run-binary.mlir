// RUN: ecg-run %s --data=synthetic:n=80,rhythms=normal+pvc --split=all | FileCheck %s
// RUN: ecg-run %s --data=synthetic:n=80,rhythms=normal+pvc --split=all --threshold=2 | FileCheck %s --check-prefix=NEVER

// A single value decides between two classes by a threshold: 0.5, so that this
// constant 1 is always the second class; with 2, never.
// CHECK: accuracy {{ *}}50.0 % (40 of 80)
// CHECK: pvc {{ *}}40 {{ *}}1.000 {{ *}}0.000
// NEVER: pvc {{ *}}40 {{ *}}0.000 {{ *}}1.000
func.func @f(%x: tensor<1x1x1024xf32>) -> tensor<1x1xf32> {
  %c = ecg.constant dense<1.0> : tensor<1x1xf32> -> tensor<1x1xf32>
  return %c : tensor<1x1xf32>
}
