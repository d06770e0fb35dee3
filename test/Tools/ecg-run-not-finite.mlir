// RUN: not ecg-run %s --data=synthetic:n=80,rhythms=normal+pvc --threads=3 2>&1 | FileCheck %s

// The first sample of the split is named, whichever thread met it.
// CHECK: error: synthetic:{{.*}}: sample {{[0-9]+}}: value 1 of output 'logits' is infinite
func.func @f(%x: tensor<1x1x1024xf32>) -> (tensor<1x2xf32> {ecg.name = "logits"}) {
  %p = ecg.global_avg_pool %x : tensor<1x1x1024xf32> -> tensor<1x1x1xf32>
  %r = ecg.reshape %p : tensor<1x1x1xf32> -> tensor<1x1xf32>
  %c = ecg.constant dense<[[0.0, 0x7F800000]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %y = ecg.add %r, %c : (tensor<1x1xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
