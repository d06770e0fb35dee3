// RUN: ecg-run %s --data=synthetic:n=20,length=64 --metrics=snr,prd --split=all --json=%t.json | FileCheck %s
// RUN: FileCheck %s --check-prefix=JSON < %t.json
// RUN: not ecg-run %s --data=synthetic:n=20,length=64 --metrics=snr,accuracy 2>&1 | FileCheck %s --check-prefix=MIXED

// 0.9 of the signal is left, so a tenth of it is the error: 20 dB. Nothing
// narrower than the signal is between the layers.
// CHECK: snr {{ *}}20.000 dB
// CHECK-NEXT: prd {{ *}}10.000 %
// CHECK: 20 samples in
// JSON: "compression-ratio": 1,
// JSON: "prd": 10.00
// MIXED: error: metric 'accuracy' is of classes, others are of reconstructions
func.func @f(%x: tensor<1x1x64xf32> {ecg.name = "ecg"}) -> (tensor<1x64xf32> {ecg.name = "again"}) {
  %c = ecg.constant dense<0.9> : tensor<1xf32> -> tensor<1xf32>
  %y = ecg.mul %x, %c : (tensor<1x1x64xf32>, tensor<1xf32>) -> tensor<1x1x64xf32>
  %z = ecg.reshape %y : tensor<1x1x64xf32> -> tensor<1x64xf32>
  return %z : tensor<1x64xf32>
}
