// RUN: not ecg-opt %s --ecg-quantize-aware-training=data=synthetic:n=20,length=64,rhythms=normal+afib 2>&1 | FileCheck %s --check-prefix=FLOAT
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-calibrate{data=synthetic:n=20,length=64,rhythms=normal+afib},ecg-insert-fake-quantize,ecg-quantize-aware-training{data=synthetic:n=20,length=64,rhythms=normal+afib bytes=40}))' 2>&1 | FileCheck %s --check-prefix=BYTES
// RUN: not ecg-opt %s --pass-pipeline='builtin.module(func.func(ecg-calibrate{data=synthetic:n=20,length=64,rhythms=normal+afib},ecg-insert-fake-quantize,ecg-quantize-aware-training{data=synthetic:n=20,length=64,rhythms=normal+afib bytes=100 round-epochs=1 optimizer=sgd}))' 2>&1 | FileCheck %s --check-prefix=SGD

// FLOAT: error: quantization-aware training: no layer has rounded weights: run ecg-insert-fake-quantize first
// BYTES: error: quantization-aware training: the parameters need 42 bytes even with ternary weights, 40 are allowed: remove channels first
// SGD: error: quantization-aware training: fewer bytes need an optimizer that knows second moments: adam, adamw or amsgrad
func.func @net(%x: tensor<1x64xf32>) -> tensor<1x2xf32> {
  %w = ecg.constant dense<0.1> : tensor<2x64xf32> -> tensor<2x64xf32>
  %y = ecg.linear %x, %w : (tensor<1x64xf32>, tensor<2x64xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
