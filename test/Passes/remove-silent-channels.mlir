// RUN: ecg-opt %s --ecg-remove-silent-channels="data=synthetic:n=20,length=16" 2>%t.log | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --input-file=%t.log
// RUN: ecg-opt %s --ecg-remove-silent-channels="data=synthetic:n=20,length=16" --ecg-remove-dead-channels 2>/dev/null | FileCheck %s --check-prefix=DEAD

// Channel 1 is below 0 whatever the input, and ReLU cuts it: who reads it was
// never trained.
// REMARK: remark: {{.*}}'second' reads 1 channels that carried nothing in 4 samples: their weights are dropped
// CHECK: ecg.constant dense<{{\[\[\[}}2.000000e+00], [0.000000e+00]]]>
// DEAD: ecg.conv1d {{.*}} -> tensor<1x1x16xf32>
func.func @net(%x: tensor<1x1x16xf32>) -> tensor<1x1x16xf32> {
  %k = ecg.constant dense<[[[1.0]], [[0.001]]]> : tensor<2x1x1xf32> -> tensor<2x1x1xf32>
  %b = ecg.constant dense<[0.0, -10.0]> : tensor<2xf32> -> tensor<2xf32>
  %l = ecg.constant dense<[[[2.0], [1.67e6]]]> : tensor<1x2x1xf32> -> tensor<1x2x1xf32>
  %y = ecg.conv1d %x, %k, %b : (tensor<1x1x16xf32>, tensor<2x1x1xf32>, tensor<2xf32>) -> tensor<1x2x16xf32>
  %r = ecg.relu %y : tensor<1x2x16xf32> -> tensor<1x2x16xf32>
  %z = ecg.conv1d %r, %l : (tensor<1x2x16xf32>, tensor<1x2x1xf32>) -> tensor<1x1x16xf32> loc("second")
  return %z : tensor<1x1x16xf32>
}
